"""``podium plugins new``: what it writes works as it stands, and nothing that exists is written over."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import subprocess
import sys
import types
from pathlib import Path

import pytest
import yaml

from podium.cli.plugin_new import KINDS, SCAFFOLD, Names
from podium.registry import Answer, Choose, Item
from podium.tests.cli.support import failure, podium, podium_json
from podium.tests.fresh import Fresh

ROOT = Path(__file__).parents[2]

#: What the first question of each kind's card is, and what the prior reaches on its sample.
ASKED = {
    "choose": ("who wrote the questions of night sky?", "Nobody: a script makes its sums up.", 0.25),
    "generate": ("who wrote the questions of night sky?", "Nobody: a script makes its sums up.", 5 / 24),
    "classify": ("who drew the pictures of night sky?", "Nobody: a script draws them.", 0.5),
}


#: A plugin with a named setting, which is right, and a root that is a text, which is wrong.
WRONG = """
from pathlib import Path

from podium.registry import Benchmark, Item

class Right(Benchmark):
    def load(self, root: Path, split: str, shots: int) -> list[Item]:
        return []

class Wrong(Benchmark):
    def load(self, root: str, split: str) -> list[Item]:
        return []
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which a package counts as installed, here and in processes that are started."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH")))))
    for name in [name for name in sys.modules if name.startswith("podium_night_sky")]:
        monkeypatch.delitem(sys.modules, name)
    return folder


def install(package: Path, site: Path) -> None:
    """Do what an installer does: put the modules in place and write down the entry points that the project states."""
    import shutil
    import tomllib

    project = tomllib.loads((package / "pyproject.toml").read_text())["project"]
    shutil.copytree(package / "src", site, dirs_exist_ok=True)
    record = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    record.mkdir()
    (record / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    points = project["entry-points"]["podium.plugins"]
    (record / "entry_points.txt").write_text(
        "[podium.plugins]\n" + "".join(f"{name} = {target}\n" for name, target in points.items())
    )


def works(kind: str, distribution: str) -> None:
    """Check that Night Sky is listed, checked, evaluated and asked about."""
    (plugin,) = [one for one in podium_json("plugins") if one["name"] == "night_sky"]
    assert (plugin["status"], plugin["distribution"]) == ("loaded", distribution), plugin["reason"]
    (checked,) = podium_json("plugins", "check", "night_sky")["benchmarks"]
    told = {one["check"]: said["saw"] for one in checked["checks"] for said in one["seen"] if said["mend"]}
    # There is no paper to name yet, and the check says so to the author. A busy machine is none of the plugin's faults.
    told.pop("import-light", None)
    assert (checked["ok"], told) == (True, {"card-complete": "left out: paper"})
    question, answer, accuracy = ASKED[kind]
    run = podium_json("evaluate", "night-sky", "--model", "baseline:prior")
    assert run["report"]["boards"]["accuracy"]["value"] == pytest.approx(accuracy)
    assert answer in podium("ask", question).stdout
    assert "Night Sky" in podium("show", "night-sky").stdout


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_file_is_listed_checked_evaluated_and_asked_about(kind: str, own_home: Path) -> None:
    written = podium("plugins", "new", "night-sky", "--kind", kind)
    assert str(own_home / "plugins" / "night_sky.py") in written.stdout
    works(kind, "")


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_package_is_listed_checked_evaluated_and_asked_about(kind: str, installed: Path, tmp_path: Path) -> None:
    podium("plugins", "new", "night-sky", "--kind", kind, "--package", "--into", tmp_path)
    install(tmp_path / "podium-night-sky", installed)
    works(kind, "podium-night-sky")


def test_a_package_has_what_an_author_needs_and_its_results_in_a_file(tmp_path: Path) -> None:
    data = podium_json("plugins", "new", "night-sky", "--package", "--into", tmp_path)
    folder = tmp_path / "podium-night-sky"
    assert sorted(str(Path(file).relative_to(folder)) for file in data["files"]) == [
        ".github/workflows/test.yml",
        "README.md",
        "pyproject.toml",
        "src/podium_night_sky/__init__.py",
        "src/podium_night_sky/plugin.py",
        "src/podium_night_sky/py.typed",
        "src/podium_night_sky/results.json",
        "tests/test_plugin.py",
    ]
    assert {name: data[name] for name in ("name", "benchmark", "kind")} == {
        "name": "night_sky",
        "benchmark": "night-sky",
        "kind": "choose",
    }
    workflow = yaml.safe_load((folder / ".github/workflows/test.yml").read_text(encoding="utf-8"))
    assert [step["run"] for step in workflow["jobs"]["test"]["steps"] if "run" in step][-2:] == [
        "pytest",
        "podium plugins check night_sky",
    ]
    assert json.loads((folder / "src/podium_night_sky/results.json").read_text()) == {"format": 1, "results": []}
    assert "def results" not in (folder / "src/podium_night_sky/plugin.py").read_text()


@pytest.mark.parametrize("more", [(), ("--package",)], ids=["file", "package"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_clean_and_says_nothing_of_the_template(
    kind: str, more: tuple[str, ...], tmp_path: Path
) -> None:
    podium("plugins", "new", "night-sky", "--kind", kind, *more, "--into", tmp_path)
    for file in filter(Path.is_file, tmp_path.rglob("*")):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"new.?benchmark|only in one file|# end", text, re.IGNORECASE), file
    # A package brings its own rules; a file is held to ours.
    rules = [] if more else ["--config", str(ROOT / "pyproject.toml")]
    for words in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *words, "--no-cache", *rules, "."],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout


def _written(kind: str) -> types.ModuleType:
    """Return a template's module, run."""
    module = types.ModuleType("written")
    text = Names("night-sky").fill((SCAFFOLD / f"{kind}.py").read_text(encoding="utf-8"))
    exec(compile(text, kind, "exec"), vars(module))
    return module


@pytest.mark.parametrize("kind", KINDS)
def test_the_sample_stays_small_when_the_card_counts_the_real_data(kind: str, tmp_path: Path) -> None:
    (benchmark,) = _written(kind).podium_benchmarks()
    benchmark.card = dataclasses.replace(benchmark.card, splits=dict.fromkeys(benchmark.card.splits, 100_000))
    benchmark.write_sample(tmp_path)
    assert [len(benchmark.load(tmp_path, split)) for split in benchmark.card.splits] == [8, 24]


def test_a_question_may_have_more_than_four_options() -> None:
    (benchmark,) = _written("choose").podium_benchmarks()
    item = Item("1", Choose("Which?", ("a", "b", "c", "d", "e", "f")), 5)
    (grade,) = benchmark.grade([item], [Answer(choice=5)])
    assert (grade.parsed, grade.official) == ("F", 1.0)


def test_a_table_may_begin_with_a_mark_and_have_lines_ends_in_its_cells(tmp_path: Path) -> None:
    (benchmark,) = _written("classify").podium_benchmarks()
    (tmp_path / "test.csv").write_text('\ufeffid,image,Bright,Striped\r\n"a\nb",a.png,1,0\r\n', encoding="utf-8")
    assert [(item.id, item.target) for item in benchmark.load(tmp_path, "test")] == [("a\nb", (1.0, 0.0))]


@pytest.mark.parametrize("slug", ["class", "card", "none", "3d-maps", "a", "-".join(["long"] * 24)])
@pytest.mark.parametrize("kind", KINDS)
def test_any_slug_makes_a_module_that_python_can_run(slug: str, kind: str) -> None:
    module = types.ModuleType("written")
    exec(compile(Names(slug).fill((SCAFFOLD / f"{kind}.py").read_text(encoding="utf-8")), slug, "exec"), vars(module))
    (benchmark,) = module.podium_benchmarks()
    assert benchmark.card.slug == slug


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Night Sky", "'Night Sky' is no name for a benchmark: it takes a-z, 0-9 and single hyphens; write night-sky"),
        ("night_sky", "'night_sky' is no name for a benchmark: it takes a-z, 0-9 and single hyphens; write night-sky"),
        ("-", "'-' is no name for a benchmark: it takes a-z, 0-9 and single hyphens; write one such as night-sky"),
        ("../up", "'../up' is no name for a benchmark: it takes a-z, 0-9 and single hyphens; write up"),
        ("mmlu", "'mmlu' is taken by MMLU of plugin 'mmlu'; choose another name"),
        ("listed", "'listed' is taken: there is a plugin of that name; choose another name"),
        ("chex-pert", "'chex-pert' is taken by CheXpert CXR of plugin 'chexpert'; choose another name"),
    ],
)
def test_a_name_that_is_no_slug_or_is_taken_is_refused_in_one_line(name: str, line: str, tmp_path: Path) -> None:
    assert failure("plugins", "new", "--into", tmp_path / "out", "--", name, code=1) == line
    assert not (tmp_path / "out").exists()


def test_what_is_shown_can_be_typed_wherever_it_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    # Without "./" pip would take it for a project on its index.
    assert "pip install -e './podium-night-sky[test]'" in podium("plugins", "new", "night-sky", "--package").stdout
    assert f"pip install -e '{tmp_path}/podium-day-sky[test]'" in podium(
        "plugins", "new", "day-sky", "--package", "--into", tmp_path
    ).stdout  # fmt: skip
    assert "podium --plugins-dir 'my plugins' show day-sky" in podium(
        "plugins", "new", "day-sky", "--into", "my plugins"
    ).stdout  # fmt: skip


def test_a_name_that_is_too_long_for_a_slug_is_refused(tmp_path: Path) -> None:
    assert "is no name for a benchmark" in failure("plugins", "new", "a" * 121, "--into", tmp_path, code=1)
    podium("plugins", "new", "a" * 120, "--into", tmp_path)


def test_files_and_folders_that_exist_are_left_as_they_are(tmp_path: Path) -> None:
    file, folder = tmp_path / "night_sky.py", tmp_path / "podium-night-sky"
    file.write_text("mine")
    folder.mkdir()
    for more, existing in (((), file), (("--package",), folder)):
        said = failure("plugins", "new", "night-sky", *more, "--into", tmp_path, code=1)
        assert said == f"{existing} exists and is left as it is; choose another name, or another folder with --into"
    assert file.read_text() == "mine" and list(folder.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = failure("plugins", "new", "night-sky", "--into", tmp_path / "file" / "below", code=1)
    assert said == f"{tmp_path / 'file' / 'below'}: Not a directory"


def test_new_works_beside_a_plugin_that_is_broken(own_home: Path) -> None:
    (own_home / "plugins").mkdir(parents=True)
    (own_home / "plugins" / "bad.py").write_text("raise RuntimeError('boom')\n")
    podium("plugins", "new", "night-sky")
    assert podium_json("plugins", "check", "night-sky")["ok"] is True


def test_a_class_is_called_by_the_name_unless_that_is_taken_in_its_module_or_none_to_python() -> None:
    text = (SCAFFOLD / "choose.py").read_text(encoding="utf-8")
    called = {slug: re.findall(r"^class (\w+)", Names(slug).fill(text), re.MULTILINE) for slug in ("sky", "card", "3d")}
    assert called == {"sky": ["Sky"], "card": ["TheCardBenchmark"], "3d": ["The3dBenchmark"]}


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_package_is_installed_into_a_new_environment_where_its_own_tests_pass(
    kind: str, fresh: Fresh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIUM_HOME", str(tmp_path / "home"))
    name = f"fresh-{kind}"
    fresh.run("podium", "plugins", "new", name, "--kind", kind, "--package", cwd=tmp_path)
    package = tmp_path / f"podium-{name}"
    fresh.install(f"{package}[test]")
    listed = json.loads(fresh.run("podium", "plugins", "--json", cwd=tmp_path))
    assert [one["status"] for one in listed if one["distribution"] == f"podium-{name}"] == ["loaded"]
    assert "passed" in fresh.run("pytest", "-q", cwd=package)
    run = json.loads(fresh.run("podium", "evaluate", name, "--model", "baseline:prior", "--json", cwd=tmp_path))
    assert run["report"]["boards"]["accuracy"]["value"] == pytest.approx(ASKED[kind][2])
    fresh.run("podium", "plugins", "check", name, cwd=tmp_path)


@pytest.mark.slow
def test_what_is_written_passes_mypys_strictest_checks_where_it_is_installed(fresh: Fresh, tmp_path: Path) -> None:
    fresh.install("mypy", "pytest")
    for kind in KINDS:
        fresh.run("podium", "plugins", "new", f"typed-{kind}", "--kind", kind, "--into", tmp_path, cwd=tmp_path)
    assert "Success" in fresh.run("mypy", "--strict", *sorted(tmp_path.glob("typed_*.py")), cwd=tmp_path)
    fresh.run("podium", "plugins", "new", "typed", "--package", cwd=tmp_path)
    fresh.install(tmp_path / "podium-typed")
    assert "Success" in fresh.run("mypy", "src", cwd=tmp_path / "podium-typed")
    (tmp_path / "wrong.py").write_text(WRONG, encoding="utf-8")
    with pytest.raises(AssertionError, match='Signature of "load" incompatible'):
        fresh.run("mypy", "--strict", "wrong.py", cwd=tmp_path)
