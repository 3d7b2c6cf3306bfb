"""Write the locks: every file that ``make test`` may install, by its hash.

What is locked are the versions of ``constraints.txt``, for every platform and Python for which there are files. A
package that is needed and not there ends this with its name: it gets its version there first. Three files are written:

- ``test.txt`` holds all but torch.
- ``torch-cpu.txt`` holds torch without support of graphics cards, for those whose index has it.
- ``torch.txt`` holds the public torch, and the libraries of NVIDIA that it needs on Linux.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
CONSTRAINTS = ROOT / "constraints.txt"

#: Builds of torch for Linux without support of graphics cards, as PyTorch publishes them beside the public index.
CPU_BUILDS = {
    "torch==2.13.0+cpu": "6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b",  # Python 3.11, x86-64
}

WITH_TORCH = ("cuda-", "nvidia-", "torch==")

HEAD = "# Made by make lock. To be installed with pip install --no-deps --require-hashes.\n"


def compiled(*words: str, requirements: list[str]) -> list[str]:
    """Return the packages that uv finds, each with its hashes, as a file of requirements has them."""
    command = [
        *(Path(sys.executable).with_name("uv"), "pip", "compile", "--quiet", *words, "-"),
        *("--constraints", CONSTRAINTS, "--universal", "--python-version", "3.11", "--generate-hashes"),
        *("--no-annotate", "--no-header", "--no-emit-index-url", "--no-emit-package", "pip"),
    ]
    wanted = "\n".join(requirements)
    done = subprocess.run(command, input=wanted, capture_output=True, text=True, check=False, cwd=ROOT)  # noqa: S603
    if done.returncode:
        sys.exit(done.stderr)
    return re.findall(r"(?m)^\S.*\n(?: .*\n)*", done.stdout)


def release(package: str) -> str:
    """Return name and version of a package, such as ``"torch==2.13.0"``."""
    return package.split(maxsplit=1)[0]


def write(name: str, packages: list[str]) -> None:
    """Write one of the files."""
    (FOLDER / name).write_text(HEAD + "".join(sorted(packages)))


def main(alone: list[str]) -> None:
    """Write all of them.

    Args:
        alone: Packages that are installed without what they require.
    """
    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    packages = compiled("pyproject.toml", "--extra", "test", requirements=build)
    pinned = {line.lower().replace("_", "-").replace(".", "-") for line in CONSTRAINTS.read_text().splitlines()}
    found = set(map(release, packages))
    if missing := sorted(one for one in found if one.replace(".", "-") not in pinned):
        sys.exit(f"constraints.txt does not have {' '.join(missing)}")
    if other := sorted(one for one in CPU_BUILDS if one.removesuffix("+cpu") not in found):
        sys.exit(f"CPU_BUILDS of locks/make.py has {' '.join(other)}, which is not the release of constraints.txt")
    public = [package for package in packages if package.startswith(WITH_TORCH)]
    packages = [package for package in packages if package not in public]
    write("test.txt", packages + compiled("--no-deps", requirements=alone))
    write("torch.txt", public)
    write("torch-cpu.txt", [f"{one} \\\n    --hash=sha256:{file}\n" for one, file in CPU_BUILDS.items()])


if __name__ == "__main__":
    main(sys.argv[1:])
