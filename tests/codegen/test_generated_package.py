"""flowroute_api as a package: how little an import loads, and that all of it can be."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import flowroute_api
from flowroute_api import api, models
from flowroute_api.api import numbers

PACKAGE = Path(flowroute_api.__file__).parent
MODULES = [
    module.name for module in pkgutil.walk_packages(flowroute_api.__path__, "flowroute_api.")
]


def loaded_by(statement: str) -> set[str]:
    """The modules that a statement loads in a new process."""
    code = f"import sys; before = set(sys.modules); {statement}; print(*set(sys.modules) - before)"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=True
    )
    return set(result.stdout.split())


@pytest.mark.parametrize("name", MODULES)
def test_every_module_can_be_imported(name: str) -> None:
    """No module needs another one to be imported first."""
    assert import_module(name).__doc__ or name.startswith("flowroute_api.models.")


def test_the_package_is_lazy() -> None:
    """Importing the package loads the package, and no attrs, no models, no operations."""
    loaded = loaded_by("import flowroute_api")

    assert {name for name in loaded if name.startswith("flowroute_api")} == {"flowroute_api"}
    assert not loaded & {"attr", "attrs", "re", "typing"}


def test_an_operation_loads_what_it_needs() -> None:
    """Importing an operation loads its own models, and nothing that could send."""
    loaded = loaded_by("from flowroute_api.api.cnams import list_cnams")

    assert not loaded & {"httpx", "httpx2", "httpcore", "requests", "asyncio", "ssl"}
    assert {name for name in loaded if name.startswith("flowroute_api.")} == {
        "flowroute_api.api",
        "flowroute_api.api.cnams",
        "flowroute_api.api.cnams.list_cnams",
        "flowroute_api.models",
        "flowroute_api.models.cnam",
        "flowroute_api.models.cnam_attributes",
        "flowroute_api.models.cnam_list",
        "flowroute_api.models.cnam_relationships",
        "flowroute_api.models.links",
        "flowroute_api.models.list_links",
        "flowroute_api.models.relationship_list",
        "flowroute_api.models.resource_identifier",
        "flowroute_api.types",
    }


@pytest.mark.parametrize("package", [flowroute_api, api, numbers, models])
def test_lazy_names(package: Any) -> None:
    """A package has every name of its `__all__`, and no other."""
    assert dir(package) == sorted(package.__all__)
    assert all(hasattr(package, name) for name in package.__all__)
    assert not hasattr(package, "Nmuber")


def test_every_file_names_its_source() -> None:
    """The first line names the script that writes a file, and its source."""
    banner = "# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit."

    for path in PACKAGE.rglob("*.py"):
        assert path.read_text().splitlines()[0] == banner, path


def test_the_package_is_typed_and_sends_nothing() -> None:
    """The package is marked as typed, and holds no client."""
    assert sorted(path.name for path in PACKAGE.iterdir() if path.name != "__pycache__") == [
        "__init__.py",
        "api",
        "models",
        "py.typed",
        "types.py",
    ]
    assert not [path for path in PACKAGE.rglob("*.py") if "httpx" in path.read_text()]
