"""Which benchmarks are scored by a metric: "which benchmarks use token F1"."""

from __future__ import annotations

from podium.bots.faq.frame import CardFilters, Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.which import by_metric
from podium.bots.faq.understanding.asked import Asked

_NOUNS = words.word_set("benchmark benchmarks dataset datasets")
_BESIDE = words.FILLER | words.word_set(
    "which what benchmark benchmarks dataset datasets use uses using used scored score scores measured measure measures"
    " metric metrics evaluated graded report reports as their by with here list instead rather how many judged"
)
#: What people call a metric that boards write in full.
_ALSO = {"auc": "AUROC", "rocauc": "AUROC", "aucroc": "AUROC", "auroc": "AUROC", "f1score": "F1"}


def of_metric(desk: Desk, asked: Asked) -> Frame | None:
    """Return the frame of a question for the benchmarks that are scored by a metric; None for any other question."""
    said = asked.words
    # Which of them it is the main metric of is not what is listed.
    if (
        asked.sights
        or any(link.kind != "term" for link in asked.reading.links)
        or _NOUNS.isdisjoint(said)
        or "main" in said
    ):
        return None
    rest = [
        i for i, word in enumerate(said) if word not in _BESIDE or word == "score" and i and said[i - 1] == "rubric"
    ]
    if not rest or rest != list(range(rest[0], rest[-1] + 1)):
        return None
    typed = asked.reading.typed(rest[0], rest[-1] + 1)
    wanted = _ALSO.get("".join(asked.reading.tokens[i].key for i in rest), typed)
    names = desk.once("names of metrics", lambda: _names(desk))
    if not by_metric(names, wanted):
        return None
    return Frame(Intent.BENCHMARKS, cards=CardFilters(metric=wanted))


#: Words of a question whether the scores are of a metric.
_WHETHER = words.word_set("is are do does was were")
_MEASURED = (
    words.word_set(
        "accuracy accuracies auroc auc f1 recall precision exact match matches percent percentages percentage ranked"
        " rank by something else or other some another metric measured scored reported in as of"
    )
    | words.SCORE
)


def whether_of(asked: Asked) -> Frame | None:
    """Return the frame of a question whether a benchmark goes by a metric that is another's of its boards.

    "Are those VQA-RAD numbers accuracies?" asks which metric they are, and for no board of accuracies.
    """
    if len(asked.sights) != 1 or asked.models or asked.words[0] not in _WHETHER or asked.lent:
        return None
    view = asked.sights[0].view
    named = {i for link in asked.reading.of_kind("benchmark") for i in link.span}
    rest = [word for i, word in enumerate(asked.words) if i not in named]
    if not {"accuracy", "accuracies", "auroc", "auc", "f1"}.intersection(rest):
        return None
    if any(word not in _MEASURED and word not in words.FILLER for word in rest):
        return None
    return Frame(Intent.METRIC, (view.slug,))


def _names(desk: Desk) -> list[str]:
    return [name for (name,) in desk.connection.execute("SELECT DISTINCT metric_name FROM boards")]
