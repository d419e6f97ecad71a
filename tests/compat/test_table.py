"""The table has the methods of all official SDKs, and classes and stub are what it says."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from compat.readmes import DOT_NET, NODE, OLDER, PHP, PYTHON, PYTHON_DEMO, RUBY
from flowroute_api.api import OPERATIONS
from flowroute_ext import compat
from flowroute_ext._compat.controllers import CONTROLLERS, signature
from flowroute_ext._compat.rows import TABLE

ROOT = Path(__file__).parents[2]
ROWS = {
    name: {method.name: method for method in controller.methods}
    for controller in TABLE
    for name in controller.properties
}
STUB = ast.parse((ROOT / "flowroute_ext" / "compat.pyi").read_text("utf-8"))


def listed(parameters: inspect.Signature) -> str:
    """The parameters as the lists have them: `limit=` for a default of None."""
    found = []
    for one in parameters.parameters.values():
        default = "" if one.default is None else one.default
        found.append(one.name if one.default is one.empty else f"{one.name}={default}")
    return " ".join(found)


@pytest.mark.parametrize(("sdk"), [PYTHON, RUBY, OLDER], ids=["python", "ruby", "older"])
def test_every_method_with_its_parameters(sdk: dict[str, dict[str, str]]) -> None:
    """Every method is in the table, with its parameters by name, in order, with its defaults."""
    there = {
        name: {
            method: listed(signature(ROWS[name][method]))
            for method in methods
            if method in ROWS[name]
        }
        for name, methods in sdk.items()
    }

    assert there == sdk


def test_every_method_of_the_demo() -> None:
    """The methods that only the demo of the Python SDK shows take as many arguments as there."""
    there = {
        name: {method: len(ROWS[name][method].parameters) for method in methods}
        for name, methods in PYTHON_DEMO.items()
    }

    assert there == PYTHON_DEMO


@pytest.mark.parametrize("sdk", [NODE, PHP, DOT_NET], ids=["node", "php", "dot-net"])
def test_every_operation_of_the_others(sdk: dict[str, str]) -> None:
    """What the READMEs for Node, PHP and .NET list can be called here by the Python names."""
    called = {method.operation for methods in ROWS.values() for method in methods.values()}

    assert {name for name, operation in sdk.items() if operation not in called} == set()


def test_no_other_method() -> None:
    """Each row is of a method that one of the SDKs has."""
    known = [PYTHON, RUBY, OLDER, PYTHON_DEMO]
    extra = {
        (name, method)
        for name, methods in ROWS.items()
        for method in methods
        if not any(method in sdk.get(name, {}) for sdk in known)
    }

    assert extra == set()


def test_the_classes_are_made_from_the_table() -> None:
    """Each class has the methods of its rows whose operation there is, with their signatures."""
    for controller in TABLE:
        expected = {one.name: one for one in controller.methods if one.operation in OPERATIONS}
        if not expected:
            assert controller.name not in CONTROLLERS
            continue
        cls = CONTROLLERS[controller.name]
        assert getattr(compat, controller.name) is cls
        there = {name: one for name, one in vars(cls).items() if not name.startswith("_")}
        assert there.keys() == expected.keys()
        for name, one in there.items():
            found = [*inspect.signature(one).parameters.values()]
            assert found[0].name == "self"
            assert found[1:] == [*signature(expected[name]).parameters.values()]
            assert one.__qualname__ == f"{controller.name}.{name}"
            assert one.__doc__


def test_the_stub_has_what_there_is() -> None:
    """The stub for editors has each class, each method and each property, and no other."""
    drawn = {
        node.name: {inner.name for inner in node.body if isinstance(inner, ast.FunctionDef)}
        for node in STUB.body
        if isinstance(node, ast.ClassDef)
    }
    client = drawn.pop("FlowrouteNumbersAndMessagingClient")
    assert [drawn.pop(name) for name in ("APIException", "ErrorException")] == [set(), set()]

    assert drawn == {
        name: {one for one in vars(cls) if not one.startswith("_")}
        for name, cls in CONTROLLERS.items()
    }
    there = {name for one in TABLE if one.name in CONTROLLERS for name in one.properties}
    assert client == there | {"__init__", "__enter__", "__exit__", "close"}


@pytest.mark.once
def test_the_stub_is_written_from_the_table() -> None:
    """scripts/compat_stub.py would write the stub as it is."""
    command = [sys.executable, "scripts/compat_stub.py", "--check"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_both_spellings_of_the_client() -> None:
    """The Python SDK's name of the client, and the Ruby SDK's, are one class."""
    assert compat.FlowroutenumbersandmessagingClient is compat.FlowrouteNumbersAndMessagingClient
