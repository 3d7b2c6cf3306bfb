"""What answers give that know nothing of the images: the floor beside every F1."""

from __future__ import annotations

from podium.plugins.chest_xray.figures import Judged
from podium.plugins.chest_xray.trivial import trivial_f1
from podium.registry import Report, Score, Table


def baselines(judged: Judged) -> Report:
    """Return the table ``baselines``: the F1 of trivial answers beside this model's, for the headline findings."""
    labels = judged.headline
    if judged.cuts is None or not labels:
        return Report({})
    columns = judged.columns(labels)
    told = [judged.tell(column) for column in columns]
    floors = [trivial_f1(positives / n) for n, positives in told]
    n = judged.assessed(columns)
    model = [judged.figures["f1"].score("f1", [column], told[place][0]) for place, column in enumerate(columns)]
    rows: list[tuple[str | Score, ...]] = [("this model", *model, judged.mean("f1", "mean_f1", labels))]
    for answer in floors[0]:
        values = [floor[answer] for floor in floors]
        each = [Score("f1", value, told[place][0]) for place, value in enumerate(values)]
        rows.append((answer, *each, Score("mean_f1", sum(values) / len(values), n)))
    table = Table("baselines", "F1 beside trivial answers", ("answer", *labels, "mean"), tuple(rows))
    return Report({}, tables=(table,))
