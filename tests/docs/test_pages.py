"""README and docs are complete, and their links resolve."""

from __future__ import annotations

import inspect
import re
from operator import attrgetter
from pkgutil import resolve_name

import pytest
from structure.tree import files

import flowroute_ext
from flowroute_api.api import OPERATIONS
from flowroute_ext import Flowroute, errors, send_once, types, webhooks
from flowroute_sandbox.control.modules import CONTROL
from flowroute_sandbox.http.router import endpoints
from scripts.doc_page import ROOT, Page, listed, pages

README, *DOCS = pages()
MODULES = (flowroute_ext, errors, send_once, types, webhooks)
PUBLIC = {name for module in MODULES for name in module.__all__}


ALL = [Page(ROOT / name) for name in files() if name.endswith(".md")]


@pytest.mark.parametrize("page", ALL, ids=lambda page: page.name)
def test_links_resolve(page: Page):
    """A link within the repository names an existing file, and a heading in it."""
    for link in page.links:
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.path.parent / path).resolve() if path else page.path
        assert target.exists(), link
        assert not anchor or anchor in Page(target).anchors, link


@pytest.mark.parametrize("page", ALL, ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Page):
    """A path of the repository, or of the page's folder, names a file or a folder that is there."""
    roots = ROOT, page.path.parent
    tops = "|".join(("benchmarks", "docs", "examples", "flowroute_ext", "openapi", "tests"))
    named = re.findall(rf"`((?:{tops})/[\w./-]*)`", page.prose)
    assert [path for path in named if not any((root / path).exists() for root in roots)] == []


def test_modules_that_are_named_exist():
    """A dotted name of a public package in a page can be imported, or is in a module."""
    found = {
        name
        for page in [README, *DOCS]
        for name in re.findall(r"`((?:flowroute_ext|flowroute_sandbox)\.[\w.]+)\b", page.prose)
    }
    assert found >= {"flowroute_ext.types", "flowroute_sandbox.reset"}
    assert [name for name in sorted(found) if resolve_name(name) is None] == []


def test_every_page_is_in_the_navigation():
    """The site lists each page of docs/ once; those of the commands it finds itself."""
    there = [path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")]
    commands = [name for name in there if name.startswith("reference/commands/")]

    assert sorted([*listed(), *commands]) == sorted(there)


def test_every_public_name_is_documented():
    """Each public name of flowroute_ext is in README or docs."""
    text = "\n".join(page.text for page in [README, *DOCS])

    assert [name for name in PUBLIC if not re.search(rf"\b{name}\b", text)] == []


def sources_of(function):
    """The source of each module of the client whose functions a method calls by name."""
    function = getattr(function, "__func__", function)
    for name in function.__code__.co_names:
        module = inspect.getmodule(function.__globals__.get(name))
        if module and module.__name__.startswith("flowroute_ext._sync."):
            yield inspect.getsource(module)


def test_the_table_of_operations():
    """The page has each operation once, with the method that sends it."""
    method = r"[\w.]+(?:\(\)\.\w+)?"
    row = rf"^\| \[?`(\w+)`[^|]* \| \[?`({method})\(\)`[^|]* \|"
    page = Page(ROOT / "docs" / "reference" / "operations" / "index.md")
    rows = re.findall(row, page.text, re.MULTILINE)

    assert sorted(operation for operation, _ in rows) == sorted(OPERATIONS)
    with Flowroute("key", "secret") as flowroute:
        for operation, method in rows:
            if method == "call":
                continue
            outer, _, inner = method.partition("().")
            function = attrgetter(outer)(flowroute)
            if inner:
                function = getattr(function("1"), inner)
                assert f"{operation}.request(" in inspect.getsource(inspect.getmodule(function))
                continue
            source = inspect.getsource(function)
            if "._send(" in source:
                source = inspect.getsource(function.__self__._send)
            source += "".join(sources_of(inspect.unwrap(function)))
            assert f"{operation}.request(" in source, method


def test_the_table_of_control_endpoints():
    """docs/guides/sandbox.md has each endpoint of the control API, and no other."""
    page = Page(ROOT / "docs" / "guides" / "sandbox.md")
    rows = re.findall(r"^\| `([A-Z]+ [^`]+)` \|", page.text, re.MULTILINE)
    there = [
        f"{endpoint.method} {path.removeprefix('/_sandbox/')}"
        for endpoint in endpoints(*CONTROL)
        for path in endpoint.paths
    ]

    def plain(lines: list[str]) -> list[str]:
        return sorted(re.sub(r"\{\w+\}", "{id}", line) for line in lines)

    assert plain(rows) == plain(there)


def test_every_error_is_in_the_tree():
    """docs/reference/errors.md shows every exception beneath its base class."""
    tree = Page(ROOT / "docs" / "reference" / "errors.md").fences[0].text.splitlines()
    parents: dict[int, str] = {}
    drawn: dict[str, str] = {}
    for line in tree:
        name, _, rest = re.sub(r"^[ │├└─]*", "", line).partition(" ")
        depth = line.index(name)
        parents = {column: parent for column, parent in parents.items() if column < depth}
        drawn[name] = parents[max(parents)] if parents else "Exception"
        parents[depth] = name
        if status := re.match(r" *\d{3} +(.*)", rest):
            drawn |= dict.fromkeys(status[1].split(", "), name)

    public = {kind: name for name, kind in vars(errors).items() if isinstance(kind, type)}
    defined = {
        # Its first base that is public.
        name: next((public[base] for base in kind.__mro__[1:] if base in public), "Exception")
        for kind, name in public.items()
        if issubclass(kind, errors.FlowrouteError)
    }
    assert drawn == defined
