"""Tests of the CheXpert plugin."""
