"""How often somebody may ask: so many at once, then one by one. Bounded in memory, whoever asks."""

from __future__ import annotations

from collections import OrderedDict


class Cooldowns:
    """What is left to each of any number of askers.

    Args:
        most: How many may be asked at once.
        seconds: After how long one more is left.
        kept: Askers that are remembered; the one who has not asked for longest is forgotten first.
    """

    def __init__(self, most: int, seconds: float, kept: int = 10_000) -> None:
        self.most = most
        self.seconds = seconds
        self.kept = kept
        #: When all is left again, by asker; and whether they were told to wait until then.
        self._full: OrderedDict[int, tuple[float, bool]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._full)

    def wait(self, asker: int, now: float) -> float:
        """Take one; return 0, or the seconds until there is one, and then nothing is taken.

        Args:
            asker: Who asks, or where.
            now: A clock in seconds that never goes back.
        """
        full, _ = self._full.pop(asker, (now, False))
        wait = full - now - (self.most - 1) * self.seconds
        if wait > 0:
            self._full[asker] = (full, True)
            return wait
        self._full[asker] = (max(full, now) + self.seconds, False)
        while len(self._full) > self.kept:
            self._full.popitem(last=False)
        return 0.0

    def left(self, asker: int, now: float) -> float:
        """Return 0 where one is left, otherwise the seconds until there is one; nothing is taken."""
        full, _ = self._full.get(asker, (now, False))
        return max(0.0, full - now - (self.most - 1) * self.seconds)

    def forget(self, asker: int, now: float) -> float:
        """Forget an asker to whom all is left again; otherwise return the seconds until that is so.

        A limit is not lifted by whom it limits.
        """
        full, _ = self._full.get(asker, (now, False))
        if full > now:
            return full - now
        self._full.pop(asker, None)
        return 0.0

    def was_told(self, asker: int) -> bool:
        """Return whether the last one was refused, so that the asker knows."""
        return self._full.get(asker, (0.0, False))[1]
