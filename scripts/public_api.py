"""Freeze the public API in stubs, or name what has changed since in a way that breaks programs.

    python scripts/public_api.py            # write api/, for a release
    python scripts/public_api.py --check    # compare with it; exit 1 where something breaks

A public name is in `__all__` of a public module. What such names lead to belongs to the API as
well: the classes of their attributes, arguments and results, which are in `reached.pyi`. What is
added breaks nothing, and is written with the next release.
"""

from __future__ import annotations

import importlib
import inspect
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import griffe
from api_kinds import changed_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[1]
FROZEN = ROOT / "api"
PACKAGES = ("flowroute_ext", "flowroute_sandbox", "pytest_flowroute")
MODULES = ("compat", "errors", "exports", "fleet", "send_once", "testing", "types", "webhooks")
REACHED = "reached"
OPTIONS = re.compile(r"\*\*\w+: Unpack\[(\w+)\]")

Tree = griffe.ModulesCollection


def packages() -> Tree:
    """Return the syntax trees of the packages as they are here; none of them is imported."""
    loader = griffe.GriffeLoader(search_paths=[ROOT], allow_inspection=False)
    for package in PACKAGES:
        loader.load(package)
    loader.resolve_aliases(implicit=True, external=False)
    return loader.modules_collection


class Stubs:
    """The stub of each public module of a tree, by its path."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._written: set[str] = set()
        self._waiting: dict[str, griffe.Object] = {}
        self.files: dict[str, str] = {}
        for package in PACKAGES:
            self._package(package)

    def _package(self, package: str) -> None:
        modules = [package]
        if package == "flowroute_ext":
            modules += [f"{package}.{name}" for name in MODULES]
        for path in modules:
            name = path.partition(".")[2] or "__init__"
            self.files[f"{package}/{name}.pyi"] = self._module(self._tree[path])
        lines: list[str] = []
        while self._waiting:
            path = min(self._waiting)
            thing = self._waiting.pop(path)
            if path not in self._written:
                lines += self._definition(thing, thing.name, made_here=True)
        self.files[f"{package}/{REACHED}.pyi"] = "\n".join(lines).strip() + "\n"

    def _module(self, module: griffe.Module | griffe.Alias) -> str:
        lines: list[str] = []
        for name in sorted(str(export) for export in module.exports or ()):
            lines += self._definition(final(module.members[name]), name)
        return "\n".join(lines).strip() + "\n"

    def _definition(self, thing: griffe.Object, name: str, *, made_here: bool = False) -> list[str]:
        """Return the lines that define a public object, unless they are written elsewhere.

        A class with *made_here* is not made by programs, so that its constructor is not public.
        """
        if thing.canonical_path in self._written:
            return [f"{name} = {thing.name}"]
        self._written.add(thing.canonical_path)
        if isinstance(thing, griffe.Class):
            return ["", *self._class(thing, name, made_here=made_here), ""]
        if isinstance(thing, griffe.Function):
            return self._function(thing, name)
        if isinstance(thing, griffe.Attribute):
            return self._attribute(thing, name)
        return []

    def _class(self, thing: griffe.Class, name: str, *, made_here: bool) -> list[str]:
        bases = [str(base) for base in thing.bases]
        inside: list[str] = []
        public = {"__call__", "__iter__", "__aiter__"}
        if not made_here:
            public.add("__init__")
            inside += [] if "__init__" in thing.all_members else constructor(thing)
        for key, member in thing.all_members.items():
            if key.startswith("_") and key not in public:
                continue
            target = final(member)
            if isinstance(target, griffe.Function):
                inside += self._function(target, key)
            elif isinstance(target, griffe.Attribute):
                inside += self._attribute(target, key)
        head = f"class {name}({', '.join(bases)}):" if bases else f"class {name}:"
        return [head, *(f"    {line}" for line in inside or ["..."])]

    def _function(self, thing: griffe.Function, name: str) -> list[str]:
        if name != "__init__":  # what programs pass to it has a public name already
            self._reach(thing.returns, *(parameter.annotation for parameter in thing.parameters))
        kept = {"property", "classmethod", "staticmethod"} & thing.labels
        lines = [f"@{label}" for label in sorted(kept)]
        prefix = "async def" if "async" in thing.labels else "def"
        text = OPTIONS.sub(lambda match: self._options(thing, match), thing.signature(name=name))
        if thing.parent is not None and thing.parent.is_class and "staticmethod" not in kept:
            first = "cls" if "classmethod" in kept else "self"
            text = text.replace("(", f"({first}, ", 1).replace(", )", ")", 1)
        return [*lines, f"{prefix} {text}: ..."]

    def _options(self, thing: griffe.Function, match: re.Match[str]) -> str:
        """Return the keywords of a TypedDict as parameters: a removed one is not swallowed then."""
        options = final(self._tree[thing.resolve(match[1])])
        keywords = ", ".join(f"{key}=..." for key in options.all_members)
        kinds = {parameter.kind for parameter in thing.parameters}
        after_star = kinds & {
            griffe.ParameterKind.keyword_only,
            griffe.ParameterKind.var_positional,
        }
        return keywords if after_star else f"*, {keywords}"

    def _attribute(self, thing: griffe.Attribute, name: str) -> list[str]:
        self._reach(thing.annotation)
        if "property" in thing.labels:
            return ["@property", f"def {name}(self) -> {thing.annotation}: ..."]
        if thing.annotation is not None:
            return [f"{name}: {thing.annotation}"]
        of_instance = thing.value is None or "instance-attribute" in thing.labels
        return [f"{name} = {'...' if of_instance else thing.value}"]

    def _reach(self, *expressions: griffe.Expr | str | None) -> None:
        """Keep the classes that expressions name, to be written after the public modules."""
        for expression in expressions:
            if not isinstance(expression, griffe.Expr):
                continue
            for part in expression.iterate(flat=True):
                if isinstance(part, griffe.ExprName):
                    self._keep(part.canonical_path)

    def _keep(self, path: str) -> None:
        if path.partition(".")[0] not in PACKAGES:
            return
        try:
            thing = self._tree[path]
        except KeyError:
            return
        target = final(thing)
        if isinstance(target, griffe.Class | griffe.Attribute):
            self._waiting.setdefault(target.canonical_path, target)


def final(thing: griffe.Object | griffe.Alias) -> griffe.Object:
    """Return what an import leads to, or the object itself."""
    return thing.final_target if isinstance(thing, griffe.Alias) else thing


def constructor(thing: griffe.Class) -> list[str]:
    """Return the line of the `__init__` that attrs makes of a class, which no source has."""
    kind = getattr(importlib.import_module(thing.module.path), thing.name, None)
    if kind is None or not hasattr(kind, "__attrs_attrs__"):
        return []
    own = inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = [
        parameter.replace(annotation=inspect.Parameter.empty, default=default(parameter.default))
        for parameter in inspect.signature(kind).parameters.values()
    ]
    return [f"def __init__{inspect.Signature([own, *parameters])}: ..."]


def default(value: object) -> object:
    """Return a default as a stub shows it: as it is if its repr is code, else as an ellipsis."""
    plain = value is inspect.Parameter.empty or value is None or type(value) in (bool, int, str)
    return value if plain else ...


def read(folder: Path) -> list[griffe.Module]:
    """Return the syntax tree of each stub in a folder that `write` wrote."""
    return [
        griffe.visit(
            ".".join(file.relative_to(folder).with_suffix("").parts).removesuffix(".__init__"),
            filepath=file,
            code=file.read_text("utf-8"),
        )
        for file in sorted(folder.rglob("*.pyi"))
    ]


def breakages(frozen: Path, current: Path) -> list[str]:
    """Return a sentence for each change between two folders of stubs that breaks programs."""
    new = {module.name: module for module in read(current)}
    before = read(frozen)
    sentences = changed_kinds(before, new.values())
    for old in before:
        if old.name in new:
            here = new[old.name]
            if old.name.endswith(REACHED):
                find_elsewhere(old, here, new.values())
            changes = griffe.find_breaking_changes(old, here)
            sentences += [explain(breakage) for breakage in changes]
        else:
            sentences.append(f"{old.name}: Public module was removed")
    return sentences


def find_elsewhere(
    old: griffe.Module, new: griffe.Module, modules: Iterable[griffe.Module]
) -> None:
    """Add to a module the classes that it had, and that have become names of public modules."""
    for name in old.members.keys() - new.members.keys():
        for module in modules:
            if name in module.members:
                new.set_member(name, module.members[name])


def explain(breakage: griffe.Breakage) -> str:
    """Return what has changed, by its name and not by its place in a file."""
    parameter = breakage.old_value if isinstance(breakage.old_value, griffe.Parameter) else None
    name = f"{breakage.obj.path}({parameter.name})" if parameter else breakage.obj.path
    return f"{name}: {breakage.kind.value}"


def write(folder: Path) -> None:
    """Write the stubs of the code as it is now."""
    sys.path.insert(0, str(ROOT))
    for name, text in Stubs(packages()).files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def check() -> int:
    """Print what breaks, and what to do about it."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        broken = breakages(FROZEN, Path(folder))
    for sentence in broken:
        print(sentence)
    if broken:
        print(
            f"{len(broken)} changes break programs written for the last release. Keep the old name "
            "beside the new one, with a DeprecationWarning; or, before 1.0 and with a line under "
            "Breaking in CHANGELOG.md, accept them: python scripts/public_api.py",
            file=sys.stderr,
        )
    return 1 if broken else 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            write(FROZEN)
        case ["--check"]:
            sys.exit(check())
        case _:
            sys.exit(str(__doc__).strip())
