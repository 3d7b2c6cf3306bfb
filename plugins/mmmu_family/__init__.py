"""What MMMU and MMMU-Pro share: their columns, subjects, prompts with images in place, and parsers."""
