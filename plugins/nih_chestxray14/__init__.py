"""NIH ChestX-ray14: chest X-rays with fourteen findings read from their reports."""
