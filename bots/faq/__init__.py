"""Questions about benchmarks, answered from the registry: entities, intent, one read, a reply.

:func:`answer` serves a single question; a process that lives on keeps an :class:`Engine`.
"""

from __future__ import annotations

from podium.bots.faq.engine import Engine, answer
from podium.bots.faq.reply import Fact, Reply, Source

__all__ = ["Engine", "Fact", "Reply", "Source", "answer"]
