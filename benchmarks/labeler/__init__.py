"""The report labeler beside medspaCy's ConText, and how well it reads the hand-written sentences."""
