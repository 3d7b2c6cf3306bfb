"""Hangs at import in a sleep of the C library's, again and again."""

import ctypes

while True:
    ctypes.CDLL(None).sleep(3600)
