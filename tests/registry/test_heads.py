"""One probability per label from heads with one or three outputs per label."""

from __future__ import annotations

import math

import pytest
import torch

from podium.registry.adapters.heads import match_head
from podium.registry.card import Observation
from podium.registry.errors import PodiumError

OBSERVATIONS = (Observation("Lung Opacity", ("Airspace Opacity",)), Observation("Edema"))
LABELS = ("Lung Opacity", "Edema", "Fracture")


def test_three_outputs_in_any_order_give_the_softmax_of_negative_and_positive() -> None:
    offered = dict(
        enumerate(["edema=U", "Airspace_Opacity=1", "Edema=1", "airspace opacity=0", "Edema=0", "AIRSPACE OPACITY=u"])
    )
    head = match_head(LABELS, offered, OBSERVATIONS)
    assert head.three_way
    logits = torch.tensor([[5.0, 1.5, 2.0, -0.5, 1.0, 9.0]], dtype=torch.float64)
    opacity = math.exp(1.5) / (math.exp(-0.5) + math.exp(1.5))
    edema = math.exp(2.0) / (math.exp(1.0) + math.exp(2.0))
    ((first, second, third),) = head.probabilities(logits, softmax=False)
    assert first == pytest.approx(opacity, abs=1e-15)
    assert second == pytest.approx(edema, abs=1e-15)
    assert third is None


def test_huge_logits_of_three_outputs_do_not_overflow() -> None:
    head = match_head(("Edema",), {0: "Edema=0", 1: "Edema=1", 2: "Edema=u"}, OBSERVATIONS)
    logits = torch.tensor([[-1e4, 1e4, 0.0], [1e4, -1e4, 0.0]], dtype=torch.float64)
    assert head.probabilities(logits, softmax=False) == [[1.0], [0.0]]


@pytest.mark.parametrize(
    ("offered", "message"),
    [
        (["Edema=0", "Edema=1"], "no output Edema=u, but others of 'Edema'"),
        (["Edema", "Lung Opacity=u"], "no output Lung Opacity=0 and Lung Opacity=1"),
        (["Edema=0", "Edema=1", "Edema=u", "edema=1"], "two of the model's outputs are 'edema=1'"),
        (["Edema=0", "Edema=1", "Edema=u", "edema", "EDEMA"], "both mean 'Edema'"),
    ],
)
def test_half_a_triple_and_outputs_that_mean_the_same_are_refused(offered: list[str], message: str) -> None:
    with pytest.raises(PodiumError, match=message):
        match_head(LABELS, dict(enumerate(offered)), OBSERVATIONS)


def test_single_outputs_are_taken_one_by_one_or_as_one_choice() -> None:
    head = match_head(("Edema", "Fracture"), {0: "cat", 1: "edema", 2: "fracture"}, OBSERVATIONS)
    assert not head.three_way
    logits = torch.tensor([[0.0, 1.0, 2.0]], dtype=torch.float64)
    total = 1 + math.e + math.e**2
    assert head.probabilities(logits, softmax=True)[0] == pytest.approx([math.e / total, math.e**2 / total])
    assert head.probabilities(logits, softmax=False)[0] == pytest.approx([1 / (1 + math.exp(-z)) for z in (1.0, 2.0)])


def test_an_equals_sign_followed_by_anything_else_is_part_of_a_name() -> None:
    head = match_head(("a=b",), {0: "a=b"}, ())
    assert head.outputs[0] is not None
    assert head.outputs[0].negative is None
