"""MMLU-Pro: harder multiple-choice questions with up to ten options."""
