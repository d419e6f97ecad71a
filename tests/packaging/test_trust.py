"""What a release rests on: pins with hashes, and the licences of what is installed."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest
from packaging.requirements import Requirement
from structure.tree import ROOT

from flowroute_ext import __version__

pytestmark = pytest.mark.once

PIN = re.compile(r"^([\w.-]+==[^\s;\\]+)", re.MULTILINE)


def text(name: str) -> str:
    """A file of the repository."""
    return (ROOT / name).read_text("utf-8")


def test_each_pin_has_hashes() -> None:
    """`constraints-hashed.txt` has the pins of `constraints.txt`, each with a hash, and no URL."""
    hashed = text("constraints-hashed.txt")
    entries = re.split(r"\n(?=[\w.-]+==)", hashed)[1:]

    assert PIN.findall(hashed) == PIN.findall(text("constraints.txt"))
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in hashed


def test_the_page_of_licences_has_every_dependency() -> None:
    """Each package that pyproject.toml names for users, with a licence."""
    project = tomllib.loads(text("pyproject.toml"))["project"]
    extras = {name: of for name, of in project["optional-dependencies"].items() if name != "bench"}
    named = {
        Requirement(line).name
        for lines in [project["dependencies"], *extras.values()]
        for line in lines
    }
    page = text("docs/reference/licences.md")
    rows = dict(re.findall(r"^\| (\S+) \| (.*) \|$", page, re.MULTILINE))

    assert named - rows.keys() == set()
    assert [name for name, licence in rows.items() if licence in ("", "UNKNOWN")] == []


def test_the_tools_of_a_release_are_installed_for_it() -> None:
    """Each command that scripts/release.sh calls is in the group that it installs."""
    group = tomllib.loads(text("pyproject.toml"))["dependency-groups"]["release"]
    tools = {Requirement(line).name: Requirement(line).specifier for line in group}
    called = {"build", "check-wheel-contents", "cyclonedx-bom", "griffe", "pip-licenses"}

    assert (called | {"twine"}) - tools.keys() == set()
    assert "25.2" not in tools["pip"]  # has no --build-constraint
    assert "25.3" in tools["pip"]


def test_the_smoke_test_passes_and_names_another_version() -> None:
    """What a release is tried with works, and fails where another version is installed."""
    command = [sys.executable, str(ROOT / "scripts" / "smoke_test.py")]

    right = subprocess.run([*command, __version__], capture_output=True, text=True, check=False)
    wrong = subprocess.run([*command, "0.0"], capture_output=True, text=True, check=False)

    assert (right.returncode, right.stderr) == (0, "")
    assert right.stdout.startswith(f"flowroute-ext {__version__} on Python ")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr.endswith(f"AssertionError: {__version__}\n")
