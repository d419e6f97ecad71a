"""The HTTP library that is used, and what is said where there is none."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from pathlib import Path

import pytest

from flowroute_ext import AsyncFlowroute, ConfigurationError, Flowroute
from flowroute_ext._http.engine import engine
from flowroute_ext._http.libraries import REQUIREMENTS

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]


@pytest.fixture(autouse=True)
def chosen_again():
    engine.cache_clear()
    yield
    engine.cache_clear()


@pytest.mark.parametrize("client", [Flowroute, AsyncFlowroute])
def test_none_is_installed(client, monkeypatch):
    """One sentence says what to install, and that is what the package requires."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ConfigurationError) as caught:
        client("key", "secret")

    assert str(caught.value) == ("no HTTP library is installed: pip install 'httpx>=0.27,<0.29'")
    assert REQUIREMENTS["httpx"] in PROJECT["dependencies"]
    assert [REQUIREMENTS["httpx2"]] == PROJECT["optional-dependencies"]["httpx2"]


@pytest.mark.parametrize("name", ["httpx", "httpx2"])
def test_one_is_broken(name, monkeypatch):
    """A library without what it needs itself is named, with what is missing."""
    for module in [each for each in sys.modules if each.partition(".")[0] == name]:
        monkeypatch.delitem(sys.modules, module)
    needs = name.replace("httpx", "httpcore")
    monkeypatch.setitem(sys.modules, needs, None)
    with pytest.raises(ConfigurationError) as caught:
        Flowroute("key", "secret", engine=name)

    assert str(caught.value) == (
        f"{name} cannot be imported, as {needs} is missing: "
        f"pip install --force-reinstall '{REQUIREMENTS[name]}'"
    )
