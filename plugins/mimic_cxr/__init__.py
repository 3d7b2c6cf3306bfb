"""MIMIC-CXR: chest X-rays labelled from their reports."""
