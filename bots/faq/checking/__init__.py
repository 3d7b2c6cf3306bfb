"""Measuring replies: files of questions, what is expected of them, and whether all that is stated is a fact."""
