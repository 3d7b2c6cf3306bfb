"""Whether a scorer gives the same figures every time, better ones to better answers, and none to no answers."""

from __future__ import annotations

import contextlib
import math
import random
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from podium.registry import conformance, formats, loading
from podium.registry.benchmark import Answer, Item
from podium.registry.card import Board
from podium.registry.checking.answers import inverted, noise, perfect
from podium.registry.checking.finding import Check, Seen, Unusable, failed, passed, skipped, some, warned
from podium.registry.checking.importing import of_benchmark
from podium.registry.checking.subject import Subject, figures, seeded
from podium.registry.report import Report, Score

#: How far two figures may be apart that are the same.
TOLERANCE = 1e-9


def _cases(subject: Subject) -> Iterator[Seen]:
    outcomes = subject.cases
    wrong = [one for one in outcomes if not one.ok]
    if not outcomes:
        subject.need_evaluation()
        yield skipped("there are no conformance cases; Benchmark.conformance holds figures against the official code")
    elif wrong:
        names = some([f"{one.group} · {one.name}" for one in wrong])
        yield failed(
            f"{len(wrong):,} of {formats.count(len(outcomes), 'case')} came out otherwise: {names}",
            "prompt, parser and metric must give what the case expects, its source has it",
        )
    else:
        yield passed(f"{formats.count(len(outcomes), 'case')}, all as expected")


def decisive(subject: Subject, report: Report) -> tuple[Score, Board]:
    """Return the score that decides and the board that tells its direction: the headline's where there is one.

    Where all boards are withheld it is the score of a board's metric, and of none the first.

    Raises:
        Unusable: If the report has no score.
    """
    boards = {board.slug: board for board in subject.benchmark.card.boards}
    headline = subject.benchmark.card.headline
    for slug in (headline.slug, *report.boards):
        if slug in report.boards and slug in boards:
            return report.boards[slug], boards[slug]
    for board in (headline, *boards.values()):
        for score in report.scores:
            if score.metric == board.metric:
                return score, board
    if not report.scores:
        raise Unusable("the report has no score, see scorer-scores")
    return report.scores[0], headline


def _scores(subject: Subject) -> Iterator[Seen]:
    if subject.benchmark.lacks not in ("", "load"):
        missing = subject.benchmark.lacks
        yield failed(f"there is load and no {missing}, so it cannot be run", f"write {missing}, or take load away")
        return
    items = subject.scored
    try:
        report = subject.score(items, noise(subject.benchmark, items))
    except Exception as error:
        yield failed(f"score raised {subject.told(error)} ({subject.where(error)})", "score must take any answers")
        return
    if not report.boards and not report.scores:
        yield failed("the report has no score", "Report({board: Score(...)}, scores=(Score(...),))")
    elif figures(Report.from_json(report.to_json())) != figures(report):
        yield failed("the report is another after JSON", "use text, numbers and Score in tables, settings and counts")
    else:
        yield passed(
            f"{formats.count(len(items), 'answer')} scored: {formats.count(len(report.boards), 'board')}, "
            f"{formats.count(len(report.scores), 'further score')}"
        )


def _range(subject: Subject) -> Iterator[Seen]:
    items = subject.scored
    boards = {board.slug: board for board in subject.benchmark.card.boards}
    report = subject.score(items, noise(subject.benchmark, items))
    reports = [report]
    # Noise may be worth nothing, which is within the range whatever the unit.
    with contextlib.suppress(Unusable):
        reports.append(subject.score(items, perfect(subject.benchmark, items)))
    wrong = False
    for slug in dict.fromkeys(slug for one in reports for slug in (*one.boards, *one.withheld)):
        if slug not in boards:
            wrong = True
            yield failed(f"the report names board {slug!r}, which the card does not", f"there is {', '.join(boards)}")
            continue
        scores = (one.boards[slug] for one in reports if isinstance(one.boards.get(slug), Score))
        if problem := next(filter(None, (outside(score, boards[slug]) for score in scores)), ""):
            wrong = True
            yield failed(f"board {slug}: {problem}", "report in the board's own unit; fractions, not percent")
    if not report.boards and not report.withheld:
        yield warned("no board gets a value", "name one in Report.boards, or say why not in Report.withheld")
    if not wrong:
        told = [f"{slug} {shown(score)}" for slug, score in report.boards.items()]
        told = told or [f"{score.metric} {shown(score)}" for score in report.scores[:1]]
        yield passed(f"noise scores {some(told)}, within the board's range")


def outside(score: Score, board: Board) -> str:
    """Return what keeps a score from being a number in the board's range, or nothing."""
    if score.value is None:
        return "" if score.reason else "the value is undefined without a reason"
    if isinstance(score.value, bool) or not isinstance(score.value, int | float):
        return f"the value is of type {type(score.value).__name__}"
    if not math.isfinite(score.value):
        return f"the value is {score.value}"
    if (span := score.interval) is not None and not -math.inf < span.low <= span.high < math.inf:
        return f"its interval goes from {span.low:g} to {span.high:g}"
    low, high = board.minimum, board.maximum
    if low is not None and high is not None and low >= high:
        return ""
    if (low is not None and score.value < low - TOLERANCE) or (high is not None and score.value > high + TOLERANCE):
        ends = ["unbounded" if end is None else f"{end:g}" for end in (low, high)]
        return f"{score.value:g} is outside {ends[0]} to {ends[1]}"
    return ""


def shown(score: Score) -> str:
    """Return a score as it is told."""
    return "undefined" if score.value is None else f"{score.value:.3f}"


def _deterministic(subject: Subject) -> Iterator[Seen]:
    items = subject.scored
    some_items, answers = _half_right(subject, items)
    reports = set()
    for seed in range(3):
        with seeded(seed):
            reports.add(figures(subject.score(some_items, answers)))
    if len(reports) > 1:
        yield failed(
            "scored twice, the report is another",
            "seed what is random in the scorer itself, as random.Random(seed), and let no clock into the report",
        )
        return
    yield passed("three scorings give equal reports")
    subject.need("loader-deterministic")
    try:
        other = of_benchmark(subject)
    except Unusable as reason:
        yield skipped(f"not held against another process: {reason}")
        return
    from podium.registry.checking.fresh import digest

    if other["report_digest"] != digest(figures(subject.score(items, noise(subject.benchmark, items)))):
        yield failed(
            "another process, with other hashes, gives another report",
            "walk no set in the scorer and sort no hash(): PYTHONHASHSEED changes both",
        )
    else:
        yield passed("and so does another process")


def _direction(subject: Subject) -> Iterator[Seen]:
    items, benchmark = subject.scored, subject.benchmark
    try:
        right = perfect(benchmark, items)
    except Unusable as reason:
        yield warned(
            f"no direction can be seen: {reason}",
            "let `correct` count a reply that states the target, and hold the parser by cases in `conformance`",
        )
        return
    found = {
        "right answers": right,
        "noise": noise(benchmark, items),
        "wrong answers": inverted(benchmark, items, right),
    }
    reports = {what: subject.score(items, answers) for what, answers in found.items()}
    scores = {}
    for what, report in reports.items():
        scores[what], board = decisive(subject, report)
    yield from _other_boards(subject, reports["right answers"], reports["wrong answers"], board)
    values = {what: score.value for what, score in scores.items()}
    told = ", ".join(f"{what} {shown(score)}" for what, score in scores.items())
    best, rest = values["right answers"], (values["noise"], values["wrong answers"])
    if best is None or rest[1] is None:
        yield warned(f"{told}: no direction can be seen", "let the sample have targets that the metric is defined on")
        return
    sign = 1 if board.higher_is_better else -1
    better = "higher" if sign > 0 else "lower"
    if sign * best <= sign * rest[1] or (rest[0] is not None and sign * best < sign * rest[0] - TOLERANCE):
        yield failed(
            f"{told}, and on board {board.slug} {better} is better",
            "score right answers best, and state the direction: Board(higher_is_better=...)",
        )
    else:
        yield passed(f"{told}; {better} is better")


def _other_boards(subject: Subject, right: Report, wrong: Report, but: Board) -> Iterator[Seen]:
    """Tell of boards on which wrong answers are better; that both are worth the same may be, as on one of refusals."""
    for board in subject.benchmark.card.boards:
        best, worst = (getattr(report.boards.get(board.slug), "value", None) for report in (right, wrong))
        sign = 1 if board.higher_is_better else -1
        if board != but and best is not None and worst is not None and sign * best < sign * worst - TOLERANCE:
            better = "higher" if sign > 0 else "lower"
            yield failed(
                f"right answers {best:.3f}, wrong answers {worst:.3f}, and on board {board.slug} {better} is better",
                "score right answers best, and state the direction: Board(higher_is_better=...)",
            )


def _order(subject: Subject) -> Iterator[Seen]:
    items = subject.scored
    subject.need("scorer-deterministic")
    if len(items) < 2:
        raise Unusable("there is one item")
    items, answers = _half_right(subject, items)
    places = list(range(len(items)))
    random.Random("order").shuffle(places)
    straight = score_values(subject.score(items, answers))
    shuffled = score_values(subject.score([items[one] for one in places], [answers[one] for one in places]))
    differing = [name for name in straight if not conformance.equal(straight[name], shuffled.get(name))]
    if differing:
        name = differing[0]
        yield failed(
            f"in another order, {name} is {shuffled.get(name)} and not {straight[name]}",
            "pair every item with its own answer, and let no figure depend on the order",
        )
    else:
        yield passed("items and answers in another order score the same")


def _half_right(subject: Subject, items: Sequence[Item]) -> tuple[list[Item], list[Answer]]:
    """Return items with answers of which half are right.

    Some official scripts draw at random where they cannot read a reply; items of which that is said are left out.
    """
    benchmark = subject.benchmark
    try:
        right = perfect(benchmark, items)
        wrong = inverted(benchmark, items, right)
        chance = random.Random("half")
        answers = [chance.choice(two) for two in zip(right, wrong, strict=True)]
    except Unusable:
        answers = noise(benchmark, items)
    guessed = [False] * len(items)
    if benchmark.brings("grade"):
        values = loading.stage(benchmark, subject.settings, "score")
        guessed = [grade.guessed for grade in benchmark.grade(items, answers, **values)]
    kept = [place for place in range(len(items)) if not guessed[place]]
    return [items[place] for place in kept], [answers[place] for place in kept]


def score_values(report: Report) -> dict[str, Any]:
    """Return the values of a report's boards and scores, by what they are."""
    values = {f"board {slug}": score.value for slug, score in report.boards.items()}
    return values | {score.metric: score.value for score in report.scores}


def _devices(subject: Subject) -> Iterator[Seen]:
    items = subject.scored
    answers = noise(subject.benchmark, items)
    on_cpu = score_values(subject.score(items, answers))
    torch = sys.modules.get("torch")
    if torch is None:
        raise Unusable("the scorer uses no torch, so it has no other device")
    if not torch.cuda.is_available():
        raise Unusable("there is no GPU here")
    yield same_on_both(on_cpu, score_values(subject.score(items, answers, "cuda:0")))


def same_on_both(on_cpu: dict[str, Any], on_gpu: dict[str, Any]) -> Seen:
    """Return whether the scores of two devices are the same but for rounding."""
    differing = [name for name, value in on_cpu.items() if not _near(value, on_gpu.get(name))]
    if differing:
        name = differing[0]
        return failed(
            f"{name} is {on_cpu[name]} on the CPU and {on_gpu.get(name)} on the GPU",
            "sum in float64, and compare ties the same way on every device",
        )
    return passed(f"{len(on_cpu)} scores are the same on CPU and GPU")


def _near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=TOLERANCE) or (math.isnan(one) and math.isnan(other))


CHECKS = (
    Check("scorer-cases", "Prompts, parsers and metrics give what the official code gives.", _cases),
    Check("scorer-scores", "The scorer gives a report with scores.", _scores),
    Check("scorer-range", "Scores are on declared boards and inside their range.", _range),
    Check("scorer-deterministic", "Two scorings give equal reports.", _deterministic),
    Check("scorer-direction", "Right answers score better than wrong ones.", _direction),
    Check("scorer-order", "The order of items does not matter.", _order),
)
DEVICES = Check("scorer-devices", "CPU and GPU give the same.", _devices)
