"""The public names of flowroute_ext, and the sync and async twin of each client class."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from functools import cached_property
from types import FunctionType, ModuleType

import pytest
from structure.tree import ROOT, modules

import flowroute_ext
from flowroute_ext import (
    AsyncFlowroute,
    Flowroute,
    compat,
    errors,
    fleet,
    send_once,
    types,
    webhooks,
)
from flowroute_ext.types import AsyncListing, Listing

RESOURCES = ("numbers", "routes", "messages", "e911s", "cnams")
PUBLIC = {
    name: getattr(module, name)
    for module in (webhooks, flowroute_ext, errors, types, send_once, compat, fleet)
    for name in module.__all__
}


def twins() -> dict[str, tuple[type, type]]:
    """Each class that has a sync and an async twin."""
    pairs = {"client": (Flowroute, AsyncFlowroute), "listing": (Listing, AsyncListing)}
    for resource in RESOURCES:
        sync = importlib.import_module(f"flowroute_ext._sync.{resource}")
        twin = importlib.import_module(f"flowroute_ext._async.{resource}")
        name = resource.capitalize()
        pairs[resource] = getattr(sync, name), getattr(twin, f"Async{name}")
    return pairs


TWINS = twins()
CLASSES = [cls for pair in TWINS.values() for cls in pair]
CLASSES += [webhooks.DeliveryReceipt]
CLASSES += [cls for cls in PUBLIC.values() if isinstance(cls, type) and cls not in CLASSES]


def members(cls: type) -> dict[str, object]:
    """The public members of a class, with its constructor."""
    return {
        name: inspect.getattr_static(cls, name)
        for name in dir(cls)
        if name == "__init__" or not name.startswith("_")
    }


def parameters(member: object) -> list[str]:
    """The parameters of a method, as text, with the same names for twin types."""
    assert isinstance(member, FunctionType)
    listed = inspect.signature(member).parameters.values()
    return [re.sub(r"\bAsync(?=[A-Z])", "", str(parameter)) for parameter in listed]


def test_the_public_names_are_sorted_and_there() -> None:
    """`__all__` is sorted, without duplicates; `dir()` shows the public modules as well."""
    assert flowroute_ext.__all__ == sorted({*flowroute_ext.__all__})
    assert dir(flowroute_ext) == sorted(
        [
            *flowroute_ext.__all__,
            "compat",
            "errors",
            "fleet",
            "send_once",
            "testing",
            "types",
            "webhooks",
        ]
    )


def test_every_list_of_the_public_names_is_the_same() -> None:
    """Type checkers see the names that exist, from the modules that define them."""
    (block,) = [
        node
        for node in modules("flowroute_ext")["flowroute_ext"].body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    seen = {
        alias.name: node.module
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    listed = flowroute_ext._MODULES

    assert listed == seen
    assert [*listed] == sorted(listed)
    assert [*listed] == flowroute_ext.__all__


def test_the_top_level_is_small() -> None:
    """The top level has at most 45 names: the rest is in modules such as `errors` and `types`."""
    assert len(flowroute_ext.__all__) <= 45


@pytest.mark.parametrize("module", [errors, types, send_once, webhooks, compat, fleet])
def test_all_of_a_public_module(module: ModuleType) -> None:
    """`__all__` of each public module is sorted and complete, and agrees with the others."""
    names: list[str] = module.__all__

    # Constants first, as ruff sorts them.
    assert names == sorted(set(names), key=lambda name: (not name.isupper(), name))
    public = {name for name in vars(module) if not name.startswith("_")} - {"annotations"}
    assert public == set(names)
    shared = set(names) & set(flowroute_ext.__all__)
    if module is webhooks:
        # That of a message record has no id of its own, and is beside it.
        assert shared == {"DeliveryReceipt"}
        return
    assert all(getattr(module, name) is getattr(flowroute_ext, name) for name in shared)
    assert shared == set() or module is errors


def test_a_missing_name() -> None:
    """A misspelt name raises Python's own error."""
    with pytest.raises(AttributeError) as caught:
        assert flowroute_ext.Flowrout

    assert str(caught.value) == "module 'flowroute_ext' has no attribute 'Flowrout'"


@pytest.mark.parametrize("pair", TWINS)
def test_twins_have_the_same_methods(pair: str) -> None:
    """Sync and async twins have the same methods, with the same parameters."""
    sync, twin = (members(cls) for cls in TWINS[pair])

    assert sync.keys() == twin.keys()
    for name, member in sync.items():
        other = twin[name]
        assert type(member) is type(other)
        if isinstance(member, FunctionType):
            assert parameters(member) == parameters(other)


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.parametrize("prefix", ["", "async_"])
def test_every_method_is_checked_for_its_type(resource: str, prefix: str) -> None:
    """tests/typing/api.py calls each method of each resource, of both clients."""
    tree = ast.parse((ROOT / "tests" / "typing" / "api.py").read_text("utf-8"))
    (function,) = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name == prefix + resource
    ]
    called = {
        node.func.attr
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) == "api"
    }

    assert called == members(TWINS[resource][bool(prefix)]).keys() - {"__init__"}


@pytest.mark.parametrize("cls", CLASSES)
def test_every_public_class_has_docstrings(cls: type) -> None:
    """Each class, and each of its methods and properties, has a docstring."""
    described = {
        name: member
        for name, member in members(cls).items()
        if name != "__init__"
        and isinstance(member, FunctionType | classmethod | property | cached_property)
    }

    assert _first_line(cls)
    assert [name for name, member in described.items() if not _first_line(member)] == []


@pytest.mark.parametrize("name", [n for n, v in PUBLIC.items() if isinstance(v, FunctionType)])
def test_every_public_function_has_a_docstring(name: str) -> None:
    """Each function has a docstring whose first line is a sentence."""
    assert _first_line(PUBLIC[name]).endswith((".", ":", ";"))


def _first_line(thing: object) -> str:
    return (getattr(thing, "__doc__", None) or "").strip().partition("\n")[0]
