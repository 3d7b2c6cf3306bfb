"""Which columns of a user's table hold the replies, and which the reference that was given beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from podium.registry.adapters.tables import UserTable
from podium.registry.errors import DataError

#: Columns that hold the reference in the files that benchmarks release, which have the replies beside it.
REFERENCE = ("answer", "answer_index")
#: Columns of replies that a benchmark need not name.
TEXT = ("text", "response")
#: What else replies are called in files of other programs, in small letters with underscores.
_USUAL = frozenset(
    "response reply replies model_reply model_response model_answer llm_response llm_output raw_response raw_output"
    " raw_reply raw_prediction prediction predictions pred preds predicted predicted_answer pred_answer"
    " prediction_index output outputs model_output model_outputs model_prediction completion completions"
    " generated generated_text generated_answer generation generations resps output_text".split()
)
#: What was read from a reply, in files that hold the reply too.
READ_FROM_REPLY = ("pred",)
#: Columns that tell of the question or the run and cannot be taken for replies.
_FACTS = frozenset(
    "model model_name subject category discipline split task task_name label finding date timestamp run".split()
)
_HINT = "leave one of them; a column of replies is best called response"


def reference_columns(table: UserTable, own: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that hold the reference and no answer: there is a column beside them that holds replies.

    Args:
        table: The user's table.
        own: Columns of replies of the benchmark's own.
    """
    beside = [*_there(table, ("response", *own)), *usual_columns(table)]
    there = tuple(_there(table, REFERENCE))
    return there if any(name not in REFERENCE for name in beside) else ()


def usual_columns(table: UserTable) -> list[str]:
    """Return the columns that are called as replies usually are."""
    return [name for name in table.columns if _flat(name) in _USUAL]


def reply_column(table: UserTable, own: Sequence[str]) -> str:
    """Return the column of the replies to questions that are answered in words.

    Args:
        table: The user's table.
        own: Columns of replies of the benchmark's own.

    Raises:
        DataError: If no column or more than one could be meant.
    """
    official = ("text", "answer", *(name for name in (*TEXT, *own) if name != "text"))
    wanted = [name for name in dict.fromkeys(official) if name not in reference_columns(table, own)]
    found = only(table, (*wanted, *_unread(table, own)), "the replies")
    if found is None:
        columns = ", ".join(list(table.columns)[:6])
        raise DataError(
            f"{table.path}: no column with the replies ({' or '.join(wanted)})", f"the columns are {columns}"
        )
    return found


def text_columns(table: UserTable, own: Sequence[str], others: Iterable[str]) -> list[str]:
    """Return the columns that may hold the words of a choice.

    Args:
        table: The user's table.
        own: Columns of replies of the benchmark's own.
        others: Columns that hold choices.
    """
    names = dict.fromkeys((*TEXT, *own, *_unread(table, own)))
    return [name for name in names if name not in (*others, *REFERENCE)]


def _unread(table: UserTable, own: Sequence[str]) -> list[str]:
    """Return columns with usual names, less what official files hold beside the replies."""
    official = _there(table, own)
    return [name for name in usual_columns(table) if not (official and name in READ_FROM_REPLY)]


def only(table: UserTable, wanted: Iterable[str], what: str) -> str | None:
    """Return the one of several columns that a table has, or None.

    Raises:
        DataError: If it has more than one.
    """
    found = _there(table, dict.fromkeys(wanted))
    if len(found) > 1:
        raise ambiguous(table, found, what)
    return found[0] if found else None


def ambiguous(table: UserTable, found: Sequence[str], what: str) -> DataError:
    """Return what is said of several columns that could be meant."""
    both = f"{' and '.join(found)} could {'both' if len(found) == 2 else 'all'} be {what}"
    return DataError(f"{table.path}: {both}", _HINT if what == "the replies" else "leave one of them")


def check_alone(table: UserTable, own: Sequence[str], keys: Sequence[str]) -> None:
    """Refuse ``answer`` beside texts of unknown names: it may as well be the reference of a copy of the data.

    Args:
        table: The user's table.
        own: Columns of replies of the benchmark's own.
        keys: Columns that may name an item.

    Raises:
        DataError: If ``answer`` or ``answer_index`` would be read and a further column holds texts, or there are
            columns of options or of their log-likelihoods.
    """
    alone = [name for name in _there(table, REFERENCE) if name not in own]
    if not alone or reference_columns(table, own):
        return
    if {"A", "B"} <= table.columns.keys():
        what = f"{alone[0]} may hold the reference: the columns A, B and so on beside it may be the answers"
        raise DataError(f"{table.path}: {what}", "call the column of choices choice, or leave the reference out")
    for name in table.columns:
        known = name in (*REFERENCE, *keys, "log_likelihoods") or name.startswith("logprob_") or _flat(name) in _FACTS
        if not known and _holds_text(table.columns[name]):
            what = f"{alone[0]} may hold the reference: {name} beside it holds texts too"
            hint = "call the column of the replies response; or, if answer it is, leave the other columns out"
            raise DataError(f"{table.path}: {what}", hint)


def _holds_text(cells: Sequence[object]) -> bool:
    return any(isinstance(cell, str) and cell.strip() and not _is_number(cell) for cell in cells)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _flat(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().lower())


def _there(table: UserTable, names: Iterable[str]) -> list[str]:
    return [name for name in names if name in table.columns]
