"""Hangs at import in a loop that never waits."""

while True:
    pass
