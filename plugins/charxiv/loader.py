"""Reads CharXiv's reasoning questions from the authors' JSON files or from the Parquet files of the hub."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from podium.plugins.charxiv.card import CARD, HUB
from podium.plugins.charxiv.images import ImageFolder, kept
from podium.plugins.charxiv.prompts import question_prompt
from podium.registry import (
    DataError,
    Dataset,
    Generate,
    Item,
    find_files,
    how_to_get,
    json_text,
    other_count,
    read_data_file,
    read_parquet,
)
from podium.registry.json_text import NotJson

#: As the authors' ``src/score_utils.py`` names them.
CATEGORIES = {
    "cs": "Computer Science",
    "econ": "Economics",
    "eess": "Electrical Engineering and Systems Science",
    "math": "Mathematics",
    "physics": "Physics",
    "q-bio": "Quantitative Biology",
    "q-fin": "Quantitative Finance",
    "stat": "Statistics",
}
YEARS = {"20": "2020", "21": "2021", "22": "2022", "23": "2023"}
TYPES = {1: "text in chart", 2: "text in general", 3: "number in chart", 4: "number in general"}
SOURCES = {1: "GPT-sourced", 2: "GPT-inspired", 3: "human"}

#: What the validation split holds.
QUESTIONS = 1_000
OF_TYPE = {1: 440, 2: 99, 3: 232, 4: 229}
OF_SOURCE = {1: 184, 2: 216, 3: 600}
#: Questions of other splits and of both together, to say which one a copy looks like.
_OTHERS = {1_323: "as many as the test split has", 2_323: "as many as both splits have together"}

#: Most tokens of a reply, as in the authors' ``src/generate_lib/gpt.py``.
MAX_TOKENS = 1_000

_REASONING, _METADATA, _DESCRIPTIVE = "reasoning_val.json", "image_metadata_val.json", "descriptive_val.json"
_PARQUET = ("val*.parquet", "data/val*.parquet", "*/validation/*.parquet")
_CLONE = (
    "git clone https://github.com/princeton-nlp/CharXiv, then unzip"
    f" https://huggingface.co/datasets/princeton-nlp/CharXiv/resolve/{HUB.revision}/images.zip into its folder images"
)
_REVISION = "is it another revision of the data?"


@dataclass(frozen=True)
class Question:
    """A reasoning question as its files have it.

    Args:
        figure: Number of the figure, which names the question: there is one a figure.
        where: Its place, for messages.
        query: The question without its instruction.
        answer: The reference.
        type: Type of the answer, from 1 to 4.
        source: Where the question is from, from 1 to 3.
        category: Subject of the paper, such as ``"q-bio"``.
        year: Last two digits of the paper's year.
        subplots: Number of subplots, at least 1.
        image: The chart.
    """

    figure: int
    where: str
    query: str
    answer: str
    type: int
    source: int
    category: str
    year: str
    subplots: int
    image: Path


def load(root: Path, split: str, check_images: bool) -> Dataset:
    """Return the questions, one a figure, ordered by the figure's number.

    Args:
        root: Folder of the copy, or its parent.
        split: ``"validation"``; the answers of ``"test"`` are not public.
        check_images: Whether every chart must be there and whole.

    Raises:
        DataError: If the files are missing, of another layout or inconsistent.
    """
    if split == "test":
        raise DataError(
            "the answers of CharXiv's test split are held back: neither can they be scored, nor can questions be asked"
            " whose instruction follows from the answer",
            "leave --split out: the validation split has answers",
        )
    if not root.is_dir():
        raise DataError(f"no folder {root}", "name the folder of your copy of CharXiv")
    base = json_folder(root)
    found = list(_original(base, check_images) if base is not None else _parquet(root, check_images))
    questions = sorted(found, key=lambda question: question.figure)
    for question, after in zip(questions, questions[1:], strict=False):
        if question.figure == after.figure:
            raise DataError(
                f"{after.where}: figure {after.figure} is there twice, first in {question.where}", _REVISION
            )
    return Dataset(
        tuple(_item(question) for question in questions),
        split,
        shortfall=_shortfall(questions),
        fingerprint=_fingerprint(questions),
    )


def json_folder(root: Path) -> Path | None:
    """Return the folder of the authors' JSON files, ``data`` of the copy or the copy itself, or None."""
    bases = (root, *sorted(path for path in root.iterdir() if path.is_dir()))
    folders = (folder for base in bases for folder in (base / "data", base))
    return next((folder for folder in folders if _is_there(folder / _REASONING)), None)


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _original(folder: Path, check_images: bool) -> Iterator[Question]:
    """Read the authors' JSON files, objects keyed by the figure's number."""
    asked, papers, charts = (_read_json(folder / name) for name in (_REASONING, _METADATA, _DESCRIPTIVE))
    images = ImageFolder(folder, check_images)
    for key, entry in asked.items():
        where = f"{folder / _REASONING}, entry {key}"
        figure = _whole(entry, "figure_id", where)
        if str(figure) != key:
            raise DataError(f"{where}: its figure_id is {figure}", _REVISION)
        paper, chart = (
            _entry(folder / name, all_, key) for name, all_ in ((_METADATA, papers), (_DESCRIPTIVE, charts))
        )
        about = f"{folder / _METADATA}, entry {key}"
        of_chart = f"{folder / _DESCRIPTIVE}, entry {key}"
        yield _checked(
            Question(
                figure,
                where,
                _text(entry, "query", where),
                _answer(entry, "answer", where),
                _whole(entry, "inst_category", where),
                _whole(entry, "qa_source", where),
                _text(paper, "category", about),
                _text(paper, "year", about),
                _whole(chart, "num_subplots", of_chart),
                images.of(figure),
            ),
            ("inst_category", "qa_source"),
            about,
            of_chart,
        )
    images.done(len(asked))


def _read_json(path: Path) -> dict[str, Any]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        counts = Counter(key for key, _ in pairs)
        if doubled := [key for key, count in counts.items() if count > 1]:
            raise DataError(f"{path}: {doubled[0]} is there {counts[doubled[0]]} times", _REVISION)
        return dict(pairs)

    if not _is_there(path):
        raise DataError(f"{path} does not exist", f"fetch all of the folder data: {_CLONE}")
    try:
        found = json_text.parse(read_data_file(path, "JSON").decode("utf-8-sig"), once)
    except UnicodeDecodeError as error:
        raise DataError(f"{path} cannot be read: {error}".splitlines()[0], "fetch it again") from None
    except NotJson as error:
        where = f"{path}, line {error.line}" if error.line else f"{path}"
        raise DataError(f"{where}: not JSON: {error.reason}", "fetch it again") from None
    if not isinstance(found, dict) or not all(isinstance(entry, dict) for entry in found.values()):
        raise DataError(f"{path} is not an object of figures by their number", _REVISION)
    return found


def _entry(path: Path, entries: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    if key not in entries:
        raise DataError(f"{path} has no entry {key}, which {_REASONING} has", "fetch both of the same revision")
    entry: Mapping[str, Any] = entries[key]
    return entry


def _parquet(root: Path, check_images: bool) -> Iterator[Question]:
    """Read the hub's Parquet files, in which ``figure_path`` is ``images/<figure>.jpg``."""
    zipped = [path for path in (*root.glob("images.zip"), *root.glob("*/images.zip")) if path.is_file()]
    hint = f"{how_to_get(CARD, HUB)}; or for the authors' layout, data/{_REASONING} and the like: {_CLONE}"
    if zipped:
        hint = f"{zipped[0]} holds the images alone; {hint}"
    paths = find_files(root, _PARQUET, "the validation split of CharXiv", hint)
    columns = {
        "figure_path": "text",
        "reasoning_q": "text",
        "reasoning_a": "text",
        "reasoning_a_type": "integer",
        "reasoning_q_source": "integer",
        "category": "text",
        "year": _kind(paths[0], "year"),
        "num_subplots": "integer",
        "image": "image",
    }
    for row in read_parquet(paths, columns):
        where, values = row.where, row.values
        name = _text(values, "figure_path", where)
        stem = Path(name).stem
        if not stem.isdecimal():
            raise DataError(f"{where}, column figure_path: {name!r} does not end in a figure's number", _REVISION)
        figure = int(stem)
        yield _checked(
            Question(
                figure,
                where,
                _text(values, "reasoning_q", where),
                _answer(values, "reasoning_a", where),
                _whole(values, "reasoning_a_type", where),
                _whole(values, "reasoning_q_source", where),
                _text(values, "category", where),
                str(_value(values, "year", where)),
                _whole(values, "num_subplots", where),
                kept(values["image"], figure, where, check_images),
            ),
            ("reasoning_a_type", "reasoning_q_source"),
            where,
            where,
        )


def _kind(path: Path, column: str) -> str:
    """Return the kind of a column that may be text or a number; what is wrong with a file is told when it is read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return "integer" if pa.types.is_integer(pq.read_schema(path).field(column).type) else "text"
    except (OSError, KeyError, pa.ArrowException):
        return "text"


def _text(values: Mapping[str, Any], name: str, where: str) -> str:
    value = _value(values, name, where)
    if not isinstance(value, str) or not value.strip():
        raise DataError(f"{where}: {name} is {value!r}, not a text", _REVISION)
    return value


def _whole(values: Mapping[str, Any], name: str, where: str) -> int:
    value = _value(values, name, where)
    if not isinstance(value, int) or isinstance(value, bool):
        raise DataError(f"{where}: {name} is {value!r}, not a whole number", _REVISION)
    return value


def _answer(values: Mapping[str, Any], name: str, where: str) -> str:
    if _value(values, name, where) is None:
        raise DataError(
            f"{where}: {name} is null, as in the test split, whose answers are held back",
            "fetch the validation split",
        )
    return _text(values, name, where)


def _value(values: Mapping[str, Any], name: str, where: str) -> Any:
    if name not in values:
        raise DataError(f"{where} has no {name}; it has {', '.join(values)}", _REVISION)
    return values[name]


def _checked(question: Question, names: tuple[str, str], paper: str, chart: str) -> Question:
    """Return a question whose type, source, subject, year and number of subplots are ones there are.

    Args:
        question: The question.
        names: What type and source are called where it stands.
        paper: Where subject and year stand, for messages.
        chart: Where the number of subplots stands.
    """
    for where, name, value, known in (
        (question.where, names[0], question.type, TYPES),
        (question.where, names[1], question.source, SOURCES),
        (paper, "category", question.category, CATEGORIES),
        (paper, "year", question.year, YEARS),
    ):
        if value not in known:
            raise DataError(f"{where}: {name} is {value!r}, not one of {', '.join(map(str, known))}", _REVISION)
    if question.subplots < 1:
        raise DataError(f"{chart}: num_subplots is {question.subplots}, not at least 1", _REVISION)
    return question


def _item(question: Question) -> Item:
    return Item(
        str(question.figure),
        Generate(
            question_prompt(question.query, question.type, question.answer), (question.image,), max_tokens=MAX_TOKENS
        ),
        question.answer,
        attributes={
            "question": question.query,
            "type": question.type,
            "category": CATEGORIES[question.category],
            "answer_type": TYPES[question.type],
            "source": SOURCES[question.source],
            "year": YEARS[question.year],
            "subplots": "1" if question.subplots == 1 else "2-4" if question.subplots <= 4 else "5+",
        },
    )


def _shortfall(questions: list[Question]) -> str:
    """Return why these are not the whole validation split, or nothing."""
    if other := other_count(len(questions), QUESTIONS, _OTHERS):
        return other
    for what, numbers, official, names in (
        ("answer types", Counter(question.type for question in questions), OF_TYPE, TYPES),
        ("sources", Counter(question.source for question in questions), OF_SOURCE, SOURCES),
    ):
        if numbers != official:
            told = ", ".join(f"{numbers[key]} of {names[key]} for {official[key]}" for key in official)
            return f"not the official {what}: {told}"
    return ""


def _fingerprint(questions: list[Question]) -> str:
    digest = hashlib.sha256()
    for question in questions:
        fields = (question.figure, question.type, question.source, question.query, question.answer)
        digest.update(repr(fields).encode())
    return digest.hexdigest()
