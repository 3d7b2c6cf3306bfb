"""Tests of the report labeler."""
