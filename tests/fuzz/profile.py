"""How many examples are tried: few and always the same ones, or many and new ones each time.

``PODIUM_FUZZ=50`` tries 50 times as many examples as ``make test`` does, drawn anew; ``make fuzz`` sets it. What fails
is kept in ``.hypothesis`` and tried first the next time; put it into ``corpus/`` to keep it for good.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

#: How many times as many examples as the quick profile.
FACTOR = float(os.environ.get("PODIUM_FUZZ") or 1)
LONG = FACTOR != 1


def examples(quick: int) -> settings:
    """Return the settings of a test.

    Args:
        quick: How many examples the quick profile tries.
    """
    return settings(
        max_examples=max(1, round(quick * FACTOR)),
        deadline=None,
        derandomize=not LONG,
        print_blob=LONG,
        # Fixtures are set up once for all examples: what an example writes, it writes into a folder of its own.
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.filter_too_much,
            HealthCheck.function_scoped_fixture,
        ],
    )
