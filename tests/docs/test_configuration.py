"""The page of the configuration has what the code reads, and nothing else."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

from flowroute_ext import AsyncFlowroute, Flowroute
from flowroute_ext._http.variables import CERTIFICATES, PROXIES
from flowroute_ext.types import Options, SendOptions
from pytest_flowroute import hooks
from scripts.doc_page import ROOT, Page

TEXT = Page(ROOT / "docs" / "reference" / "configuration.md").text
PACKAGES = ("flowroute_ext", "flowroute_sandbox", "pytest_flowroute")
# Of an environment, but of web servers and of programs of others; one is click's own.
OTHERS = {"REQUEST_METHOD", "SCRIPT_NAME", "_FLOWROUTE_COMPLETE"}


def table(heading: str, number: int = 0) -> list[list[str]]:
    """The rows of a table of a section, as cells."""
    section = TEXT.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    tables = re.findall(r"(?:^\|.*\n)+", section, re.MULTILINE)
    rows = tables[number].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


@pytest.mark.parametrize("client", [Flowroute, AsyncFlowroute])
def test_the_arguments_of_a_client(client: type):
    """Each argument is there, in its order, with its default, and whether a call has it, too."""
    parameters = list(inspect.signature(client).parameters.values())
    rows = table("A client")
    assert [row[0] for row in rows] == [f"`{each.name}`" for each in parameters]
    for row, parameter in zip(rows, parameters, strict=True):
        variable = parameter.name in {"access_key", "secret_key", "base_url"}
        assert variable or row[1] == f"`{parameter.default!r}`"
        assert row[2] == ("yes" if parameter.name in Options.__annotations__ else "–")


def test_the_options_of_calls_that_must_not_be_sent_twice():
    """Each further option of these calls is there."""
    further = [name for name in SendOptions.__annotations__ if name not in Options.__annotations__]
    assert [row[0] for row in table("A client", 1)] == [f"`{name}`" for name in further]


def constants() -> set[str]:
    """The texts in the code that are names of variables of this project."""
    return {
        node.value
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "FR_" in (text := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"FR_[A-Z_]+", node.value)
    }


def read_by_name() -> set[str]:
    """The variables that the code gets from an environment by a text."""
    getting = r'environ(?:\.get\(|\[)"([A-Z_]+)"'
    return {
        name
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "wsgi" not in path.name and "page" not in path.parts
        for name in re.findall(getting, path.read_text("utf-8"))
    } - OTHERS


def test_the_variables_of_the_environment():
    """Each variable that the code reads has a row, and no other one has."""
    cells = ", ".join(row[0] for row in table("Variables of the environment"))
    listed = re.findall(r"`([A-Z_]+)`", cells)
    assert len(listed) == len(set(listed))
    assert set(listed) == {
        *constants(),
        *read_by_name(),
        *PROXIES,
        *CERTIFICATES,
        "NO_PROXY",
    }


def test_the_settings_of_the_plugin():
    """Each ini option of the plugin is there."""
    found = re.findall(r'addini\(\s*"(\w+)"', Path(hooks.__file__).read_text("utf-8"))
    assert [row[0] for row in table("The pytest plugin")] == [
        f"`{name}`, in the ini file" for name in found
    ]
