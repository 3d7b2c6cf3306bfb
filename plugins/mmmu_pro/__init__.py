"""MMMU-Pro: MMMU without the questions that need no image."""
