"""Sample data: written by a benchmark's plugin on first use, and known for what it is wherever it is copied to."""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

from podium.registry import database
from podium.registry.benchmark import Benchmark
from podium.registry.version import __version__

#: File that marks a folder, and those directly in it, as synthetic sample data.
SAMPLE_MARKER = "SAMPLE.txt"


def sample_folder(benchmark: Benchmark) -> Path:
    """Return the folder of the benchmark's sample data, written on first use.

    Raises:
        PodiumError: If the benchmark has none.
    """
    card = benchmark.card
    # A version may be any text, such as 2026/05; in a path it is one part.
    version = re.sub(r"[^A-Za-z0-9._-]", "_", card.version)[:40]
    folder = database.home() / "samples" / f"{card.slug}-{version}-{_edition(benchmark)}"
    if not folder.exists():
        # Written aside and moved into place, so that a killed or a second process never leaves half of it.
        folder.parent.mkdir(parents=True, exist_ok=True)
        import tempfile

        with tempfile.TemporaryDirectory(dir=folder.parent) as aside:
            benchmark.write_sample(Path(aside) / "data")
            # A copy of the sample given to --data must be known for what it is, whatever the plugin writes.
            marker = Path(aside) / "data" / SAMPLE_MARKER
            if not marker.exists():
                said = f"SYNTHETIC SAMPLE DATA in the layout of {card.name}: everything here is made up.\n"
                marker.write_text(said, encoding="utf-8")
            try:
                (Path(aside) / "data").rename(folder)
            except OSError:
                if not folder.exists():
                    raise
    return folder


def is_sample(root: Path) -> bool:
    """Return whether the folder or file a user gives, or the folder it is in, is marked as sample data."""
    folder = root.absolute()
    return any((one / SAMPLE_MARKER).is_file() for one in (folder, folder.parent))


def _edition(benchmark: Benchmark) -> str:
    """Return what changes with the code that writes a sample: Podium's version, or a digest of another's plugin.

    So an author who edits ``write_sample`` is shown the sample as it is written now.
    """
    name = type(benchmark).__module__
    file = getattr(sys.modules.get(name), "__file__", None)
    if name.startswith("podium.") or file is None:
        return __version__
    path = Path(file)
    # A single file shares its folder with other plugins.
    files = sorted(path.parent.glob("*.py")) if "." in name else [path]
    return hashlib.sha256(b"".join(one.read_bytes() for one in files)).hexdigest()[:12]
