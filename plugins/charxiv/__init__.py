"""CharXiv-R: reasoning questions on charts from arXiv papers."""
