"""One measurement, in a process of its own: ``python jobs.py JOB FILE ...`` prints it as JSON.

Runs under Podium's Python and under the peers', so nothing of either is imported before it is needed.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

SIDE = 224
MEAN = STD = 0.5
#: One path of an image to float32 pixels, and what is done with them.
Load = Callable[[str], Any]


def memory(name: str) -> float:
    """Return a figure of this process's memory (``VmRSS``: now, ``VmHWM``: peak), in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split(name + ":")[1].split()[0]) * 1024 / 1e6


def measured(load: Callable[[], Any], work: Callable[[Any], Any]) -> dict[str, Any]:
    """Return seconds and memory of imports and of the work after them, and what the work returned."""
    start, spent = time.perf_counter(), time.process_time()
    module = load()
    imported, spent_importing = time.perf_counter(), time.process_time()
    before = memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # Forget the imports' peak.
    result = work(module)
    return {
        "import_seconds": imported - start,
        "import_cpu_seconds": spent_importing - spent,
        "seconds": time.perf_counter() - imported,
        "cpu_seconds": time.process_time() - spent_importing,
        "imported_mb": before,
        "added_mb": memory("VmHWM") - before,
        "peak_mb": memory("VmHWM"),
        **result,
    }


def index_podium(path: str) -> dict[str, Any]:
    """Index the table with every check the loader makes of it."""

    def load() -> Any:
        import pyarrow.csv  # noqa: F401 - what the index imports when it is first used

        from podium.plugins.chexpert.index import index_split

        return index_split

    def work(index_split: Any) -> dict[str, Any]:
        counts = index_split(Path(path), expert=False).counts()
        return {"rows": counts.images, "patients": counts.patients}

    return measured(load, work)


def _index_peer(path: str, **options: Any) -> dict[str, Any]:
    def load() -> Any:
        import torchxrayvision

        return torchxrayvision

    def work(xrv: Any) -> dict[str, Any]:
        found = xrv.datasets.CheX_Dataset(imgpath=".", csvpath=path, views=["*"], **options)
        return {"rows": len(found), "patients": int(found.csv["patientid"].nunique())}

    return measured(load, work)


def index_peer_all(path: str) -> dict[str, Any]:
    """Let torchxrayvision index every image."""
    return _index_peer(path, unique_patients=False)


def index_peer_default(path: str) -> dict[str, Any]:
    """Let torchxrayvision index all views as it does by default: one image per patient."""
    return _index_peer(path)


def podium_image() -> Load:
    """Return our path: the adapter's own reading and table, for a processor that resizes to 224."""
    import torch
    import transformers

    from podium.registry.adapters.pixels import Pixels
    from podium.registry.images import open_image

    torch.set_num_threads(1)
    size = {"height": SIDE, "width": SIDE}
    pixels = Pixels(transformers.ViTImageProcessorPil(size=size, image_mean=[MEAN] * 3, image_std=[STD] * 3))
    return lambda path: pixels.batch([pixels.prepare(open_image(Path(path), pixels.least))])[0]


def _plain_image(mode: str) -> Load:
    import numpy as np
    import torch
    from PIL import Image

    torch.set_num_threads(1)

    def read(path: str) -> Any:
        image = Image.open(path).convert(mode).resize((SIDE, SIDE), Image.Resampling.BILINEAR)
        values = torch.from_numpy(np.array(image))
        values = values.permute(2, 0, 1) if mode == "RGB" else values[None]
        return (values.float().div(255) - MEAN) / STD

    return read


def plain_rgb_image() -> Load:
    """Return the plain Pillow pipeline of three channels, as vision models take them."""
    return _plain_image("RGB")


def plain_grey_image() -> Load:
    """Return the plain Pillow pipeline that stays with one channel."""
    return _plain_image("L")


def processor_image() -> Load:
    """Return the same processor of transformers, called as its documentation does."""
    import torch
    import transformers
    from PIL import Image

    torch.set_num_threads(1)
    size = {"height": SIDE, "width": SIDE}
    processor = transformers.ViTImageProcessorPil(size=size, image_mean=[MEAN] * 3, image_std=[STD] * 3)
    return lambda path: processor(Image.open(path).convert("RGB"), return_tensors="pt")["pixel_values"][0]


def peer_image() -> Load:
    """Return torchxrayvision's reading, scaling, crop and resize, to a float tensor."""
    import torch
    import torchxrayvision as xrv
    from skimage.io import imread

    torch.set_num_threads(1)
    crop, resize = xrv.datasets.XRayCenterCrop(), xrv.datasets.XRayResizer(SIDE)

    def read(path: str) -> Any:
        pixels = xrv.utils.normalize(imread(path), maxval=255, reshape=True)
        return torch.from_numpy(resize(crop(pixels)))

    return read


IMAGES = {f.__name__: f for f in (podium_image, plain_rgb_image, plain_grey_image, processor_image, peer_image)}
TABLES = {f.__name__: f for f in (index_podium, index_peer_all, index_peer_default)}


def images(job: str, paths: list[str], threads: int) -> dict[str, Any]:
    """Load every image once unmeasured and twice measured, and return the better round's milliseconds an image."""
    load = IMAGES[job]()
    load(paths[0])
    rounds = []
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(2):
            start, spent = time.perf_counter(), time.process_time()
            shapes = {tuple(tensor.shape) for tensor in pool.map(load, paths)}
            rounds.append((time.perf_counter() - start, time.process_time() - spent))
    wall, cpu = (min(column) / len(paths) * 1e3 for column in zip(*rounds, strict=True))
    return {"ms": wall, "cpu_ms": cpu, "shapes": sorted(map(list, shapes)), "pid": os.getpid()}


if __name__ == "__main__":
    if sys.argv[1] in TABLES:
        print(json.dumps(TABLES[sys.argv[1]](sys.argv[2])))
    else:
        print(json.dumps(images(sys.argv[1], sys.argv[3:], int(sys.argv[2]))))
