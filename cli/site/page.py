"""A run's report as one page of HTML: no script, no request to anywhere, light and dark, for phones and for paper."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from podium.bots import panels
from podium.cli import document, published
from podium.cli.site import drawing
from podium.cli.site.rendering import legible, spelt
from podium.registry.checklist import NOT_PROVIDED, checklist
from podium.registry.errors import MissingExtra
from podium.registry.journal import Run
from podium.registry.report import Cell, Report, Score, Table

#: Rows up to which a table is open when the page is opened.
_OPEN = 40


def report_page(run: Run, card: Mapping[str, Any]) -> str:
    """Return the page of a finished run.

    Args:
        run: What is shown, as :func:`podium.cli.published.published` gives it.
        card: The benchmark's card as JSON data.

    Raises:
        MissingExtra: If Jinja is not installed.
    """
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
        from markupsafe import Markup
    except ImportError as error:
        raise MissingExtra("report", "a page", "jinja2") from error

    def source(name: str) -> str:
        return files("podium.cli.site").joinpath(name).read_text(encoding="utf-8")

    report = run.report or Report(boards={})
    environment = Environment(
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=legible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # What is drawn is made of numbers and escaped text.
    environment.globals |= {
        "curve": lambda *given: Markup(spelt(drawing.curve(*given))),  # noqa: S704
        "key": lambda shape: Markup(drawing.key(shape)),  # noqa: S704
        "bar": lambda *given: Markup(spelt(drawing.bar(*given))),  # noqa: S704
        "scale": lambda plot: Markup(drawing.scale(plot)),  # noqa: S704
    }
    return environment.get_template("report.html").render(
        title=f"{card['name']} · {run.split}",
        run=run,
        sample=document.SAMPLE if run.sample else "",
        about_sample=document.ABOUT_SAMPLE if run.sample else "",
        marks=document.marks(run.sample, card),
        card=card,
        home=_address(card.get("dataset_url")),
        counted=document.counted(run.report),
        boards=document.boards(run, report),
        off_every_board=document.off_every_board(run, report),
        method=document.method(report),
        figures=[_grid(table) for table in document.figures(report)],
        tables=[_grid(table) for table in document.tables(report)],
        groups=[(group, drawing.shapes(group.labels)) for group in panels.groups(report)],
        forests=panels.forests(report),
        notes=report.notes,
        checklist=checklist(run, card),
        not_provided=NOT_PROVIDED,
        provenance=published.provenance(run),
        command=published.command(run),
    )


def _address(url: Any) -> str:
    """Return an address that may be followed, or nothing: a card's text is not ours."""
    return url if isinstance(url, str) and url.startswith(("https://", "http://")) else ""


def _grid(table: Table) -> dict[str, Any]:
    """Return a table as the template reads it: heads with their side, and the parts of each cell."""
    sides = [
        "text" if any(isinstance(cell, str) for cell in column) else "" for column in zip(*table.rows, strict=True)
    ]
    return {
        "name": table.name,
        "title": table.title,
        "heads": [
            (document.label(name), side)
            for name, side in zip(table.columns, sides or [""] * len(table.columns), strict=True)
        ],
        "rows": [[(*_cell(cell), side) for cell, side in zip(row, sides, strict=True)] for row in table.rows],
        "reasons": document.reasons(table),
        "open": len(table.rows) <= _OPEN,
    }


def _cell(cell: Cell) -> tuple[str, str, str]:
    """Return a cell's figure, its interval, and why there is no figure."""
    if not isinstance(cell, Score):
        return document.point(cell) if cell is not None else "", "", ""
    figure = document.point(cell)
    return figure, document.with_interval(cell).removeprefix(figure).strip(), cell.reason if cell.value is None else ""
