"""What a plugin does in a process of its own: what its import takes, and what it gives under another hash seed.

Run as ``python -m podium.registry.checking.fresh OUT`` with a request as JSON on standard input.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

#: Packages that a plugin must not import before they are needed: each costs a start a tenth of a second or more.
HEAVY = frozenset(
    {
        "PIL", "accelerate", "aiohttp", "anthropic", "cv2", "datasets", "httpx", "huggingface_hub", "jax", "jinja2",
        "librosa", "lightning", "litellm", "matplotlib", "nltk", "numba", "numpy", "openai", "pandas", "polars",
        "pyarrow", "pydantic", "pydicom", "pytest", "ray", "requests", "scipy", "seaborn", "skimage", "sklearn",
        "spacy", "sqlite_utils", "tensorflow", "tokenizers", "torch", "torchvision", "tqdm", "transformers", "yaml",
    }
)  # fmt: skip


class _Watch(MetaPathFinder):
    """Takes note of who first imports a heavy package; finds nothing itself."""

    def __init__(self) -> None:
        self.seen: dict[str, str] = {}

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: Any = None) -> None:
        if fullname in HEAVY and fullname not in self.seen:
            frame = sys._getframe(1)
            while frame is not None and "importlib" in frame.f_code.co_filename and frame.f_back is not None:
                frame = frame.f_back
            self.seen[fullname] = f"{Path(frame.f_code.co_filename).name}, line {frame.f_lineno}"


def main() -> None:
    """Do what the request asks and write what came of it to the file that is named."""
    request = json.load(sys.stdin)
    out = Path(sys.argv[1])
    # What a plugin prints must not meet whoever reads this process.
    sys.stdout = sys.stderr
    from podium.registry import discovery

    watch = _Watch()
    sys.meta_path.insert(0, watch)
    before = set(sys.modules)
    began, worked = time.perf_counter(), time.process_time()
    with _said() as said:
        if request["file"]:
            found = discovery.discover_file(Path(request["file"]))
        else:
            found = discovery.discover_entry_point(request["distribution"], request["plugin"])
    seconds, work = time.perf_counter() - began, time.process_time() - worked
    # A package that is not installed was asked for, not imported.
    heavy = {name: place for name, place in watch.seen.items() if name in sys.modules and name not in before}
    sys.meta_path.remove(watch)
    done: dict[str, Any] = {"seconds": seconds, "work": work, "heavy": heavy, "said": "".join(said), "benchmarks": {}}
    for slug, root in request["data"].items():
        if slug in found.benchmarks:
            done["benchmarks"][slug] = _evaluate(found.benchmarks[slug].benchmark, Path(root))
    out.write_text(json.dumps(done), encoding="utf-8")


@contextlib.contextmanager
def _said() -> Iterator[list[str]]:
    """Collect the first line of what is written inside, to which discovery leads standard output as well."""
    said: list[str] = []
    with tempfile.TemporaryFile() as file:
        sys.stderr.flush()
        kept = os.dup(2)
        os.dup2(file.fileno(), 2)
        try:
            yield said
        finally:
            sys.stderr.flush()
            os.dup2(kept, 2)
            os.close(kept)
            file.seek(0)
            said += [line.decode("utf-8", "replace").strip() for line in file if line.strip()][:1]


def _evaluate(benchmark: Any, root: Path) -> dict[str, Any]:
    """Load and score with default settings; what fails here is told by the checks of loader and scorer."""
    from podium.registry import loading, provenance
    from podium.registry.checking.answers import noise
    from podium.registry.checking.subject import MOST_SCORED, Subject, figures, picture

    subject = Subject(benchmark, "", "", "", root.parent, root)
    done: dict[str, Any] = {}
    try:
        began = time.perf_counter()
        items = list(subject.load())
        done["load_seconds"] = time.perf_counter() - began
        done["items"] = len(items)
        done["item_digest"] = digest("\n".join(map(picture, items)))
        scored = items[:MOST_SCORED]
        answers = noise(benchmark, scored)
        values = loading.stage(benchmark, loading.read_settings(benchmark, {}), "score")
        began = time.perf_counter()
        benchmark.score(scored, answers, "cpu", **values)
        done["score_seconds"] = time.perf_counter() - began
        done["scored"] = len(scored)
        done["report_digest"] = digest(figures(subject.score(scored, answers)))
    except Exception as error:
        done["error"] = type(error).__name__
    done["peak_mb"] = provenance.memory()["peak_mb"]
    return done


def digest(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


if __name__ == "__main__":
    main()
