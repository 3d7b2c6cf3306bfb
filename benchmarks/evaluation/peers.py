"""Each peer as a command: Podium, lm-evaluation-harness and the bare loop, asked the very same things."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.evaluation.data import DESCRIPTION, LETTERS

HERE = Path(__file__).parent
_DOCUMENT = "{{question}}\\nA. {{choices[0]}}\\nB. {{choices[1]}}\\nC. {{choices[2]}}\\nD. {{choices[3]}}\\nAnswer:"


@dataclass(frozen=True)
class Case:
    """One thing that all are asked.

    Args:
        name: In tables.
        model: Name of its folder.
        kind: ``"choice"`` or ``"picture"``.
        shots: Solved examples before each question.
        limit: Number of questions.
        batch: Questions per batch of the peers.
        whole: Least ratio of lm-eval's whole process to ours.
        loop: Greatest ratio of our loop to the bare loop.
    """

    name: str
    model: str
    kind: str
    shots: int
    limit: int
    batch: int
    whole: float
    loop: float


@dataclass(frozen=True)
class Outcome:
    """What one process did.

    Args:
        answers: One per question: a letter, or a reply.
        wall: Seconds of the whole process.
        loop: Seconds from prompts to answers, as the process itself measured them.
        memory: Peak resident memory, MB.
    """

    answers: Sequence[str]
    wall: float
    loop: float
    memory: float


def process(command: Sequence[str], environment: Mapping[str, str]) -> tuple[str, float, float]:
    """Run a command and return its standard output, wall seconds and peak memory in MB.

    Raises:
        RuntimeError: If it fails; the end of what it said is in the message.
    """
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as complained:
        began = time.perf_counter()
        child = subprocess.Popen(command, stdout=said, stderr=complained, env={**os.environ, **environment})
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        for file in (said, complained):
            file.seek(0)
        if child.returncode:
            raise RuntimeError(
                f"{' '.join(command[:6])} ... ended with {child.returncode}: {complained.read()[-2000:]}"
            )
        return said.read(), wall, _megabytes(used)


def _megabytes(used: resource.struct_rusage) -> float:
    # Linux counts kilobytes, macOS bytes.
    return used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def bare(case: Case, folder: Path) -> Outcome:
    """Run the loop without a framework."""
    words = [str(folder / case.model), str(folder / "data"), case.kind]
    words += [str(case.shots), str(case.limit), str(case.batch)]
    said, wall, memory = process([sys.executable, "-m", "benchmarks.evaluation.bare", *words], {})
    found = json.loads(said.splitlines()[-1])
    return Outcome(found["answers"], wall, found["loop"], memory)


def podium(case: Case, folder: Path) -> Outcome:
    """Run ``podium evaluate``; its registry file is there, as it is for whoever has used it once."""
    command = [str(Path(sys.executable).with_name("podium")), "--plugins-dir", str(HERE / "plugins")]
    environment = {
        "PODIUM_HOME": str(folder / "home"),
        "PYTHONPATH": os.getcwd() + os.pathsep + os.environ.get("PYTHONPATH", ""),
    }
    process([*command, "benchmarks"], environment)
    words = ["evaluate", "exam", "--model", f"hf:{folder / case.model}", "--data", str(folder / "data"), "--json"]
    words += ["--limit", str(case.limit), "--set", f"shots={case.shots}", "--set", f"kind={case.kind}"]
    said, wall, memory = process([*command, *words, "--device", "cpu"], environment)
    run = json.loads(said)
    with sqlite3.connect(next((folder / "home").rglob("*.db"))) as registry:
        kept = registry.execute("SELECT answer FROM answers WHERE run = ? ORDER BY position", (run["id"],))
        answers = [_said(json.loads(text)) for (text,) in kept]
    return Outcome(answers, wall, run["provenance"]["speed"]["seconds"], memory)


def _said(answer: Mapping[str, Any]) -> str:
    return LETTERS[answer["choice"]] if answer.get("choice") is not None else str(answer["text"])


def lm_eval(case: Case, folder: Path, python: str) -> Outcome:
    """Run lm-evaluation-harness from its own environment."""
    with tempfile.TemporaryDirectory() as aside:
        tasks = Path(aside) / "tasks"
        tasks.mkdir()
        (tasks / "exam.yaml").write_text(_task(case, folder / "data"), encoding="utf-8")
        multimodal = case.kind == "picture"
        words = ["run", "--model", "hf-multimodal" if multimodal else "hf", "--tasks", "exam"]
        arguments = [f"pretrained={folder / case.model}", "dtype=float32"]
        words += ["--model_args", ",".join(arguments + ["convert_img_format=True"] * multimodal)]
        words += ["--batch_size", str(case.batch), "--device", "cpu", "--include_path", str(tasks)]
        words += ["--num_fewshot", str(case.shots), "--limit", str(case.limit), "--log_samples"]
        words += ["--output_path", str(Path(aside) / "out"), *["--apply_chat_template"] * multimodal]
        offline = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_CACHE": str(Path(aside) / "cache"), "TQDM_DISABLE": "1"}
        _, wall, memory = process([python, "-m", "lm_eval", *words], offline)
        results = json.loads(next((Path(aside) / "out").rglob("results_*.json")).read_text())
        lines = next((Path(aside) / "out").rglob("samples_*.jsonl")).read_text().splitlines()
    samples = sorted((json.loads(line) for line in lines), key=lambda sample: sample["doc_id"])
    answers = [_logged(sample) for sample in samples]
    return Outcome(answers, wall, float(results["total_evaluation_time_seconds"]), memory)


def _logged(sample: Mapping[str, Any]) -> str:
    found = sample["filtered_resps"]
    if isinstance(found[0], str):
        return str(found[0])
    likelihoods = [float(pair[0]) for pair in found]
    return LETTERS[likelihoods.index(max(likelihoods))]


def _task(case: Case, data: Path) -> str:
    """Return the task as lm-evaluation-harness reads it."""
    if case.kind == "picture":
        return "\n".join(
            [
                "task: exam",
                "dataset_path: parquet",
                f"dataset_kwargs: {{data_files: {{test: {data / 'pictures.parquet'}}}}}",
                "test_split: test",
                "output_type: generate_until",
                "doc_to_image: [image]",
                'doc_to_text: "<image>{{question}}"',
                'doc_to_target: ""',
                "generation_kwargs: {until: [], max_gen_toks: 16, do_sample: false}",
                "metric_list: [{metric: bypass}]",
            ]
        )
    return "\n".join(
        [
            "task: exam",
            "dataset_path: json",
            f"dataset_kwargs: {{data_files: {{test: {data / 'test.jsonl'}, dev: {data / 'dev.jsonl'}}}}}",
            "test_split: test",
            "fewshot_split: dev",
            "fewshot_config: {sampler: first_n}",
            "output_type: multiple_choice",
            f"description: {json.dumps(DESCRIPTION)}",
            f'doc_to_text: "{_DOCUMENT}"',
            f"doc_to_choice: {json.dumps(list(LETTERS))}",
            "doc_to_target: answer",
            "metric_list: [{metric: acc}]",
        ]
    )
