"""Damaged input of every kind, made from valid input by rules; see docs/reliability.md."""
