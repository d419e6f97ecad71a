"""The modules that an import loads, in a new interpreter."""

from __future__ import annotations

import subprocess
import sys

import pytest
from structure.tree import ROOT

HEAVY = {
    *("asyncio", "attr", "click", "dateutil", "httpx", "httpx2", "jinja2", "ssl", "uvicorn"),
    "yaml",
}


def loaded_by(statement: str) -> set[str]:
    """The top-level modules that a statement loads, and those of our packages in full."""
    code = f"import sys; before = set(sys.modules); {statement}; print(*set(sys.modules) - before)"
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "generated")},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(result.stdout.split())


def test_the_package() -> None:
    """`import flowroute_ext` loads nothing heavy, and none of its own modules."""
    loaded = loaded_by("import flowroute_ext")

    assert loaded & HEAVY == set()
    assert {name for name in loaded if name.startswith("flowroute")} == {"flowroute_ext"}


@pytest.mark.parametrize("name", ["E911Address", "Message", "Number", "RateLimited", "Route"])
def test_values_and_errors_load_no_http_library(name: str) -> None:
    """Importing a value or an error loads neither an HTTP library nor TLS."""
    loaded = loaded_by(f"from flowroute_ext import {name}")

    assert loaded & {"asyncio", "click", "httpx", "httpx2", "ssl", "uvicorn"} == set()


def test_the_sandbox_needs_nothing_installed() -> None:
    """`import flowroute_sandbox` and a Sandbox load nothing from outside the standard library."""
    loaded = loaded_by(
        "from flowroute_sandbox.sandbox import Sandbox; Sandbox();"
        "from flowroute_sandbox.serving.transport import transport"
    )

    assert loaded & HEAVY == set()
    assert not any(name.startswith(("flowroute_ext", "flowroute_api")) for name in loaded)
