"""Running the checks: each by itself, so that one that fails keeps none from the others."""

from __future__ import annotations

import time
from collections.abc import Callable

from podium.registry import plugin_guard
from podium.registry.checking import card, edges, items, loader, questions, scorer
from podium.registry.checking.finding import Check, Finding, Seen, Unusable, failed, skipped
from podium.registry.checking.importing import EFFORT, LIGHT
from podium.registry.checking.subject import Subject, quiet

#: Every check, in the order in which they are run.
CHECKS: tuple[Check, ...] = (
    *card.CHECKS,
    LIGHT,
    *loader.CHECKS,
    *items.CHECKS,
    *scorer.CHECKS,
    *edges.CHECKS,
    scorer.DEVICES,
    *questions.CHECKS,
    EFFORT,
)


def check_benchmark(subject: Subject, observe: Callable[[str, int], None] = lambda name, number: None) -> list[Finding]:
    """Run every check on a benchmark.

    Args:
        subject: The benchmark and what is known of it.
        observe: Told the name of each check before it is run, and how many came before it.

    Returns:
        One finding per check, in the order of :data:`CHECKS`. Never raises for a bad plugin.
    """
    found = []
    for number, check in enumerate(CHECKS):
        observe(check.name, number)
        began = time.perf_counter()
        seen = _run(check, subject)
        found.append(Finding(check.name, seen, time.perf_counter() - began))
        if found[-1].verdict == "fail":
            subject.wrong.add(check.name)
    return found


def _run(check: Check, subject: Subject) -> tuple[Seen, ...]:
    seen: list[Seen] = []
    try:
        # What a library or a child process prints past Python would spoil --json, too.
        with plugin_guard.output_aside(), quiet():
            for one in check.run(subject):
                seen.append(one)
    except Unusable as reason:
        seen.append(skipped(str(reason)))
    except (Exception, SystemExit) as error:  # whatever a plugin's own code raises
        seen.append(failed(f"raised {subject.told(error)} ({subject.where(error)})", "mend what raises it"))
    return tuple(seen) or (skipped("there was nothing to check"),)
