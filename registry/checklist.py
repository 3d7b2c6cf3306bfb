"""What reviewers of a medical AI paper ask, as fields; a field without a value is shown as not provided.

The fields condense two reporting guidelines: CLAIM, the Checklist for Artificial Intelligence in
Medical Imaging (2024 update, doi:10.1148/ryai.240300), and TRIPOD+AI, for prediction models
(2024, doi:10.1136/bmj-2023-078378). They are no substitute for either.

A field's value is what the user says of the model (``--about FILE``), then what the benchmark says of
its data and method (:attr:`podium.registry.report.Report.facts`), then what the run itself knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.registry import names
from podium.registry.errors import DataError
from podium.registry.report import Interval, Report, Score
from podium.registry.visible import OBEYED

if TYPE_CHECKING:
    from podium.registry.journal import Run

NOT_PROVIDED = "not provided"

CLAIM = "CLAIM"
TRIPOD = "TRIPOD+AI"
BOTH = (CLAIM, TRIPOD)


@dataclass(frozen=True)
class Field:
    """One thing that reviewers ask.

    Args:
        key: Its name in an ``--about`` file and in exports.
        title: What is asked.
        asked_by: Which of the two guidelines asks it; none for a further fact of the benchmark.
        facts: Keys of a report's facts that answer it.
        rest: What only the user can say, where what the run knows answers the rest.
    """

    key: str
    title: str
    asked_by: tuple[str, ...] = BOTH
    facts: tuple[str, ...] = ()
    rest: str = ""


def _field(key: str, title: str, asked_by: tuple[str, ...] = BOTH, also: tuple[str, ...] = (), rest: str = "") -> Field:
    return Field(key, title, asked_by, (key, *also), rest)


FIELDS = (
    _field("intended_use", "Intended use", rest="the model's intended use"),
    _field("data_source", "Data source"),
    _field("dates", "Dates of the data"),
    _field("eligibility", "Eligibility criteria"),
    _field("flow", "Flow of cases"),
    _field("reference_standard", "Reference standard"),
    _field("annotators", "Annotators, qualification"),
    _field("disagreements", "Resolution of disagreements", (CLAIM,)),
    _field("agreement", "Agreement of the annotators", (CLAIM,), ("ceiling",)),
    _field("readers", "Comparison with readers", (CLAIM,)),
    _field("unit", "Unit of analysis"),
    _field("partition", "Partition, patients disjoint"),
    _field("missing", "Missing data", also=("missing_labels",)),
    _field("preprocessing", "Pre-processing"),
    _field("model", "Model version and checksum"),
    _field("training", "Training data and overlap"),
    _field("thresholds", "How thresholds were chosen"),
    _field("intervals", "Confidence intervals"),
    _field("subgroups", "Results by subgroup"),
    _field("calibration", "Calibration", (TRIPOD,)),
    _field("failures", "Failures, with examples", (CLAIM,)),
    _field("external_test", "Test on external data"),
    _field("code", "Availability of code", rest="the model's code"),
    _field("data_availability", "Availability of data", also=("access",)),
    _field("ethics", "Ethical approval"),
    _field("registration", "Registration and protocol"),
    _field("funding", "Funding, competing interests"),
)
_BY_KEY = {field.key: field for field in FIELDS}


def checklist(run: Run, card: Mapping[str, Any]) -> list[tuple[Field, str | None]]:
    """Return every field with its value, or None where nobody has said anything.

    Facts of the report under further keys follow as fields of their own, so that none is lost.

    Args:
        run: A run; without a report only what the user and the run itself say is known.
        card: The benchmark's card as JSON data.
    """
    report = run.report or Report(boards={})
    said: Mapping[str, str] = run.provenance.get("about") or {}
    asked = [(field, _value(field, said, report, run, card)) for field in FIELDS]
    known = {key for field in FIELDS for key in field.facts}
    further = [key for key in report.facts if key not in known]
    return asked + [(Field(key, key.replace("_", " ").capitalize(), ()), report.facts[key]) for key in further]


def _value(field: Field, said: Mapping[str, str], report: Report, run: Run, card: Mapping[str, Any]) -> str | None:
    own = said.get(field.key, "")
    facts = [report.facts[key] for key in field.facts if report.facts.get(key)]
    derive = _DERIVED.get(field.key)
    # What the run knows of most fields only stands in for a benchmark that does not say it itself.
    derived = derive(run, report, card) if derive is not None and (not facts or field.key in _ALWAYS) else ""
    parts = [own, *facts, derived]
    if field.rest and not own and any(parts):
        parts.append(f"{field.rest[:1].upper()}{field.rest[1:]}: {NOT_PROVIDED}")
    return _sentences(parts) or None


def _sentences(parts: Iterable[str]) -> str:
    kept = list(dict.fromkeys(part.strip() for part in parts if part and part.strip()))
    ended = [part if part.endswith((".", "!", "?")) else f"{part}." for part in kept]
    return kept[0] if len(kept) == 1 else " ".join(ended)


def _intended_use(run: Run, report: Report, card: Mapping[str, Any]) -> str:
    return f"{card['name']}: research use only, not for diagnosis" if card.get("research_use_only") else ""


def _data_source(run: Run, report: Report, card: Mapping[str, Any]) -> str:
    address = f", {card['dataset_url']}" if card.get("dataset_url") else ""
    return f"{card['name']}, split {run.split}{address}"


def _flow(run: Run, report: Report, card: Mapping[str, Any]) -> str:
    counted = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in report.counts.items())
    return f"{run.items:,} items asked, {run.answered:,} answered" + (f"; {counted}" if counted else "")


def _preprocessing(run: Run, report: Report, card: Mapping[str, Any]) -> str:
    processor = _model(run).get("processor")
    return f"Image processor of the model, configuration sha256:{processor}" if processor else ""


def _model_version(run: Run, report: Report, card: Mapping[str, Any]) -> str:
    facts = _model(run)
    weights = facts.get("weights") or (f"sha256:{facts['sha256']}" if facts.get("sha256") else "")
    what = "predictions file" if run.spec.startswith("file:") else "weights"
    return f"{run.model}, {what} {weights}" if weights else ""


def _model(run: Run) -> Mapping[str, Any]:
    facts = run.provenance.get("model")
    return facts if isinstance(facts, Mapping) else {}


def _training(run: Run, report: Report, card: Mapping[str, Any]) -> str:
    told = _model(run).get("training")
    return str(told) if told else ""


def _thresholds(run: Run, report: Report, card: Mapping[str, Any]) -> str:
    threshold = report.settings.get("threshold")
    return f"Fixed at {threshold} for every finding, not chosen on data" if isinstance(threshold, float | int) else ""


def intervals(report: Report) -> str:
    """Return how the report's intervals were made, in one phrase, or nothing if it has none."""
    interval = _first_interval(report)
    if interval is None:
        return ""
    seed = report.settings.get("seed")
    drawn = f", seed {seed}" if seed is not None else ""
    resamples = f", B={interval.replicates:,}{drawn}" if interval.replicates else ""
    method = f": {interval.method}" if interval.method else ""
    return f"{interval.level:.0%} intervals{method}{resamples}"


def _first_interval(report: Report) -> Interval | None:
    cells = (cell for table in report.tables for row in table.rows for cell in row if isinstance(cell, Score))
    for score in (*report.boards.values(), *report.scores, *cells):
        if score.interval is not None:
            return score.interval
    return None


def _table(name: str, what: str) -> Callable[[Run, Report, Mapping[str, Any]], str]:
    def derive(run: Run, report: Report, card: Mapping[str, Any]) -> str:
        title = next((table.title for table in report.tables if table.name == name), "")
        return f"{what}: see the table “{title}”" if title else ""

    return derive


def _code(run: Run, report: Report, card: Mapping[str, Any]) -> str:
    version = run.provenance.get("podium")
    return f"Scoring: Podium {version}, open source (Apache-2.0)" if version else ""


def _availability(run: Run, report: Report, card: Mapping[str, Any]) -> str:
    parts = (f"access: {card['access']}" if card.get("access") else "", card.get("licence"), card.get("dataset_url"))
    return "; ".join(part for part in parts if part)


_DERIVED: dict[str, Callable[[Run, Report, Mapping[str, Any]], str]] = {
    "intended_use": _intended_use,
    "data_source": _data_source,
    "training": _training,
    "flow": _flow,
    "preprocessing": _preprocessing,
    "model": _model_version,
    "thresholds": _thresholds,
    "intervals": lambda run, report, card: intervals(report),
    "subgroups": _table("subgroups", "Reported"),
    "calibration": _table("calibration", "Reported"),
    "readers": _table("readers", "Reported"),
    "code": _code,
    "data_availability": _availability,
}

#: Fields to which the run adds something even where the benchmark speaks.
_ALWAYS = ("preprocessing", "model")


def read_about(path: Path) -> dict[str, str]:
    """Read what a user says of a model and its test: a TOML file whose keys are those of :data:`FIELDS`.

    Returns:
        The texts by key, without blanks around them; they may have several lines.

    Raises:
        DataError: If the file cannot be read, is no TOML, has an unknown key or a value that is no text.
    """
    import tomllib

    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise DataError(f"{path}: {error.strerror or error}", "give a TOML file to --about") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 (byte {error.start})", "save it as UTF-8") from error
    except RecursionError:
        raise DataError(f"{path}: no TOML: it is nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: no TOML: {error}", 'a line looks like this: intended_use = "triage"') from error
    about = {}
    for key, value in data.items():
        if key not in _BY_KEY:
            near = names.nearest(key, _BY_KEY, limit=2)
            hint = f"did you mean {' or '.join(near)}?" if near else f"the keys are {', '.join(_BY_KEY)}"
            raise DataError(f"{path}: no field called {key!r}", hint)
        if not isinstance(value, str) or not value.strip():
            what = "empty" if isinstance(value, str) else f"of type {type(value).__name__}"
            raise DataError(f"{path}: {key} is {what}, not a text", "leave out the line to have it not provided")
        about[key] = value.strip()
    return about


def about_template(said: Mapping[str, str]) -> str:
    """Return an ``--about`` file with every field: those said already, the others as comments to fill in."""
    parts = []
    for field in FIELDS:
        line = f"{field.key} = {_toml(said[field.key])}" if field.key in said else f'# {field.key} = ""'
        parts.append(f"# {field.title} ({', '.join(field.asked_by)})\n{line}\n")
    return "\n".join(parts)


def _toml(text: str) -> str:
    """Return a text as a basic string of TOML 1.0."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    escaped = re.sub(f"[\0-\x08\x0b-\x1f]|{OBEYED}", lambda found: f"\\u{ord(found[0]):04x}", escaped)
    return f'"""\n{escaped}"""' if "\n" in text else f'"{escaped}"'
