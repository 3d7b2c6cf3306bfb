"""Reading MMMU: a Parquet file per subject, or one for all, with the images inside."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from podium.plugins.mmmu.card import CARD, HUB
from podium.plugins.mmmu.prompts import MAX_TOKENS, choice_prompt, open_prompt
from podium.plugins.mmmu_family.rows import (
    IMAGE_COLUMNS,
    fingerprint,
    is_sample,
    kept_images,
    place,
    read_gold,
    read_letter,
    read_name,
    read_options,
)
from podium.plugins.mmmu_family.subjects import DISCIPLINE_OF, SUBJECTS
from podium.registry import (
    DataError,
    Dataset,
    Generate,
    Item,
    PodiumError,
    Row,
    find_files,
    how_to_get,
    other_count,
    read_parquet,
)

SLUG = "mmmu"
CHOICE, OPEN = "multiple-choice", "open"
SIZES = {"dev": 150, "validation": 900, "test": 10_500}
#: Questions of each subject in the splits with public answers.
EACH = {"validation": 30, "dev": 5}
EVALAI = "https://eval.ai/web/challenges/challenge-page/2179/overview"
_COLUMNS = {
    **dict.fromkeys(("id", "question", "options", "answer", "question_type", "topic_difficulty"), "text"),
    **dict.fromkeys(IMAGE_COLUMNS, "image"),
}


def load(root: Path, split: str, write: bool) -> Dataset:
    """Return the items of a split, subject by subject in the authors' order.

    Args:
        root: Folder of the copy, or its parent.
        split: ``"validation"`` or ``"dev"``.
        write: Whether to keep the images as files; items are the same without.

    Raises:
        PodiumError: If the split's answers are not public.
        DataError: If files are missing, of another layout or inconsistent.
    """
    if split == "test":
        raise PodiumError(
            f"the answers of MMMU's test split are kept back; replies to it are scored at EvalAI, {EVALAI}",
            "choose --split validation, which most figures are of",
        )
    patterns = (f"*/{split}-*.parquet", f"{split}-*.parquet")
    files = find_files(root, patterns, f"the {split} split of MMMU, a folder per subject", how_to_get(CARD, HUB))
    items: list[Item] = []
    places: dict[str, str] = {}
    for row in read_parquet(files, _COLUMNS):
        item = _item(row, split, write)
        if item.id in places:
            raise DataError(f"{row.where}, column id: {item.id} stands in {places[item.id]} already", "leave one copy")
        places[item.id] = row.where
        items.append(item)
    # Files may stand in any order; what is drawn at random for whom depends on it.
    items.sort(key=lambda item: SUBJECTS.index(item.attributes["subject"]))
    counts = Counter(item.attributes["subject"] for item in items)
    missing = [name for name in SUBJECTS if not counts[name]]
    notes = [f"no questions of {len(missing)} of {len(SUBJECTS)} subjects: {', '.join(missing)}"] if missing else []
    reason = _shortfall(items, split)
    return Dataset(items, split, is_sample(files[0]), reason, tuple(notes), fingerprint(items))


def _item(row: Row, split: str, write: bool) -> Item:
    name, subject = read_name(row, (split,))
    options, kind = read_options(row), row["question_type"]
    if kind not in (CHOICE, OPEN):
        raise DataError(f"{row.where}, column question_type: {kind!r} is neither {CHOICE} nor {OPEN}")
    target: str | tuple[str, ...]
    if kind == CHOICE:
        prompt, target = choice_prompt(row["question"], options.texts), read_letter(row, options)
    else:
        prompt, target = open_prompt(row["question"]), read_gold(row)
    prompt, images = place(prompt, kept_images(row, name, SLUG, write), row.where)
    attributes = {
        "split": split,
        "subject": subject,
        "discipline": DISCIPLINE_OF[subject],
        "question_type": kind,
        "difficulty": row["topic_difficulty"],
        "options": options.texts if kind == CHOICE else (),
    }
    return Item(name, Generate(prompt, images, max_tokens=MAX_TOKENS), target, attributes=attributes)


def _shortfall(items: list[Item], split: str) -> str:
    """Return why the items are not the whole split, with the subjects that are not there, or nothing."""
    others = {size: f"as many as the {other} split has" for other, size in SIZES.items() if other != split}
    wrong = other_count(len(items), SIZES[split], others)
    counts = Counter(item.attributes["subject"] for item in items)
    each = EACH[split]
    if missing := [name for name in SUBJECTS if not counts[name]]:
        more = f" and {len(missing) - 3} more" if len(missing) > 4 else ""
        shown = missing if len(missing) <= 4 else missing[:3]
        return f"{wrong}; no questions of {', '.join(shown)}{more}"
    uneven = next((name for name in SUBJECTS if counts[name] != each), None)
    if wrong or uneven is None:
        return wrong
    return f"{counts[uneven]} questions of {uneven}, the official split has {each}"
