"""What is installed: the program, packages and extras, torch and the GPU."""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from podium.cli.doctor.finding import Finding
from podium.registry import formats
from podium.registry.errors import MissingExtra
from podium.registry.version import __version__

if TYPE_CHECKING:
    from packaging.requirements import Requirement

_PODIUM = "podium"

#: Extras that only those need who work on Podium, and the one that stands for all others.
_NO_PARTS = ("all", "bench", "test")

#: Packages that name the release of torch they were made for.
_MADE_FOR_TORCH = ("torchvision", "torchaudio")


def look() -> Iterator[Finding]:
    """Yield what is found of the installation, without importing anything of it."""
    root = Path(__file__).resolve().parents[2]
    yield Finding("podium", "ok", f"{__version__} in {root}")
    yield Finding("python", "ok", f"{platform.python_version()} ({sys.executable})")
    yield from _program()
    yield from _packages()
    yield from _made_for_another_torch()
    yield from _gpu()


def _program() -> Iterator[Finding]:
    """Yield what the shell finds when ``podium`` is typed, where that is not this environment's."""
    here = Path(sys.executable).parent
    found = shutil.which(_PODIUM)
    activate = here / ("activate" if sys.platform != "win32" else "Activate.ps1")
    advice = f"source {activate}" if activate.exists() else f"put {here} in front of the others in PATH"
    if found is None:
        yield Finding("program", "warning", "typing podium finds nothing: its folder is not in PATH", advice)
    elif Path(found).resolve().parent != here.resolve() and _foreign(Path(found)):
        yield Finding("program", "warning", f"typing podium starts {found}, which is another one", advice)


def _foreign(program: Path) -> bool:
    """Return whether a program does not lead to this interpreter, as pipx's links do."""
    try:
        return str(sys.executable) not in program.resolve().read_text(encoding="utf-8", errors="replace")[:1000]
    except OSError:
        return True


def _packages() -> Iterator[Finding]:
    """Yield packages in other versions than Podium takes, and which extras are there."""
    try:
        needed = _requirements()
    except importlib.metadata.PackageNotFoundError:
        yield Finding("packages", "warning", "Podium is not installed, only found", "pip install -c constraints.txt .")
        return
    except ImportError:
        yield Finding("packages", "warning", "packaging is missing", "pip install -c constraints.txt .")
        return
    wrong: dict[str, str] = {}
    complete, absent = [], []
    for extra, requirements in needed.items():
        versions = {one.name: _version(one.name) for one in requirements}
        missing = [name for name, version in versions.items() if version is None]
        for one in requirements:
            version = versions[one.name]
            if version is not None and not one.specifier.contains(version, prereleases=True):
                wrong[one.name] = f"{one.name} {version} is installed, and Podium takes {one.name}{one.specifier}"
        if not missing:
            complete.append(extra)
        elif len(missing) * 2 < len(requirements):
            advice = MissingExtra(extra, "", "").hint if extra else "pip install -c constraints.txt ."
            yield Finding("extras", "warning", f"{extra or _PODIUM} lacks {formats.listed(missing)}", advice)
        else:
            absent.append(extra)
    for detail in wrong.values():
        yield Finding("packages", "warning", detail, "in Podium's folder: pip install -c constraints.txt .")
    there = [extra for extra in complete if extra]
    if there:
        yield Finding("extras", "ok", f"installed: {', '.join(there)}")
    if absent:
        yield Finding("extras", "info", f"not installed: {', '.join(absent)}", MissingExtra("NAME", "", "").hint)


def _requirements() -> dict[str, list[Requirement]]:
    """Return what Podium needs and, by extra, what its parts need on this machine."""
    from packaging.requirements import Requirement

    parsed = [Requirement(text) for text in importlib.metadata.requires(_PODIUM) or ()]
    names = importlib.metadata.metadata(_PODIUM).get_all("Provides-Extra") or ()
    found: dict[str, list[Requirement]] = {}
    for extra in ("", *(name for name in names if name not in _NO_PARTS)):
        # An extra's own needs: those of an extra that it includes are told there.
        own = [one for one in parsed if one.name != _PODIUM and (not extra or "extra" in str(one.marker))]
        found[extra] = [one for one in own if one.marker is None or one.marker.evaluate({"extra": extra})]
    return found


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _made_for_another_torch() -> Iterator[Finding]:
    torch = _version("torch")
    if torch is None or find_spec("packaging") is None:
        return
    from packaging.requirements import Requirement

    for name in _MADE_FOR_TORCH:
        version = _version(name)
        if version is None:
            continue
        for one in map(Requirement, importlib.metadata.requires(name) or ()):
            if one.name == "torch" and not one.specifier.contains(torch, prereleases=True):
                detail = f"{name} {version} was made for torch{one.specifier}, and torch {torch} is installed"
                advice = f"{sys.executable} -m pip uninstall {name}: Podium does without it, and transformers too"
                yield Finding("packages", "warning", detail, advice)


def _gpu() -> Iterator[Finding]:
    torch = find_spec("torch")
    if torch is None or torch.origin is None or not _has_gpu():
        return
    if not any((Path(torch.origin).parent / "lib").glob("*torch_cuda*")):
        detail = f"this machine has an NVIDIA GPU, and torch {_version('torch')} was built for the CPU alone"
        advice = "install the CUDA build of the same release: https://pytorch.org/get-started/locally/"
        yield Finding("gpu", "warning", detail, advice)


def _has_gpu() -> bool:
    return shutil.which("nvidia-smi") is not None or Path("/proc/driver/nvidia/version").exists()


def torch_started() -> Finding:
    """Start torch and return which devices it sees."""
    try:
        import torch
    except Exception as error:  # a torch that is there and broken raises anything
        return Finding("torch", "warning", f"{type(error).__name__}: {error}", MissingExtra("eval", "", "torch").hint)
    if torch.cuda.is_available():
        names = [torch.cuda.get_device_name(index) for index in range(torch.cuda.device_count())]
        return Finding("torch", "ok", f"{torch.__version__}, {', '.join(names)}")
    if torch.version.cuda and _has_gpu():
        detail = f"{torch.__version__} does not see this machine's GPU"
        advice = f"its driver must be new enough for CUDA {torch.version.cuda}, and CUDA_VISIBLE_DEVICES not be empty"
        return Finding("torch", "warning", detail, advice)
    return Finding("torch", "ok", f"{torch.__version__}, CPU with {torch.get_num_threads()} threads")
