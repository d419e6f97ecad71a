"""Who may import whom, and where each third-party package may be named."""

from __future__ import annotations

import ast
import sys
from fnmatch import fnmatch
from graphlib import TopologicalSorter

import pytest
from structure.tree import PACKAGES, imports, imports_as_it_loads, modules

# Everything from outside the standard library, and the modules that may import it.
MAY_IMPORT = {
    "flowroute_api": {"attrs": "*"},
    "flowroute_ext": {
        "attrs": "*",
        "click": "flowroute_ext.cli.*",
        "dateutil": "flowroute_ext._base.times",
        "flowroute_api": "*",
        "redis": "flowroute_ext._rate_limit.redis_store",
        "rich": "flowroute_ext.cli.progress_bar",
    },
    "flowroute_sandbox": {
        "click": "flowroute_sandbox.serving.command",
        "uvicorn": "flowroute_sandbox.serving.server",
    },
}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_its_own_layers(package: str) -> None:
    """The sandbox stands alone, the generated package knows nobody, and no extra is needed."""
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
    # A row that nobody uses is a permission that nobody should have.
    assert sorted({top for _, top in found} & allowed.keys()) == sorted(allowed)


@pytest.mark.parametrize(
    ("package", "names", "home"),
    [
        ("flowroute_ext", {"httpx", "httpx2"}, "flowroute_ext._http.engine"),
        ("flowroute_ext", {"psycopg"}, "flowroute_ext._send_once.drivers"),
        ("flowroute_ext", {"flowroute_sandbox"}, "flowroute_ext.cli.group"),
        ("flowroute_sandbox", {"httpx", "httpx2"}, "flowroute_sandbox.serving.transport"),
    ],
)
def test_what_is_loaded_by_name_is_named_in_one_place(
    package: str, names: set[str], home: str
) -> None:
    """One module knows the HTTP library, and one table the sandbox; both by their names only."""
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


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_needs_one_that_needs_it(package: str) -> None:
    """What modules import as they load has no circles, not even through a package's root."""
    trees = modules(package)
    graph: dict[str, set[str]] = {module: set() for module in trees}
    for module, tree in trees.items():
        for source, name in imports_as_it_loads(module, tree):
            inner = f"{source}.{name}"
            graph[module].add(inner if inner in trees else source)

    assert set(TopologicalSorter(graph).static_order()) >= graph.keys()
