from __future__ import annotations

import math

import torch

from podium.plugins.chest_xray.training.losses import cell_losses, mean_loss


def test_the_loss_of_a_cell_is_its_cross_entropy_and_cells_left_out_count_for_nothing() -> None:
    logits = torch.tensor([[0.0, 2.0, -1.5], [3.0, -0.5, 0.25]], requires_grad=True)
    targets = torch.tensor([[1.0, 0.0, 0.37], [0.0, 1.0, 1.0]])
    mask = torch.tensor([[True, True, True], [False, True, False]])
    cells = cell_losses(logits, targets, mask, "selftrained")

    def plain(logit: float, target: float) -> float:
        probability = 1 / (1 + math.exp(-logit))
        return -(target * math.log(probability) + (1 - target) * math.log(1 - probability))

    expected = [plain(0.0, 1.0), plain(2.0, 0.0), plain(-1.5, 0.37), plain(-0.5, 1.0)]
    assert torch.allclose(cells, torch.tensor(expected), atol=1e-6)
    torch.autograd.backward(mean_loss(cells, logits))
    assert logits.grad is not None
    assert (logits.grad[1, [0, 2]] == 0).all() and (logits.grad != 0).sum() == 4


def test_the_three_classes_of_a_label_stand_side_by_side_and_their_loss_is_a_softmax_s() -> None:
    logits = torch.tensor([[0.5, -1.0, 2.0, 1.0, 0.0, 0.0]])
    cells = cell_losses(logits, torch.tensor([[2.0, 1.0]]), torch.tensor([[True, True]]), "multiclass")
    first = -math.log(math.exp(2.0) / (math.exp(0.5) + math.exp(-1.0) + math.exp(2.0)))
    second = -math.log(1.0 / (math.exp(1.0) + 2.0))
    assert torch.allclose(cells, torch.tensor([first, second]), atol=1e-6)
    only = cell_losses(logits, torch.tensor([[2.0, 1.0]]), torch.tensor([[False, True]]), "multiclass")
    assert torch.allclose(only, torch.tensor([second]), atol=1e-6)


def test_a_batch_in_which_nothing_counts_teaches_nothing() -> None:
    logits = torch.ones(2, 3, requires_grad=True)
    nothing = torch.zeros(2, 3, dtype=torch.bool)
    loss = mean_loss(cell_losses(logits, torch.zeros(2, 3), nothing, "ignore"), logits)
    torch.autograd.backward(loss)
    assert loss.item() == 0
    assert logits.grad is not None and (logits.grad == 0).all()
