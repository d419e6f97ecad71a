"""The import contracts of pyproject.toml, and where third-party packages may be imported."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from typing import Any

import pytest
from structure.tree import PACKAGES, ROOT, imports, modules

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PAGE = (ROOT / "docs" / "explanation" / "architecture.md").read_text("utf-8")

# Everything from outside the standard library, and the modules that may import it.
MAY_IMPORT = {
    "flowroute_api": {"attrs": "*"},
    "flowroute_ext": {
        "anyio": "flowroute_ext._http.interruption",  # httpx needs it
        "attrs": "*",
        "click": "flowroute_ext.cli.*",
        "dateutil": "flowroute_ext._base.times",
        "flowroute_api": "*",
        "flowroute_sandbox": "flowroute_ext.cli.group",
        "httpx": "flowroute_ext._http.libraries",
        "httpx2": "flowroute_ext._http.libraries",
        "keyring": "flowroute_ext.cli.profiles.store",
        "orjson": "flowroute_ext._base.json.library",
        "phonenumbers": "flowroute_ext.cli.bulk.schedule",
        "psycopg": "flowroute_ext._send_once.drivers",
        "pyreqwest": "flowroute_ext._http.libraries",
        "pytest_flowroute": "flowroute_ext.cli.group",
        "python_calamine": "flowroute_ext._outbox.files.workbooks",
        "redis": "flowroute_ext._[rs]*.*",  # the store of rate limits, and the drivers
        "rich": "flowroute_ext.cli.*.*bar*",
    },
    "flowroute_sandbox": {
        "click": "flowroute_sandbox.serving.*command*",
        "httpx": "flowroute_sandbox.serving.transport",
        "httpx2": "flowroute_sandbox.serving.transport",
        "jinja2": "flowroute_sandbox.page.rendering",
        "uvicorn": "flowroute_sandbox.serving.server*",
    },
}


@pytest.mark.parametrize("package", PACKAGES)
def test_third_party_packages_are_imported_in_their_places_only(package: str) -> None:
    """Each package needs few others, and an optional one is imported by one module."""
    allowed = MAY_IMPORT[package]
    found = {
        (module, source.partition(".")[0])
        for module, tree in modules(package).items()
        for source, _ in imports(module, tree)
    }

    strays = sorted(
        f"{module} imports {top}"
        for module, top in found
        if top != package
        and top not in sys.stdlib_module_names
        and not fnmatch(module, allowed.get(top, ""))
    )
    assert strays == []
    # No permission is left that nothing uses.
    assert sorted({top for _, top in found} & allowed.keys()) == sorted(allowed)


@pytest.mark.parametrize(
    ("package", "names", "home"),
    [
        ("flowroute_ext", {"httpx", "httpx2"}, "flowroute_ext._http.libraries"),
        ("flowroute_sandbox", {"httpx", "httpx2"}, "flowroute_sandbox.serving.transport"),
    ],
)
def test_what_is_loaded_by_name_is_named_in_one_place(
    package: str, names: set[str], home: str
) -> None:
    """Modules that import by name, as of the HTTP library, are the only ones with that name."""
    naming = {
        module
        for module, tree in modules(package).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and " " not in node.value
        and node.value.partition(":")[0].partition(".")[0] in names
    }

    assert naming == {home}


def test_the_import_contracts_are_kept() -> None:
    """`lint-imports` reports that every contract in pyproject.toml is kept."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    result = subprocess.run(
        [*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stdout + result.stderr


def test_the_architecture_page_lists_the_layers() -> None:
    """The tables of the page have the layers of the contracts, from top to bottom."""
    rows = re.findall(r"^\| [0-9]+ \| (.*?) \|", PAGE, re.MULTILINE)
    contracts = ("layers", "clients", "command", "receiver", "sandbox-layers", "plugin-layers")
    layers = [layer for name in contracts for layer in contract(name)["layers"]]

    listed = [sorted(re.findall(r"`(\w+)`", row)) for row in rows]
    assert listed == [sorted(layer.split(" | ")) for layer in layers]


def test_the_architecture_page_follows_one_text() -> None:
    """A text is followed through the files in at most twelve steps, and all files exist."""
    steps = re.findall(r"^[0-9]+\. .*(?:\n   .*)*", PAGE, re.MULTILINE)

    assert 1 < len(steps) <= 12
    named = [name for step in steps for name in re.findall(r"`([\w/]+\.py)`", step)]
    assert [name for name in named if not (ROOT / "flowroute_ext" / name).exists()] == []


def contract(name: str) -> dict[str, Any]:
    """The import contract with this id."""
    listed = PROJECT["tool"]["importlinter"]["contracts"]
    (found,) = (one for one in listed if one["id"] == name)
    return found
