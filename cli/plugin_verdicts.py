"""The verdicts of ``podium plugins check``, on a screen and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from podium.cli.output import Screen
from podium.registry import formats

if TYPE_CHECKING:
    from podium.registry.benchmark import Benchmark
    from podium.registry.checking import Finding
    from podium.registry.conformance import Outcome as CaseOutcome
    from podium.registry.discovery import Outcome

#: Characters of a value that are shown; ``--json`` has all of them.
_SHOWN = 200
#: Seconds from which it is told how long a check took.
_SLOW = 2.0
_MARKS = {"pass": ("✓", ""), "skip": ("–", "dim"), "warn": ("!", "yellow"), "fail": ("✗", "bold red")}
_TELLS = {"pass": "{} passed", "skip": "{} skipped", "warn": "{} warned", "fail": "{} failed"}
#: What helps where a plugin did not load, by the stage at which it failed.
_MEND = {
    "import": "make the module importable, and at once; podium --debug plugins check shows the traceback",
    "version": "PODIUM_API_VERSION says which interface the plugin was written for",
    "register": "mark def podium_benchmarks(): with @hookimpl, and take no arguments that the hook lacks",
    "card": "podium_benchmarks returns a list of Benchmark objects, each with a card that contradicts nothing",
    "results": "every row of results() names a board of the card, a model's slug, a value in range and a source",
    "labelers": "podium_labelers returns a list of ReportLabeler objects with names of their own",
    "adapters": "podium_adapters returns a mapping from a prefix to what opens its models",
}


@dataclass(frozen=True)
class Checked:
    """A benchmark with what its checks and its cases gave."""

    plugin: str
    benchmark: Benchmark
    findings: Sequence[Finding]
    cases: Sequence[CaseOutcome]

    @property
    def verdict(self) -> str:
        """``"fail"``, ``"warn"`` or ``"pass"``: the worst of its checks, skipped ones aside."""
        found = {one.verdict for one in self.findings}
        return next((verdict for verdict in ("fail", "warn") if verdict in found), "pass")

    @property
    def ok(self) -> bool:
        """Whether no check failed."""
        return all(one.verdict != "fail" for one in self.findings)

    @property
    def failed_cases(self) -> list[CaseOutcome]:
        """The cases that did not come out as expected."""
        return [one for one in self.cases if not one.ok]


def show(screen: Screen, checked: Sequence[Checked], broken: Sequence[Outcome], every: bool, debug: bool) -> None:
    """Show for each benchmark how its checks came out and what is wrong; with ``every`` all that was seen."""
    for one in checked:
        bullet, style = _MARKS[one.verdict]
        screen.item(f"{one.benchmark.card.name}: {_counts(one.findings)}{_seconds(one)}", style, bullet)
        for finding in one.findings:
            _finding(screen, one, finding, every)
    for outcome in broken:
        screen.item(_reason(outcome), "bold red", "✗")
        screen.facts([("    from", outcome.target), ("    mend", _MEND.get(outcome.stage, ""))])
        if debug and outcome.trace:
            screen.indented(outcome.trace.rstrip(), "dim")
    if screen.blocks:
        screen.blank()
    screen.prose(_conclusion(checked, broken))
    if not every and any(finding.verdict == "skip" for one in checked for finding in one.findings):
        screen.faint("--all tells what was skipped, and why.")


def _counts(findings: Sequence[Finding]) -> str:
    counts = Counter(one.verdict for one in findings)
    return ", ".join(form.format(counts[verdict]) for verdict, form in _TELLS.items() if counts[verdict])


def _seconds(one: Checked) -> str:
    return f" in {sum(finding.seconds for finding in one.findings):.1f} s"


def _finding(screen: Screen, one: Checked, finding: Finding, every: bool) -> None:
    slow = f" ({finding.seconds:.1f} s)" if finding.seconds >= _SLOW else ""
    for seen in finding.seen:
        bullet, style = _MARKS[seen.verdict]
        if every or seen.mend:
            screen.item(f"{finding.check}: {seen.saw}{slow}", style, f"  {bullet}")
            screen.facts([("      mend", seen.mend)])
    if finding.check == "scorer-cases":
        for case in one.cases if every else one.failed_cases:
            _case(screen, case)


def _case(screen: Screen, case: CaseOutcome) -> None:
    label = f"{case.group} · {case.name}"
    if case.ok:
        screen.item(label, bullet="    ✓")
        return
    screen.item(label, "bold red", "    ✗")
    screen.facts(
        [
            ("        expected", _told(case.expected)),
            ("        got", case.error or _told(case.got)),
            ("        source", case.source),
        ]
    )


def _told(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text):,} characters)"


def _reason(outcome: Outcome) -> str:
    at = f" at {outcome.stage}" if outcome.stage else ""
    return f"{outcome.name} {outcome.status}{at}: {outcome.reason}"


def _conclusion(checked: Sequence[Checked], broken: Sequence[Outcome]) -> str:
    parts = []
    if len(checked) > 1:
        wrong = sum(not one.ok for one in checked)
        every = [finding for one in checked for finding in one.findings]
        parts.append(f"{formats.count(len(checked), 'benchmark')}: {_counts(every)}")
        parts.append(f"{wrong} of them to be mended" if wrong else "nothing has to be mended")
    elif checked:
        (one,) = checked
        parts.append("nothing has to be mended" if one.ok else f"{one.benchmark.card.name} has to be mended")
    if broken:
        parts.append(f"{formats.count(len(broken), 'plugin')} could not be checked")
    text = "; ".join(parts) or "no benchmark to check: checks are about benchmarks"
    return f"{text[0].upper()}{text[1:]}."


def verdicts_json(ok: bool, checked: Sequence[Checked], broken: Sequence[Outcome]) -> dict[str, object]:
    """Return all of it as plain JSON data."""
    counts = Counter(finding.verdict for one in checked for finding in one.findings)
    return {
        "ok": ok,
        "counts": {verdict: counts[verdict] for verdict in _MARKS},
        "benchmarks": [
            {
                "plugin": one.plugin,
                "benchmark": one.benchmark.card.slug,
                "ok": one.ok,
                "checks": [finding.to_json() for finding in one.findings],
                "cases": len(one.cases),
                "failed": len(one.failed_cases),
                "outcomes": [
                    dict(vars(case)) | {"expected": _data(case.expected), "got": _data(case.got)} for case in one.cases
                ],
            }
            for one in checked
        ],
        "not_loaded": [
            {
                "plugin": one.name,
                "status": one.status,
                "stage": one.stage,
                "reason": one.reason,
                "mend": _MEND.get(one.stage, ""),
            }
            for one in broken
        ],
    }


def _data(value: Any) -> Any:
    """Return a value as JSON holds it, or as Python writes it."""
    try:
        json.dumps(value)
    except (TypeError, ValueError):
        return repr(value)
    return value
