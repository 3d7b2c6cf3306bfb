"""The source itself: what can run code out of data is called nowhere but where a reason stands here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("registry", "plugins", "bots", "cli")

#: Calls that run, or can run, what they are given, by how they are written.
FORBIDDEN = {
    "eval", "exec", "compile", "__import__", "execfile",
    "pickle.load", "pickle.loads", "pickle.Unpickler", "cPickle.loads", "dill.load", "dill.loads", "cloudpickle.load",
    "cloudpickle.loads", "joblib.load", "marshal.load", "marshal.loads", "shelve.open", "torch.load", "pd.read_pickle",
    "pandas.read_pickle", "yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load", "jsonpickle.decode",
    "os.system", "os.popen", "os.execv", "os.execve", "subprocess.run", "subprocess.call", "subprocess.Popen",
    "subprocess.check_output", "subprocess.check_call", "subprocess.getoutput", "asyncio.create_subprocess_exec",
    "asyncio.create_subprocess_shell", "tarfile.TarFile.extractall", "shutil.unpack_archive", "tempfile.mktemp",
    "xml.etree.ElementTree.parse", "ElementTree.parse", "ElementTree.fromstring", "minidom.parse", "etree.parse",
    "urllib.request.urlopen", "urlopen", "ssl._create_unverified_context", "load_extension", "enable_load_extension",
}  # fmt: skip
#: Names of methods that are forbidden on whatever they are called.
METHODS = {"extractall", "extract", "unpack_archive", "load_extension", "enable_load_extension", "read_pickle"}
#: Arguments that may be given these values alone; any other is a switch of the user's.
SAFE = {
    "allow_pickle": (False,),
    "weights_only": (True,),
    "trust_remote_code": (False,),
    "shell": (False,),
    "verify": (True,),
}

#: Where a call is right, and why: by file and call.
REASONS = {
    ("registry/workers.py", "exec"): "a plugin, which is code, in a worker of the process that loaded it",
    ("registry/workers.py", "compile"): "the same plugin",
    ("registry/workers.py", "pickle.loads"): "what the parent process has written into the pipe to its worker",
    ("registry/checking/importing.py", "subprocess.run"): "this interpreter with a module of ours",
    ("registry/testing.py", "subprocess.run"): "this interpreter with our own command",
    ("registry/provenance.py", "subprocess.run"): "git and nvidia-smi with words of ours alone",
    ("bots/discord/updating.py", "asyncio.create_subprocess_exec"): "this interpreter with a program that stands there",
    ("bots/faq/checking/corpus.py", "yaml.load"): "with a subclass of SafeLoader",
    ("plugins/chest_xray/labeler/rules.py", "yaml.load"): "with a SafeLoader, and of a file of ours",
    ("cli/main.py", "os.execv"): "the same command again",
    ("cli/installer.py", "subprocess.run"): "pip of this interpreter, with what the user typed",
}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_bytes())


def written(function: ast.expr) -> str:
    """Return a called name as it is written, such as ``"pickle.loads"``."""
    if isinstance(function, ast.Attribute):
        return f"{written(function.value)}.{function.attr}"
    return function.id if isinstance(function, ast.Name) else ""


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls, by the names under which the modules were imported."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            known |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
        elif isinstance(node, ast.Import):
            known |= {one.asname: one.name for one in node.names if one.asname}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            head, dot, rest = written(node.func).partition(".")
            yield f"{known.get(head, head)}{dot}{rest}", node


def dangers(tree: ast.AST) -> Iterator[str]:
    """Yield what of a module is forbidden."""
    for name, call in calls(tree):
        method = name.rpartition(".")[2] if "." in name and not name.startswith("rapidfuzz.") else ""
        if name in FORBIDDEN or method in METHODS:
            yield name
        for argument in call.keywords:
            allowed = SAFE.get(argument.arg or "")
            if allowed and isinstance(argument.value, ast.Constant) and argument.value.value not in allowed:
                yield f"{name}({argument.arg}={argument.value.value!r})"


def test_nothing_in_the_source_runs_data() -> None:
    found = {(path, name) for path, tree in trees() for name in dangers(tree)}
    assert found == REASONS.keys()


@pytest.mark.parametrize(
    "line",
    [
        "import pickle as p\np.loads(x)",
        "from pickle import loads as read\nread(x)",
        "import numpy as np\nnp.load(x, allow_pickle=True)",
        "import torch\ntorch.load(x)",
        "from yaml import load\nload(x)",
        "archive.extractall(folder)",
        "eval(x)",
        "import subprocess\nsubprocess.run(x, shell=True)",
        "connection.enable_load_extension(True)",
    ],
)
def test_the_search_sees_what_it_looks_for(line: str) -> None:
    assert list(dangers(ast.parse(line)))


def test_pickles_and_code_of_models_are_read_only_by_switches_of_the_user() -> None:
    given = {
        (path, ast.unparse(argument.value))
        for path, tree in trees()
        for _, call in calls(tree)
        for argument in call.keywords
        if argument.arg in ("trust_remote_code", "weights_only") and not isinstance(argument.value, ast.Constant)
    }
    assert all("trust_remote_code" in value for _, value in given), given
