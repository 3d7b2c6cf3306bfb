"""``podium demo``: what a newcomer sees first; everything it shows was made by the commands it names."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from podium.cli import output
from podium.cli.app import App, example, pass_app
from podium.registry.errors import MissingExtra, PodiumError

QUESTION = "who leads chexpert?"
BENCHMARK = "chexpert"
_EPOCHS = 60
_SIDE = 48


@click.command(epilog=example("podium demo"))
@pass_app
def demo(app: App) -> None:
    """Answer a question, then score a tiny model on sample data.

    The model is a vision transformer of a few thousand parameters that is made on the spot from the
    synthetic sample's training split. Its scores show how a report looks; they say nothing about
    chest X-rays.
    """
    from podium.registry import database

    _check_installed()
    # A registry that cannot be written is said now, not after the model is made.
    app.write()
    _step(f'podium ask "{QUESTION}"')
    _call(app, "ask", QUESTION)
    folder = database.home() / "demo" / "tiny-vit"
    output.complain("note", f"making a tiny transformers model in {folder}")
    make_model(app, folder)
    _step(f"podium evaluate {BENCHMARK} --model hf:{folder}")
    _call(app, "evaluate", BENCHMARK, "--model", f"hf:{folder}")
    pictures = _export(app, folder)
    screen = output.Screen()
    if pictures:
        screen.heading("The same report to look at")
        for path in pictures:
            screen.whole(str(path), "")
    screen.heading("Where to go next")
    screen.facts(
        (
            ("podium show chexpert", "everything about a benchmark"),
            ("podium leaderboard mmlu-pro", "who is ahead, and who is only tied"),
            ('podium ask "how many models are on hle?"', "ask in your own words; typos are fine"),
            ("podium evaluate chexpert --model hf:MODEL --data DIR", "your model on your licensed copy"),
            ("podium runs export ID report.html report.png", "a run's report for other people"),
            ("podium --help", "all commands"),
        )
    )
    screen.print()


def _check_installed() -> None:
    """Refuse to begin without what the model needs: the question alone is no demonstration.

    Raises:
        MissingExtra: If a package is not installed. None is imported: that takes seconds.
    """
    for module, name in (("torch", "torch"), ("transformers", "transformers"), ("PIL", "pillow")):
        if find_spec(module) is None:
            raise MissingExtra("eval", "the demonstration", name)


def _export(app: App, model: Path) -> list[Path]:
    """Write the report of the model's newest run as a page and a picture; without their packages only say so."""
    from podium.cli.run_export import write_reports
    from podium.registry import journal, leaderboard

    connection = app.read()
    run = next(run for run in journal.runs(connection) if run.spec == f"hf:{model}")
    files = [model.parent / f"{BENCHMARK}-report{suffix}" for suffix in (".html", ".png")]
    _step(f"podium runs export {run.id} {files[0]} {files[1]} --force")
    try:
        write_reports(run, leaderboard.benchmark(connection, BENCHMARK).card, tuple(files), force=True)
    except MissingExtra as error:
        app.warn(str(error))
        return []
    return files


def _step(command: str) -> None:
    screen = output.Screen()
    screen.heading(f"$ {command}")
    screen.print()


def _call(app: App, *words: str) -> None:
    from podium.cli.root import cli

    options = [part for folder in app.plugins_dirs for part in ("--plugins-dir", str(folder))]
    options += ["--db", str(app.db)] if app.db else []
    options += ["--quiet"] if app.quiet else []
    cli.main([*options, *words], prog_name="podium", standalone_mode=False)


def make_model(app: App, folder: Path) -> None:
    """Train a tiny vision transformer on the sample's training split and save it with its processor.

    The same machine makes the same weights every time.

    Raises:
        PodiumError: If the eval extra is not installed or the benchmark's plugin failed.
    """
    from podium.cli.evaluate_options import choose_device
    from podium.registry.samples import sample_folder
    from podium.registry.startup import load_plugins

    choose_device("auto")
    owned = load_plugins(app.place).benchmarks.get(BENCHMARK)
    if owned is None:
        raise PodiumError(f"the {BENCHMARK} plugin did not load", "podium plugins tells why")
    items = list(owned.benchmark.load(sample_folder(owned.benchmark), "train"))
    model, processor = _build(items[0].request.labels)  # type: ignore[union-attr]
    _train(model, processor, items)
    model.save_pretrained(folder)
    processor.save_pretrained(folder)


def _build(labels: Sequence[str]) -> tuple[Any, Any]:
    import torch
    import transformers

    quiet: Any = transformers.utils.logging
    quiet.disable_progress_bar()
    torch.manual_seed(0)
    config = transformers.ViTConfig(
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        image_size=_SIDE,
        patch_size=8,
        id2label=dict(enumerate(labels)),
        label2id={label: position for position, label in enumerate(labels)},
        problem_type="multi_label_classification",
    )
    processor = transformers.ViTImageProcessorPil(size={"height": _SIDE, "width": _SIDE})
    return transformers.ViTForImageClassification(config), processor


def _train(model: Any, processor: Any, items: Sequence[Any]) -> None:
    import torch
    from PIL import Image

    pictures = [Image.open(item.request.images[0]).convert("RGB") for item in items]
    pixels = processor(pictures, return_tensors="pt")["pixel_values"]
    targets = torch.tensor([item.target for item in items], dtype=torch.float32)
    known = ~targets.isnan()
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    model.train()
    for _ in range(_EPOCHS):
        logits = model(pixels).logits
        loss: Any = torch.nn.functional.binary_cross_entropy_with_logits(logits[known], targets[known])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
