"""Questions about benchmarks, answered from the registry: entities, intent, one read, a reply.

:func:`answer` serves a single question; a process that lives on keeps an :class:`Engine`. The engine is imported when
one of these names is asked for: commands that need no more than a filter's form do without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from podium.bots.faq.engine import Engine, answer
    from podium.bots.faq.reply import Fact, Reply, Source

__all__ = ["Engine", "Fact", "Reply", "Source", "answer"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from podium.bots.faq import engine, reply

    return getattr(engine if name in ("Engine", "answer") else reply, name)
