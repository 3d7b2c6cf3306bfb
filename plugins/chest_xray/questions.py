"""The protocol ``f1x5-image``: one yes-or-no question per image and finding.

As in the MedGemma report (arXiv:2507.05201), for five findings. How replies are scored is in
:mod:`podium.plugins.chest_xray.replying`.
"""

from __future__ import annotations

from collections.abc import Sequence

from podium.plugins.chest_xray.items import LazyItems
from podium.plugins.chest_xray.observations import FIVE
from podium.plugins.chest_xray.words import question
from podium.registry import Classify, Generate, Item, Setting

FINDINGS, QUESTIONS = "findings", "f1x5-image"
PROTOCOL = Setting(
    "protocol",
    FINDINGS,
    "What is asked: probabilities of all findings, or yes or no per image and finding in words.",
    (FINDINGS, QUESTIONS),
    stage="load",
)


def questions(images: Sequence[Item]) -> LazyItems:
    """Return a question per image and finding, in the order of the images, then of ``FIVE``.

    Args:
        images: One :class:`Classify` item per image that asks for all of ``FIVE``.
    """

    def build(place: int) -> Item:
        image, finding = images[place // len(FIVE)], FIVE[place % len(FIVE)]
        assert isinstance(image.request, Classify)
        return Item(
            id=f"{image.id}#{finding.lower().replace(' ', '-')}",
            request=Generate(question(finding), image.request.images),
            target=image.target[image.request.labels.index(finding)],
            group=image.group,
            attributes={**image.attributes, "image": image.id, "label": finding},
        )

    return LazyItems(range(len(images) * len(FIVE)), build)
