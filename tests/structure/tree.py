"""The repository's own files, and their code as syntax trees."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {
    "flowroute_api": ROOT / "generated" / "flowroute_api",
    "flowroute_ext": ROOT / "flowroute_ext",
    "flowroute_sandbox": ROOT / "flowroute_sandbox",
}
WRITTEN_BY_SCRIPTS = (
    "generated/",
    "flowroute_ext/_sync/",
    "tests/send_once/_sync/",
    "tests/ext/_sync/",
    "tests/operations/_sync/",
)


@cache
def files() -> list[str]:
    """Every file of the repository, as a path from its root, without generated folders."""
    found = []
    for folder, inner, names in os.walk(ROOT):
        here = Path(folder)
        inner[:] = [name for name in inner if not _is_generated(here / name)]
        found += [(here / name).relative_to(ROOT).as_posix() for name in names]
    return sorted(name for name in found if name != ".git")


def _is_generated(folder: Path) -> bool:
    """Return whether a folder is Git's, a cache, a build or a virtual environment."""
    name = folder.name
    if name.startswith("."):
        return name not in {".ci", ".github"}
    return name in {"__pycache__", "build", "dist"} or (folder / "pyvenv.cfg").exists()


def hand_written(*suffixes: str) -> list[str]:
    """The files with these suffixes that are not generated."""
    return [
        name
        for name in files()
        if name.endswith(suffixes) and not name.startswith(WRITTEN_BY_SCRIPTS)
    ]


@cache
def modules(package: str) -> dict[str, ast.Module]:
    """The modules of a package, parsed, by their dotted names."""
    folder = PACKAGES[package]
    trees = {}
    for file in sorted(folder.rglob("*.py")):
        parts = [package, *file.relative_to(folder).with_suffix("").parts]
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        trees[name] = ast.parse(file.read_text("utf-8"), str(file))
    return trees


def is_package(module: str) -> bool:
    """Return whether a module of ours is the `__init__` of a folder."""
    package, *rest = module.split(".")
    return PACKAGES[package].joinpath(*rest).is_dir()


def imports(module: str, tree: ast.AST) -> Iterator[tuple[str, str | None]]:
    """Yield each import in a module, at any level: its source, and the name if there is one."""
    for node in ast.walk(tree):
        yield from _named(module, node)


def _named(module: str, node: ast.AST) -> Iterator[tuple[str, str | None]]:
    if isinstance(node, ast.Import):
        yield from ((alias.name, None) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        source = absolute(module, node)
        yield from ((source, alias.name) for alias in node.names)


def absolute(module: str, node: ast.ImportFrom) -> str:
    """Return the source of a `from` import, without leading dots."""
    if not node.level:
        return node.module or ""
    parents = module.split(".")
    up = node.level - is_package(module)
    base = parents[: len(parents) - up]
    return ".".join([*base, node.module] if node.module else base)
