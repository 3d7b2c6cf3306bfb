"""Reading MMMU-Pro: Parquet files in a folder per configuration, with the images inside."""

from __future__ import annotations

from pathlib import Path

from podium.plugins.mmmu_family.rows import (
    IMAGE_COLUMNS,
    Options,
    fingerprint,
    is_sample,
    kept_images,
    place,
    read_letter,
    read_name,
    read_options,
)
from podium.plugins.mmmu_family.subjects import DISCIPLINE_OF
from podium.plugins.mmmu_pro.card import CARD, HUB
from podium.plugins.mmmu_pro.prompts import MAX_TOKENS, PROTOCOLS, Protocol, standard_prompt, vision_prompt
from podium.registry import DataError, Dataset, Generate, Item, Row, find_files, how_to_get, other_count, read_parquet

SLUG = "mmmu-pro"
SIZE = 1_730
#: Splits of MMMU that the questions are from.
_SPLITS = ("test", "validation")
_ALL = dict.fromkeys(("id", "options", "answer", "subject"), "text")
_STANDARD = {**_ALL, "question": "text", "topic_difficulty": "text", **dict.fromkeys(IMAGE_COLUMNS, "image")}
_VISION = {**_ALL, "image": "image"}
_OTHER_SIZES = {900: "as many as MMMU's validation split has", 3 * SIZE: "as many as all three configurations have"}


def load(root: Path, protocol: str, write: bool) -> Dataset:
    """Return the items of a configuration, in the order of the files.

    Args:
        root: Folder of the copy, or its parent.
        protocol: One of :data:`podium.plugins.mmmu_pro.prompts.PROTOCOLS`.
        write: Whether to keep the images as files; items are the same without.

    Raises:
        DataError: If files are missing, of another layout or inconsistent.
    """
    how = PROTOCOLS[protocol]
    what = f"what --set protocol={protocol} asks of MMMU-Pro"
    files = find_files(root, (f"{how.config}/test-*.parquet",), what, how_to_get(CARD, HUB))
    items: list[Item] = []
    nested: list[str] = []
    places: dict[str, str] = {}
    for row in read_parquet(files, _VISION if how.sees_only else _STANDARD):
        options = read_options(row)
        item = _item(row, options, protocol, how, write)
        if item.id in places:
            raise DataError(f"{row.where}, column id: {item.id} stands in {places[item.id]} already", "leave one copy")
        places[item.id] = row.where
        items.append(item)
        if options.nested:
            nested.append(item.id)
    notes = [f"an option of {name} is itself a list: the data is so, and no letter may be right" for name in nested]
    shortfall = other_count(len(items), SIZE, _OTHER_SIZES)
    return Dataset(items, "test", is_sample(files[0]), shortfall, tuple(notes), fingerprint(items))


def _item(row: Row, options: Options, protocol: str, how: Protocol, write: bool) -> Item:
    name, subject = read_name(row, _SPLITS)[0], str(row["subject"])
    if subject not in DISCIPLINE_OF:
        raise DataError(f"{row.where}, column subject: {subject!r} is none of the 30 subjects")
    if how.sees_only:
        found = kept_images(row, name, SLUG, write, ("image",))
        if not found:
            raise DataError(f"{row.where}, column image: it holds no image, and the whole question is one")
        # The authors' scripts send what is said first and then the picture.
        prompt = f"{vision_prompt(how.method)}<image 1>"
    else:
        found = kept_images(row, name, SLUG, write)
        prompt = standard_prompt(row["question"], options.texts, how.method)
    prompt, images = place(prompt, found, row.where)
    attributes = {
        "protocol": protocol,
        "subject": subject,
        "discipline": DISCIPLINE_OF[subject],
        "options": options.texts,
        "option_count": len(options.texts),
    }
    if not how.sees_only:
        attributes["difficulty"] = row["topic_difficulty"]
    return Item(name, Generate(prompt, images, max_tokens=MAX_TOKENS), read_letter(row, options), attributes=attributes)
