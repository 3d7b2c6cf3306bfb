"""Humanity's Last Exam: expert questions at the edge of human knowledge."""
