"""What griffe does not name: methods that become async or static, and errors with other bases."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

import griffe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KINDS = ("async", "classmethod", "staticmethod")


def changed_kinds(old: Iterable[griffe.Module], new: Iterable[griffe.Module]) -> list[str]:
    """Return a sentence for each of these changes between two sets of stubs."""
    before, after = {module.name: module for module in old}, {module.name: module for module in new}
    bases_before, bases_after = bases(before.values()), bases(after.values())
    sentences: list[str] = []
    for name in before.keys() & after.keys():
        for was, now in pairs(before[name], after[name]):
            if isinstance(was, griffe.Function):
                sentences += [
                    f"{was.path}: {'Is no longer' if kind in was.labels else 'Is now'} {kind}"
                    for kind in KINDS
                    if (kind in was.labels) != (kind in now.labels)
                ]
            elif isinstance(was, griffe.Class):
                current = ancestors(now.name, bases_after)
                lost = ancestors(was.name, bases_before) - current
                if all(base in bases_after or hasattr(builtins, base) for base in current):
                    sentences += [f"{was.path}: Is no longer a {base}" for base in sorted(lost)]
    return sorted(sentences)


def pairs(
    old: griffe.Module | griffe.Class, new: griffe.Module | griffe.Class
) -> Iterator[tuple[griffe.Object, griffe.Object]]:
    """Yield each object that both have, with what it has become."""
    for name, member in old.members.items():
        other = new.members.get(name)
        if isinstance(member, griffe.Object) and isinstance(other, griffe.Object):
            if member.kind is other.kind:
                yield member, other
            if isinstance(member, griffe.Class) and isinstance(other, griffe.Class):
                yield from pairs(member, other)


def bases(modules: Iterable[griffe.Module]) -> dict[str, set[str]]:
    """Return the names of the bases of each class."""
    names: dict[str, set[str]] = {}
    for module in modules:
        for name, member in module.members.items():
            if isinstance(member, griffe.Class):
                named = {str(base).partition("[")[0] for base in member.bases}
                names.setdefault(name, set()).update(named)
    return names


def ancestors(name: str, of: dict[str, set[str]]) -> set[str]:
    """Return the names of all bases of a class, as far as the stubs show them."""
    names: set[str] = set()
    waiting = list(of.get(name, ()))
    while waiting:
        base = waiting.pop()
        if base not in names:
            names.add(base)
            waiting += of.get(base, ())
    return names
