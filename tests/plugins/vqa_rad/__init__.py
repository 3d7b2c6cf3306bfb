"""Tests of the VQA-RAD plugin."""
