"""``podium runs export`` and ``about``: a run's report for other people, and what only its author can say."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from podium.cli import completing, output
from podium.cli.app import App, example, pass_app
from podium.registry import formats, spreadsheets
from podium.registry.errors import PodiumError
from podium.registry.journal import Run
from podium.registry.visible import to_json

#: Forms of an exported report, by suffix.
SUFFIXES = (".html", ".png", ".svg", ".pdf", ".md", ".csv", ".json")

COLUMNS = (
    "run", "benchmark", "split", "model", "data", "table", "row", "name", "column",
    "value", "low", "high", "level", "n", "reason",
)  # fmt: skip


@click.command(epilog=example("podium runs export 3f2a report.html report.png"))
@click.argument("run_id", metavar="ID", shell_complete=completing.runs)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
@click.option("--units", is_flag=True, help="One CSV line per unit, such as a study; not for other people.")
@output.json_option
@pass_app
def export(app: App, run_id: str, files: tuple[Path, ...], force: bool, units: bool, as_json: bool) -> None:
    """Write a finished run's report to files for other people.

    The suffix says the form: .html is one page that needs nothing else; .png, .svg and .pdf are
    a picture of the curves; .md, .csv (one line per cell of every table) and .json hold the figures. Folders
    of this machine are not named in them, nor are its name, its user's or that of a server inside your network.

    With --units a .csv holds what the report keeps of single units, to test one run against another. It
    names units of your data: keep it to yourself.
    """
    from podium.registry import eligibility, journal, leaderboard

    connection = app.read()
    run = journal.find_run(connection, run_id)
    run = replace(run, eligibility=eligibility.today(connection, run))
    card = leaderboard.benchmark(connection, run.benchmark).card
    if units:
        _write_units(run, files, force)
    else:
        write_reports(run, card, files, force)
    if as_json:
        output.print_json({"run": run.id, "files": [str(path) for path in files]})
        return
    for path in files:
        click.echo(path)


def _write_units(run: Run, files: tuple[Path, ...], force: bool) -> None:
    import csv
    import io

    _check(run, files, force, (".csv",))
    tables = run.report.units if run.report else ()
    if not tables:
        raise PodiumError(f"the report of run {run.id} keeps no scores of single units", "leave out --units")
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow([tables[0].columns[0], *(name for table in tables for name in table.columns[1:])])
    cells = [{row[0]: row[1:] for row in table.rows} for table in tables]
    for unit in dict.fromkeys(unit for table in cells for unit in table):
        parts = zip(tables, cells, strict=True)
        figures = (cell for table, of in parts for cell in of.get(unit, ("",) * (len(table.columns) - 1)))
        rows.writerow([spreadsheets.guarded(str(unit)), *figures])
    for path in files:
        _replace(path, text.getvalue().encode())


def write_reports(run: Run, card: Mapping[str, Any], files: tuple[Path, ...], force: bool = False) -> None:
    """Write a run's report to files; either all of them are written or, where one cannot be made, none.

    Args:
        run: A finished run, as stored.
        card: The benchmark's card as JSON data.
        files: Where to; the suffix says the form.
        force: Whether files that are there are overwritten.

    Raises:
        PodiumError: If the run is not finished, a suffix is unknown, a folder is missing, a file is there
            already, or there is nothing to draw.
        MissingExtra: If a form needs a package that is not installed.
    """
    from podium.cli.published import published

    _check(run, files, force, SUFFIXES)
    shared = published(run)
    for path, content in [(path, _form(path, shared, card)) for path in files]:
        _replace(path, content)


def _check(run: Run, files: tuple[Path, ...], force: bool, suffixes: tuple[str, ...]) -> None:
    if run.report is None:
        raise PodiumError(f"run {run.id} is {run.status}, not finished", "run the same command again to go on")
    for path in files:
        if path.suffix.lower() not in suffixes:
            what = f"unknown suffix {path.suffix!r}" if path.suffix else "no suffix to say the form"
            raise PodiumError(f"{path}: {what}", f"the forms are {', '.join(suffixes)}")
        if path.is_dir():
            raise PodiumError(f"{path} is a folder", "name a file in it")
        if not path.parent.is_dir():
            raise PodiumError(f"{path}: there is no folder {path.parent}", "make it first")
        if path.exists() and not force:
            raise PodiumError(f"{path} is there already", "--force overwrites it")


def _replace(path: Path, content: bytes) -> None:
    """Write a file aside and move it into place, so that nobody ever finds half of it."""
    import tempfile

    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # mkstemp lets only the user read it; a report is for others too, as far as the umask allows.
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(aside, 0o666 & ~mask)
        os.replace(aside, path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def _form(path: Path, run: Run, card: Mapping[str, Any]) -> bytes:
    suffix = path.suffix.lower()
    if suffix.removeprefix(".") in ("png", "svg", "pdf"):
        return _picture(suffix.removeprefix("."), run, card)
    makers: dict[str, Callable[[Run, Mapping[str, Any]], str]] = {
        ".html": _page, ".md": _markdown, ".csv": _csv, ".json": _json,
    }  # fmt: skip
    return makers[suffix](run, card).encode()


def _page(run: Run, card: Mapping[str, Any]) -> str:
    from podium.cli.site.page import report_page

    return report_page(run, card)


def _markdown(run: Run, card: Mapping[str, Any]) -> str:
    from podium.cli.markdown import report_markdown

    return report_markdown(run, card)


def _json(run: Run, card: Mapping[str, Any]) -> str:
    from podium.cli.report import run_json

    return to_json(run_json(run, card), indent=2) + "\n"


def _csv(run: Run, card: Mapping[str, Any]) -> str:
    import csv
    import io

    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for cells in _cells(run):
        rows.writerow([spreadsheets.guarded(cell) if isinstance(cell, str) else cell for cell in cells])
    return text.getvalue()


def _cells(run: Run) -> Iterator[tuple[Any, ...]]:
    """Yield one line per cell of every table, boards and means among them; numbers are whole, not rounded."""
    from podium.cli import document
    from podium.registry.report import Report, Score, Table

    report = run.report or Report(boards={})
    sample = "synthetic sample" if run.sample else ""
    boards = Table("boards", "Boards", ("board", "value"), tuple(report.boards.items()))
    for table in (boards, document.means(report), *document.tables(report)):
        for number, row in enumerate(table.rows, 1):
            for column, cell in zip(table.columns, row, strict=True):
                head = (run.id, run.benchmark, run.split, run.model, sample, table.name, number, document.row_name(row))
                if not isinstance(cell, Score):
                    yield (*head, column, "" if cell is None else cell, "", "", "", "", "")
                    continue
                interval = (
                    (cell.interval.low, cell.interval.high, cell.interval.level) if cell.interval else ("", "", "")
                )
                yield (*head, column, "" if cell.value is None else cell.value, *interval, cell.n, cell.reason)


def _picture(form: str, run: Run, card: Mapping[str, Any]) -> bytes:
    from podium.bots.charts import report_picture
    from podium.cli import document
    from podium.registry.report import Report

    report = run.report or Report(boards={})
    figures = " · ".join(
        f"{slug} {document.with_interval(score)}" for slug, score in report.boards.items() if score.value is not None
    )
    remarks = [
        part for part in (figures, document.method(report), " · ".join(document.marks(run.sample, card))) if part
    ]
    title = f"{card['name']} · {run.split} · {output.clean(run.model)}"
    watermark = document.SAMPLE if run.sample else ""
    return report_picture(report, form, title=title, remarks=remarks, watermark=watermark)


@click.command(epilog=example("podium runs about 3f2a > about.toml", "podium runs about 3f2a about.toml"))
@click.argument("run_id", metavar="ID", shell_complete=completing.runs)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@output.json_option
@pass_app
def about(app: App, run_id: str, file: Path | None, as_json: bool) -> None:
    """Say what reviewers ask and only you know.

    That is the intended use, the training data, the funding and more. Without FILE the fields are printed as
    a TOML file to fill in. With FILE what it says is kept with the run, in place of what was said before; the
    figures stay as they are.
    """
    from podium.registry import journal
    from podium.registry.checklist import about_template, read_about

    run = journal.find_run(app.read(), run_id)
    if file is None and as_json:
        output.print_json(run.provenance.get("about") or {})
        return
    if file is None:
        click.echo(about_template(run.provenance.get("about") or {}), nl=False)
        return
    said = read_about(file)
    journal.add_provenance(app.write(), run.id, "about", said)
    if as_json:
        output.print_json(said)
        return
    click.echo(f"run {run.id}: {formats.count(len(said), 'field')} kept; podium runs show {run.id} --all shows them")
