"""Rules for every file of the repository."""

from __future__ import annotations

import ast
import re
import tomllib
from itertools import chain
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from structure.tree import ROOT, files, hand_written

import flowroute_ext

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONSTRAINTS = (ROOT / "constraints.txt").read_text("utf-8").splitlines()


def pins() -> dict[str, Requirement]:
    """The constraints, by the name of their package."""
    listed = (Requirement(line) for line in CONSTRAINTS if not line.startswith("#"))
    return {pin.name: pin for pin in listed}


def requirements() -> list[Requirement]:
    """The requirements in pyproject.toml: to run, as extras, for development, and to build."""
    asked = chain(
        PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"].values(),
        *PROJECT["dependency-groups"].values(),
        PROJECT["build-system"]["requires"],
    )
    return [Requirement(one) for one in asked if isinstance(one, str)]


def test_no_file_is_long() -> None:
    """No hand-written file has more than 300 lines."""
    lengths = {
        name: len((ROOT / name).read_text("utf-8").splitlines())
        for name in hand_written(".py", ".sh", ".jinja")
    }

    assert {name: lines for name, lines in lengths.items() if lines > 300} == {}


def test_every_test_has_a_docstring() -> None:
    """Each test function has a docstring."""
    silent = [
        f"{name}:{node.lineno} {node.name}"
        for name in files()
        if name.startswith("tests/") and name.endswith(".py")
        for node in ast.walk(ast.parse((ROOT / name).read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]

    assert silent == []


@pytest.mark.parametrize(
    "trace",
    [
        pytest.param(r"(pypi|pythonhosted|npmjs)\.(org|io|com)", id="package registry"),
        pytest.param(r"(?<![\w.{}-])/(root|work|home|Users)/\w", id="folder of a machine"),
        pytest.param(r"[A-Z]:\\Users", id="folder of a Windows machine"),
    ],
)
def test_no_file_names_a_registry_or_a_machine(trace: str) -> None:
    """No file names a package registry or a folder of a developer's machine."""
    telling = [
        f"{name}: {match[0]}"
        for name in files()
        if (match := re.search(trace, (ROOT / name).read_text("utf-8", "replace")))
    ]

    assert telling == []


def test_no_silenced_checks() -> None:
    """Shipped code silences no checker, does not sleep, and has no gaps."""
    gaps = re.compile(r"type: ignore|noqa|pyright:|TODO|FIXME|time\.sleep|NotImplementedError")
    found = [
        f"{name}: {match[0]}"
        for name in hand_written(".py")
        if name.startswith(("flowroute_ext/", "flowroute_sandbox/", "scripts/"))
        and name != "flowroute_ext/_base/clock.py"  # the one place that waits
        and (match := gaps.search((ROOT / name).read_text("utf-8")))
    ]

    assert found == []


def test_a_constraint_is_a_name_and_a_version() -> None:
    """constraints.txt has versions and conditions, and no sources."""
    plain = re.compile(r"#.*|[a-z0-9-]+==[0-9][0-9a-z.]*( ; [a-zA-Z0-9_ ='<>.!()]+)?")

    assert [line for line in CONSTRAINTS if not plain.fullmatch(line)] == []


def test_every_requirement_is_constrained() -> None:
    """Each package in pyproject.toml has a pin, of a version that it allows."""
    pinned = pins()
    loose = [
        str(asked)
        for asked in requirements()
        if (pin := pinned.get(asked.name)) is None
        or not asked.specifier.contains(str(pin.specifier).removeprefix("=="))
    ]

    assert loose == []


def test_the_versions_of_python_agree() -> None:
    """The classifiers, `requires-python` and the checkers start at the same version."""
    listed = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["project"]["classifiers"]))
    oldest = listed[0]

    assert SpecifierSet(PROJECT["project"]["requires-python"]) == SpecifierSet(f">={oldest}")
    assert PROJECT["tool"]["mypy"]["python_version"] == oldest
    assert PROJECT["tool"]["pyright"]["pythonVersion"] == oldest
    assert PROJECT["tool"]["ruff"]["target-version"] == "py" + oldest.replace(".", "")
    script = (ROOT / "scripts" / "venv.sh").read_text("utf-8")
    assert f"for version in {' '.join(listed)} 3.14; do" in script  # tried, and not declared


def test_the_version_is_the_same_everywhere() -> None:
    """pyproject.toml, `__version__` and the newest entry of the changelog agree."""
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert newest is not None
    assert PROJECT["project"]["version"] == flowroute_ext.__version__ == newest[1]


def test_the_map_of_the_repository_is_complete() -> None:
    """CONTRIBUTING.md has a row for each folder and each script, and for nothing else."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rows = set(re.findall(r"^\| `([^`]+)`", text, re.MULTILINE))
    folders = {name.partition("/")[0] + "/" for name in files() if "/" in name} - {".ci/"}
    scripts = {
        re.sub(r"(scripts/\w+/).*", r"\1", name)
        for name in files()
        if name.startswith((".ci/", "scripts/"))
    }

    assert (folders - {"scripts/"}) | scripts <= rows
    assert [row for row in rows if not (ROOT / row).exists()] == []
