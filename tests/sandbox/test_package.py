"""The package from the outside: its names and imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import flowroute_sandbox
from sandbox.caller import Caller

PACKAGE = Path(flowroute_sandbox.__file__).parent


def test_public_names() -> None:
    """Every public name is there, constants first and each in alphabetical order."""
    assert flowroute_sandbox.__all__ == sorted(
        flowroute_sandbox.__all__, key=lambda n: (not n.isupper(), n)
    )
    assert all(hasattr(flowroute_sandbox, name) for name in flowroute_sandbox.__all__)


def test_it_stands_alone() -> None:
    """Client and server share no code, so they do not share mistakes."""
    imported = {
        name.partition(".")[0]
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert imported - set(sys.stdlib_module_names) == {
        *("flowroute_sandbox", "click", "httpx", "httpx2", "jinja2", "uvicorn")
    }


def test_importing_it_imports_no_library() -> None:
    """The sandbox needs the standard library only."""
    program = "import flowroute_sandbox, sys; print({'httpx', 'click', 'attrs'} & set(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout == "set()\n"


def test_nothing_personal_in_a_repr(api: Caller) -> None:
    """Printing requests, answers or an account shows no key, number, name or text."""
    api.sandbox.seed_number("12065550100")
    message = {"to": "12065550199", "from": "12065550100", "body": "secret"}
    api.post("/v2.1/messages", message)
    request = flowroute_sandbox.Request("POST", "/v2/numbers/12065550100", headers={"a": "key"})
    account = api.sandbox.account
    shown = repr([request, api.last, account, *account.numbers, *account.messages])

    assert not [word for word in ("1206555", "secret", "key", "mdr2") if word in shown]
