"""Tests of the MIMIC-CXR plugin."""
