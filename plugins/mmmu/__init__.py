"""MMMU: college-level questions with images."""
