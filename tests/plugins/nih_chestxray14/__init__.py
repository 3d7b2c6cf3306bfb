"""Tests of the NIH ChestX-ray14 plugin."""
