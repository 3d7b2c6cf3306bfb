"""The model catalogue that ships with Podium; see ``NOTICE.md`` for where its facts come from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from podium.registry.rows import read_rows

MODELS_FILE = Path(__file__).with_name("models.json")


def shipped_models() -> list[Mapping[str, Any]]:
    """Return the shipped models, sorted by slug. A key that is not known is left out, never guessed.

    Keys: ``slug``, ``name``, ``multimodal`` and ``source_url`` are in every row; ``organisation``,
    ``released`` (ISO date) with ``released_precision`` (``"day"`` or ``"month"``; none where the date
    is that of a competition entry), ``parameters_b`` (billions), ``context_tokens``, ``input_price`` and
    ``output_price`` (US dollars per million tokens) with ``price_as_of``, ``licence``, ``open_weights``,
    ``aliases`` and ``llm_stats_id`` where they are known.

    Raises:
        PodiumError: If the file is damaged.
    """
    return list(read_rows(MODELS_FILE, "models"))
