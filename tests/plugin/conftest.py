"""Fixtures that run test suites with the plugin."""

from __future__ import annotations

import importlib
import json
import os
import sys
import textwrap
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import pytest
from forked.python import run as forked

from flowroute_ext import Flowroute
from pytest_flowroute._intercept import PATCHERS

# A run within this process unloads what it imported, and some modules cannot be imported twice.
# Of a package of ours that is imported in part, the rest would be another one later.
for name in filter(find_spec, (*PATCHERS, "uvloop", "yaml")):
    importlib.import_module(name)
for name in ("_playback.session", "_playback.selection", "_recording.options"):
    importlib.import_module(f"pytest_flowroute.{name}")
Flowroute("key", "secret").close()

SEND = "https://api.flowroute.com/v2.1/messages"
HELPERS = Path(__file__).parent / "helpers"


class Run(Protocol):
    """Runs a suite of one file and returns how it went."""

    def __call__(self, source: str, *options: str) -> pytest.RunResult: ...


@pytest.fixture
def suite(pytester: pytest.Pytester) -> Run:
    """Runs a suite in this process."""

    def run(source: str, *options: str) -> pytest.RunResult:
        pytester.makepyfile(test_it=textwrap.dedent(source))
        return pytester.runpytest_inprocess("-p", "no:randomly", "-p", "no:cacheprovider", *options)

    return run


@pytest.fixture
def alone(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the plugins that are named loaded in other processes, and no others."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", str(HELPERS))


@pytest.fixture
def suite_alone(pytester: pytest.Pytester, alone: None) -> Run:
    """Runs a suite in another process, where HTTP libraries and our packages are imported."""

    def run(source: str, *options: str) -> pytest.RunResult:
        pytester.makepyfile(test_it=textwrap.dedent(source))
        paths = [str(pytester.path), str(HELPERS)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
        folder = f"--basetemp={pytester.path / 'basetemp'}"
        done = forked("-m", "pytest", folder, *arguments(options), text=True, env=environment)
        sys.stdout.write(done.stdout + done.stderr)
        lines = done.stdout.splitlines(), done.stderr.splitlines()
        return pytest.RunResult(done.returncode, *lines, 0)

    return run


@pytest.fixture
def suite_in_new_python(pytester: pytest.Pytester, alone: None) -> Run:
    """Runs a suite in another process, where nothing is imported."""

    def run(source: str, *options: str) -> pytest.RunResult:
        pytester.makepyfile(test_it=textwrap.dedent(source))
        return pytester.runpytest_subprocess(*arguments(options))

    return run


def arguments(options: tuple[str, ...]) -> tuple[str, ...]:
    """Return the arguments of pytest, with the plugin unless they are without it."""
    loaded = () if "no:flowroute" in options else ("-p", "pytest_flowroute.plugin")
    return ("-p", "no:cacheprovider", *loaded, *options)


def cassette(*interactions: tuple[str, str, Any, int, Any], **parameters: str) -> str:
    """Return the text of a cassette, as JSON: method, path, body, status and response of each."""
    return json.dumps(
        {
            "version": 1,
            "flowroute": {"parameters": parameters},
            "interactions": [
                {
                    "request": {
                        "method": method,
                        "uri": f"https://api.flowroute.com{path}",
                        "headers": {"content-type": ["application/vnd.api+json"]},
                        "body": None if body is None else json.dumps(body),
                    },
                    "response": {
                        "status": {"code": status, "message": "OK"},
                        "headers": {"content-type": ["application/vnd.api+json"]},
                        "body": {"string": "" if answer is None else json.dumps(answer)},
                    },
                }
                for method, path, body, status, answer in interactions
            ],
        }
    )


PYTHON = sys.executable
