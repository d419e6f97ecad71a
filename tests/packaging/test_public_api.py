"""The frozen public API: what breaks programs is named, and what is added is not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from structure.tree import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

import public_api

pytestmark = pytest.mark.once

OLD = """
class Client:
    def __init__(self, key: str, *, retries: int = 3): ...
    def send(self, to: str, body: str = "", *, at: float | None = None) -> str: ...
class Value:
    def __init__(self, name, raw=None): ...
    name: str
class Error(Exception): ...
class Refused(Error): ...
class Unpaid(Refused): ...
LIMIT = 5
"""


def stubs(folder: Path, text: str, *, reached: str = "") -> Path:
    """A folder of stubs as `write` makes it, with one package."""
    package = folder / "flowroute_ext"
    package.mkdir(parents=True)
    (package / "__init__.pyi").write_text(text, "utf-8")
    (package / "reached.pyi").write_text(reached, "utf-8")
    return folder


def test_nothing_has_been_broken_since_the_api_was_frozen(tmp_path: Path) -> None:
    """A program for the last release runs; else `python scripts/public_api.py` says what to do."""
    public_api.write(tmp_path)

    assert public_api.breakages(public_api.FROZEN, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("class Value:", "class Values:", "flowroute_ext.Value: Public object was removed"),
        ("def send", "def send_it", "flowroute_ext.Client.send: Public object was removed"),
        ("name: str", "title: str", "flowroute_ext.Value.name: Public object was removed"),
        (
            ", *, at: float | None = None",
            "",
            "flowroute_ext.Client.send(at): Parameter was removed",
        ),
        (
            'body: str = ""',
            "body: str",
            "flowroute_ext.Client.send(body): Parameter is now required",
        ),
        (
            "retries: int = 3",
            "retries: int = 2",
            "flowroute_ext.Client.__init__(retries): Parameter default was changed",
        ),
        (
            "name, raw",
            "raw, name",
            "flowroute_ext.Value.__init__(name): Positional parameter was moved",
        ),
        (
            "raw=None): ...",
            "raw=None, *, more): ...",
            "flowroute_ext.Value.__init__: Parameter was added as required",
        ),
        ("LIMIT = 5", "", "flowroute_ext.LIMIT: Public object was removed"),
        ("def send", "async def send", "flowroute_ext.Client.send: Is now async"),
        ("Refused(Error)", "Refused(Exception)", "flowroute_ext.Refused: Is no longer a Error"),
        ("Unpaid(Refused)", "Unpaid(Error)", "flowroute_ext.Unpaid: Is no longer a Refused"),
    ],
)
def test_a_change_that_breaks_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    """Names, parameters, their order, their defaults and constants are part of the API."""
    assert old in OLD
    frozen = stubs(tmp_path / "old", OLD)
    current = stubs(tmp_path / "new", OLD.replace(old, new))

    assert named in public_api.breakages(frozen, current)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LIMIT = 5", "LIMIT = 5\nMORE = 6"),
        ("Unpaid(Refused)", "Unpaid(Refused, ValueError)"),
        ("retries: int = 3", "retries: int = 3, engine: str | None = None"),
        ("name: str", "name: str\n    title: str"),
        ("body: str", "body: str | bytes"),
    ],
)
def test_an_addition_breaks_nothing(tmp_path: Path, old: str, new: str) -> None:
    """Names, attributes and optional parameters may come in any release."""
    assert old in OLD
    frozen = stubs(tmp_path / "old", OLD)
    current = stubs(tmp_path / "new", OLD.replace(old, new))

    assert public_api.breakages(frozen, current) == []


def test_a_class_that_becomes_a_public_name_is_compared_with_it(tmp_path: Path) -> None:
    """That it was reached by an attribute before makes no difference."""
    page = "class Page:\n    def next(self, limit: int = 1): ...\n    size: int\n"
    frozen = stubs(tmp_path / "old", OLD, reached=page)
    exported = stubs(tmp_path / "new", OLD + page.replace("size", "length"))

    assert public_api.breakages(frozen, exported) == [
        "flowroute_ext.reached.Page.size: Public object was removed"
    ]
