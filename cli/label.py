"""``podium label``: read findings out of written reports, and compare two files of labels."""

from __future__ import annotations

import csv
import gzip
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from podium.cli import document, explain, output, progress
from podium.cli.app import App, example, pass_app
from podium.cli.output import Column, Screen
from podium.registry import formats, spreadsheets
from podium.registry.errors import PodiumError
from podium.registry.labeling import Codes, LabeledKey, ReportLabeler, Reports, Written
from podium.registry.report import Score
from podium.registry.visible import clean, to_json

ORDERS = ("chexpert", "mimic")
#: What is read of a report: what the labeler finds worth reading, or what a published protocol reads.
SECTIONS = ("labeler", "mimic")

#: As the official files of labels write them.
#: A name of a report that is a number, such as a study's; a minus before it begins no formula.
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_CELLS = {1: "1.0", 0: "0.0", -1: "-1.0", None: ""}
#: Most reports on one page.
_PAGE = 1000


class _Label(click.Group):
    """A group that reads reports where its first word is none of its commands."""

    default = "reports"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the default command in front where there is none."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args.insert(0, self.default)
        return super().parse_args(ctx, args)


@click.group(
    cls=_Label,
    epilog=example(
        "podium label reports.csv -o labels.csv",
        "podium label report.txt --explain",
        "podium label compare a.csv b.csv",
    ),
)
def label() -> None:
    """Read findings out of radiology reports.

    podium label SOURCE is short for podium label reports SOURCE.
    """


def _outputs(command: Callable[..., Any]) -> Callable[..., Any]:
    file = click.Path(dir_okay=False, writable=True, path_type=Path)
    options = (
        click.option("-o", "--output", "target", type=file, help="Write the labels to this CSV file."),
        click.option(
            "--order", type=click.Choice(ORDERS), default=ORDERS[0], show_default=True, help="Of the columns."
        ),
        click.option("--explain", "explained", is_flag=True, help="Show sentence, mention, cue and decision."),
        click.option("--html", "page", type=file, help="Write a page that colours mentions, cues and decisions."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@label.command(epilog=example("podium label reports mimic-cxr-reports.zip -o labels.csv --jobs 4"))
@click.argument("source", type=click.Path(allow_dash=True, path_type=Path))
@_outputs
@click.option("--column", "columns", multiple=True, metavar="NAME", help="Column with the text; may be given again.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Processes that read.")
@click.option(
    "--sections",
    type=click.Choice(SECTIONS),
    default=SECTIONS[0],
    show_default=True,
    help="What is read: the labeler's own choice, or the one section that MIMIC-CXR's labels come from.",
)
@click.option("--compat", is_flag=True, help="Sum up as the released CheXpert labeler does.")
@output.json_option
@pass_app
def reports(app: App, /, source: Path, as_json: bool, **options: Any) -> None:
    """Label the reports of a file, a folder or an archive.

    SOURCE is a CSV file, a folder or a zip or tar archive of texts, one text, or - for stdin. A
    report gets 1 (positive), 0 (negative), -1 (uncertain) or nothing (not mentioned) per
    observation. Reports with the same key are read as one. Nothing of a report is stored or logged.
    """
    for target in (options["target"], options["page"]):
        _check_apart(source, target)
    labeler = _labeler(app)
    found = _stdin() if str(source) == "-" else labeler.reports(source, options["columns"])
    if options["sections"] != SECTIONS[0]:
        from podium.registry.labeling import parts_of

        found.written = parts_of(labeler, found.written, options["sections"])
    single = str(source) == "-" or found.total == 1
    if options["explained"] or options["page"] or (single and options["target"] is None):
        _explain(labeler, found, single, as_json, options)
    else:
        _label_all(app, labeler, found, as_json, options)
    app.warn(*found.notes)


def _check_apart(source: Path, target: Path | None) -> None:
    """Refuse to write over the reports."""
    if target is None or str(source) == "-":
        return
    here, there = source.resolve(), target.resolve()
    if here == there or (here.is_dir() and here in there.parents):
        what = "is the reports themselves" if here == there else "lies among the reports"
        raise PodiumError(f"{target} {what}", "name another file, so that none is lost")
    if not there.parent.is_dir():
        raise PodiumError(f"there is no folder {target.parent} to write {target.name} to", "make it first")


def _labeler(app: App) -> ReportLabeler:
    from podium.registry.startup import load_plugins

    labelers = load_plugins(app.place).labelers
    if not labelers:
        raise PodiumError("no plugin brings a report labeler", "podium plugins tells which did not load")
    return next(iter(labelers.values()))


def _stdin() -> Reports:
    from podium.registry.labeling import Decoder

    decode = Decoder()
    text = decode(sys.stdin.buffer.read(), "stdin")
    return Reports(("report",), [Written(("-",), text)], 1, decode.notes("report"))


def _label_all(app: App, labeler: ReportLabeler, found: Reports, as_json: bool, options: dict[str, Any]) -> None:
    from podium.registry.labeling import label_all

    stage = "reading reports"
    with progress.shown(app, stage) as show:

        def observe(done: int) -> None:
            show(stage, done, found.total or 0)

        labeled = label_all(labeler, found.written, options["compat"], options["jobs"], observe)
    names = labeler.orders[options["order"]]
    if as_json:
        for one in labeled:
            print(to_json(_record(found.key_columns, one.key, labeler, names, one.codes), utf8=False))
    if options["target"] is not None or not as_json:
        with _opened(options["target"]) as stream:
            _write_table(stream, found.key_columns, labeled, labeler, names)
    app.warn(*_remarks(labeled, options["sections"]))


def _remarks(labeled: Sequence[LabeledKey], sections: str) -> list[str]:
    blank = sum(one.blank for one in labeled)
    # The first observation stands for none of the others.
    bare = sum(not one.blank and sum(code is not None for code in one.codes) == 1 == one.codes[0] for one in labeled)
    several = sum(one.reports > 1 for one in labeled)
    lines = []
    if blank:
        lack = (
            "text to read" if sections == SECTIONS[0] else "the section that is read (its header begins with a space)"
        )
        lines.append(f"{formats.count(blank, 'report')} of {len(labeled):,} without {lack}; the labels are blank")
    if 2 * bare > len(labeled):
        lines.append(
            f"{formats.count(bare, 'report')} of {len(labeled):,} mention no observation and were labelled No Finding;"
            " are they in English, and in the column that was read?"
        )
    if several:
        first = next(one for one in labeled if one.reports > 1)
        lines.append(
            f"{formats.count(several, 'key')} with more than one report, read as one: {' '.join(first.key)}"
            + (" and others" if several > 1 else "")
        )
    return lines


def _record(
    key_columns: Sequence[str], key: Sequence[str], labeler: ReportLabeler, names: Sequence[str], codes: Codes
) -> dict[str, Any]:
    labels = dict(zip(labeler.observations, codes, strict=True))
    return dict(zip(key_columns, key, strict=True)) | {"labels": {name: labels[name] for name in names}}


def _write_table(
    stream: IO[str],
    key_columns: Sequence[str],
    labeled: Sequence[LabeledKey],
    labeler: ReportLabeler,
    names: Sequence[str],
) -> None:
    places = [labeler.observations.index(name) for name in names]
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*key_columns, *names])
    for one in labeled:
        writer.writerow([*map(_key, one.key), *(_CELLS[one.codes[place]] for place in places)])


def _key(text: str) -> str:
    """Return what names a report as a cell that no spreadsheet calculates and no terminal obeys."""
    return text if _NUMBER.fullmatch(text) else spreadsheets.guarded(clean(text))


@contextmanager
def _opened(target: Path | None) -> Iterator[IO[str]]:
    """Open a file that appears under its name only once it is whole; stdout where there is no name."""
    if target is None:
        yield sys.stdout
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        opened = gzip.open(part, "wt", encoding="utf-8", newline="") if target.suffix == ".gz" else None
        with opened or part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _explain(labeler: ReportLabeler, found: Reports, single: bool, as_json: bool, options: dict[str, Any]) -> None:
    """Show report after report with what was decided, and write the page."""
    names = labeler.orders[options["order"]]
    shown = options["explained"] or (single and options["page"] is None)
    pages: list[explain.Explained] = []
    for one in found.written:
        labeled = labeler.label(one.text, options["compat"])
        told = explain.Explained(" ".join(one.key), one.text, labeled, names)
        if options["page"] is not None:
            pages.append(told)
            if len(pages) > _PAGE:
                raise PodiumError(f"a page holds {_PAGE:,} reports at most", "give --html a smaller file or folder")
        if as_json:
            keys = dict(zip(found.key_columns, one.key, strict=True))
            print(to_json(keys | labeled.to_json(), utf8=False))
        elif shown:
            explain.show(told, sentences=options["explained"])
    if options["page"] is not None:
        from podium.cli.explain_page import page

        with _opened(options["page"]) as stream:
            stream.write(page(pages))


@label.command(epilog=example("podium label compare labels.csv mimic-cxr-2.0.0-chexpert.csv.gz"))
@click.argument("first", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("second", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@output.json_option
@pass_app
def compare(app: App, first: Path, second: Path, as_json: bool) -> None:
    """Compare two files of labels.

    Shows per observation how many cells of the four values agree, Cohen's kappa and the confusion.
    """
    found = _labeler(app).agreement(first, second)
    if as_json:
        output.print_json(found.to_json())
        return
    screen = Screen()
    screen.title(
        f"{first.name} and {second.name}", f"{formats.count(found.counts['studies'], 'study', 'studies')} in both"
    )
    for table in found.tables:
        screen.heading(table.title)
        columns = [
            Column(name, "left" if isinstance(table.rows[0][at], str) else "right")
            for at, name in enumerate(table.columns)
        ]
        rows = [[_shown(cell) for cell in row] for row in table.rows]
        screen.table(columns, rows)
    for note in found.notes:
        screen.item(note)
    screen.print()


def _shown(cell: str | int | float | Score | None) -> output.Cell:
    if isinstance(cell, Score):
        return document.with_interval(cell)
    return f"{cell:.3f}" if isinstance(cell, float) else cell
