"""Hooks of PyInstaller, which finds them by the entry point `pyinstaller40` of this distribution.

Names and errors are imported when they are used, by name. PyInstaller follows statements only, so
the hooks list the modules, as well as the files that are read as data.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(__file__).parent
SUFFIXES = (".css", ".html", ".js", ".json", ".svg", ".toml", ".yaml")
"""Of the files that are read as data."""


def hook_dirs() -> list[str]:
    """Return the folder of the hooks."""
    return [str(FOLDER)]


def modules(package: str, *, without: tuple[str, ...] = ()) -> list[str]:
    """Return the modules of *package*, by their files; none is imported.

    Those *without* are left out, with all in them: they are found where they are used.
    """
    root = _root(package)
    files = [file for file in sorted(root.rglob("*.py")) if file.stem.isidentifier()]
    paths = [(package, *file.relative_to(root).with_suffix("").parts) for file in files]
    names = [".".join(path).removesuffix(".__init__") for path in paths if path[-1] != "__main__"]
    left_out = tuple(f"{package}.{name}." for name in without)
    return [name for name in names if not f"{name}.".startswith(left_out)]


def data(package: str) -> list[tuple[str, str]]:
    """Return the files of *package* that are not code, each with the folder that it goes to."""
    root = _root(package)
    return [
        (str(file), str(Path(package, file.relative_to(root).parent)))
        for file in sorted(root.rglob("*"))
        if file.is_file() and file.suffix in SUFFIXES
    ]


def _root(package: str) -> Path:
    """Return the folder of *package*, which may be installed elsewhere than this one."""
    spec = find_spec(package)
    return Path((spec and spec.origin) or package).parent
