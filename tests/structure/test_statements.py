"""Modules are found by tools that follow import statements, as Nuitka and PyInstaller do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from itertools import chain

from structure.tree import imports, modules

# Nothing of a program asks for these: what type checkers read, and what is run by name.
OF_THE_COMMAND = {"flowroute_ext._calls.types"}  # which reads them at run time
OTHERS = {
    "flowroute_ext.cli.__main__",
    "flowroute_sandbox.fidelity",
    # The legacy messages, which only programs of the low level import.
    *(name for name in modules("flowroute_api") if name.endswith("_v2")),
    "flowroute_sandbox.serving.asgi_types",
}
PUBLIC = tuple(
    f"flowroute_ext{name}" for name in ("", ".errors", ".exports", ".send_once", ".types")
)


@cache
def trees() -> dict[str, ast.Module]:
    """The modules of all packages."""
    return {
        name: tree
        for package in ("flowroute_api", "flowroute_ext", "flowroute_sandbox")
        for name, tree in modules(package).items()
        if not name.startswith("flowroute_ext._pyinstaller")
    }


class AtRunTime(ast.NodeVisitor):
    """Collects the imports that not only type checkers see."""

    def __init__(self) -> None:
        self.imports: list[ast.stmt] = []

    def visit_If(self, node: ast.If) -> None:
        only_typing = isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for part in node.orelse if only_typing else ast.iter_child_nodes(node):
            self.visit(part)

    def visit_Import(self, node: ast.Import) -> None:
        self.imports.append(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.imports.append(node)


def imported(module: str) -> Iterator[str]:
    """The modules that a module imports by statements, with the packages that they are in."""
    visitor = AtRunTime()
    visitor.visit(trees()[module])
    for source, name in chain.from_iterable(imports(module, node) for node in visitor.imports):
        parts = (source if name is None else f"{source}.{name}").split(".")
        yield from (".".join(parts[:count]) for count in range(1, len(parts) + 1))


def reached(*start: str) -> set[str]:
    found: set[str] = set()
    waiting = [*start]
    while waiting:
        module = waiting.pop()
        if module in trees() and module not in found:
            found.add(module)
            waiting += imported(module)
    return found


def test_a_client_is_found_from_the_public_modules() -> None:
    """Each module of the SDK but those of the command is reached from the public ones."""
    missing = {
        name
        for name in trees().keys() - reached(*PUBLIC) - OTHERS - OF_THE_COMMAND
        if not name.startswith(("flowroute_ext.cli", "flowroute_sandbox"))
    }

    assert missing == set()


def test_the_command_is_found() -> None:
    """Each module of the command and of the sandbox is reached from `flowroute_ext.cli`."""
    assert trees().keys() - reached("flowroute_ext.cli", *PUBLIC) == OTHERS
