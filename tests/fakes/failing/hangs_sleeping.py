"""Hangs at import, as on a server that does not answer."""

import time

time.sleep(3600)
