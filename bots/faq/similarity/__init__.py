"""The sentence encoder: which sample questions are nearest in meaning to one that the words leave unsure."""
