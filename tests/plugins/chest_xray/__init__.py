"""Tests of what the chest X-ray plugins share."""
