"""The names a plugin author imports. Each is loaded when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from podium.registry.adapters.base import Adapter, AdapterOptions, Facts, Preview, Task
    from podium.registry.benchmark import (
        API_VERSION,
        Answer,
        Benchmark,
        Choose,
        Classify,
        Dataset,
        Generate,
        Hub,
        Item,
        Setting,
        Verdict,
    )
    from podium.registry.card import Baseline, Board, Card, FAQEntry, Observation, Paper, SiteListing, Source, Term
    from podium.registry.conformance import Case, text_digest
    from podium.registry.data_files import check_head, check_is_file, read_data_file
    from podium.registry.errors import DataError, InvalidCard, MissingFiles, PodiumError
    from podium.registry.grading import (
        FAILED,
        JUDGED,
        LIKELIHOOD,
        QUESTION_SETTINGS,
        UNPARSED,
        Grade,
        View,
        judged,
    )
    from podium.registry.hooks import hookimpl
    from podium.registry.hub import how_to_get
    from podium.registry.judged_questions import beside_judge, judge_of
    from podium.registry.kept_images import data_uri_bytes, keep_image
    from podium.registry.labeling import Labeled, Mention, ReportLabeler, Reports, Written
    from podium.registry.parquet import Row, find_files, other_count, read_parquet
    from podium.registry.question_benchmark import Outline, QuestionBenchmark
    from podium.registry.question_comparison import compare_grades
    from podium.registry.question_data import Part, verify_questions
    from podium.registry.question_faq import protocol_questions
    from podium.registry.question_figures import question_report
    from podium.registry.report import Curve, Interval, Mark, Report, Score, Table
    from podium.registry.thresholds import FrozenThresholds, read_thresholds
    from podium.registry.training import TrainingPlan
    from podium.registry.verification import Check, Verification

_HOMES = {
    "podium.registry.adapters.base": ("Adapter", "AdapterOptions", "Facts", "Preview", "Task"),
    "podium.registry.benchmark": (
        "API_VERSION",
        "Answer",
        "Benchmark",
        "Choose",
        "Classify",
        "Dataset",
        "Generate",
        "Hub",
        "Item",
        "Setting",
        "Verdict",
    ),
    "podium.registry.card": (
        "Baseline",
        "Board",
        "Card",
        "FAQEntry",
        "Observation",
        "Paper",
        "SiteListing",
        "Source",
        "Term",
    ),
    "podium.registry.conformance": ("Case", "text_digest"),
    "podium.registry.errors": ("DataError", "InvalidCard", "MissingFiles", "PodiumError"),
    "podium.registry.grading": (
        "FAILED",
        "JUDGED",
        "LIKELIHOOD",
        "QUESTION_SETTINGS",
        "UNPARSED",
        "Grade",
        "View",
        "judged",
    ),
    "podium.registry.hooks": ("hookimpl",),
    "podium.registry.hub": ("how_to_get",),
    "podium.registry.judged_questions": ("beside_judge", "judge_of"),
    "podium.registry.data_files": ("check_head", "check_is_file", "read_data_file"),
    "podium.registry.kept_images": ("data_uri_bytes", "keep_image"),
    "podium.registry.labeling": ("Labeled", "Mention", "ReportLabeler", "Reports", "Written"),
    "podium.registry.parquet": ("Row", "find_files", "other_count", "read_parquet"),
    "podium.registry.question_benchmark": ("Outline", "QuestionBenchmark"),
    "podium.registry.question_comparison": ("compare_grades",),
    "podium.registry.question_faq": ("protocol_questions",),
    "podium.registry.question_figures": ("question_report",),
    "podium.registry.question_data": ("Part", "verify_questions"),
    "podium.registry.report": ("Curve", "Interval", "Mark", "Report", "Score", "Table"),
    "podium.registry.thresholds": ("FrozenThresholds", "read_thresholds"),
    "podium.registry.training": ("TrainingPlan",),
    "podium.registry.verification": ("Check", "Verification"),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "API_VERSION",
    "FAILED",
    "JUDGED",
    "LIKELIHOOD",
    "QUESTION_SETTINGS",
    "UNPARSED",
    "Adapter",
    "AdapterOptions",
    "Answer",
    "Baseline",
    "Benchmark",
    "Board",
    "Card",
    "Case",
    "Check",
    "Choose",
    "Classify",
    "Curve",
    "DataError",
    "Dataset",
    "FAQEntry",
    "Facts",
    "FrozenThresholds",
    "Generate",
    "Grade",
    "Hub",
    "Interval",
    "InvalidCard",
    "Item",
    "Labeled",
    "Mark",
    "Mention",
    "MissingFiles",
    "Observation",
    "Outline",
    "Paper",
    "Part",
    "PodiumError",
    "Preview",
    "QuestionBenchmark",
    "Report",
    "ReportLabeler",
    "Reports",
    "Row",
    "Score",
    "Setting",
    "SiteListing",
    "Source",
    "Table",
    "Task",
    "Term",
    "TrainingPlan",
    "Verdict",
    "Verification",
    "View",
    "Written",
    "beside_judge",
    "check_head",
    "check_is_file",
    "compare_grades",
    "data_uri_bytes",
    "find_files",
    "hookimpl",
    "how_to_get",
    "judge_of",
    "judged",
    "keep_image",
    "other_count",
    "protocol_questions",
    "question_report",
    "read_data_file",
    "read_parquet",
    "read_thresholds",
    "text_digest",
    "verify_questions",
]


def __getattr__(name: str) -> Any:
    """Import the module a public name lives in when the name is first asked for."""
    try:
        module = _HOME_OF[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    value = getattr(import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
