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
    before, after = {each.name: each for each in old}, {each.name: each for each in new}
    bases_before, bases_after = bases(before.values()), bases(after.values())
    sentences: list[str] = []
    for name in before.keys() & after.keys():
        for one, other in pairs(before[name], after[name]):
            if isinstance(one, griffe.Function):
                sentences += [
                    f"{one.path}: {'Is no longer' if kind in one.labels else 'Is now'} {kind}"
                    for kind in KINDS
                    if (kind in one.labels) != (kind in other.labels)
                ]
            elif isinstance(one, griffe.Class):
                found = ancestors(other.name, bases_after)
                lost = ancestors(one.name, bases_before) - found
                if all(each in bases_after or hasattr(builtins, each) for each in found):
                    sentences += [f"{one.path}: Is no longer a {each}" for each in sorted(lost)]
    return sorted(sentences)


def pairs(
    old: griffe.Module | griffe.Class, new: griffe.Module | griffe.Class
) -> Iterator[tuple[griffe.Object, griffe.Object]]:
    """Yield each object that both have, with what it has become."""
    for name, one in old.members.items():
        other = new.members.get(name)
        if isinstance(one, griffe.Object) and isinstance(other, griffe.Object):
            if one.kind is other.kind:
                yield one, other
            if isinstance(one, griffe.Class) and isinstance(other, griffe.Class):
                yield from pairs(one, other)


def bases(modules: Iterable[griffe.Module]) -> dict[str, set[str]]:
    """Return the names of the bases of each class."""
    found: dict[str, set[str]] = {}
    for module in modules:
        for name, member in module.members.items():
            if isinstance(member, griffe.Class):
                named = {str(base).partition("[")[0] for base in member.bases}
                found.setdefault(name, set()).update(named)
    return found


def ancestors(name: str, of: dict[str, set[str]]) -> set[str]:
    """Return the names of all bases of a class, as far as the stubs show them."""
    found: set[str] = set()
    waiting = list(of.get(name, ()))
    while waiting:
        base = waiting.pop()
        if base not in found:
            found.add(base)
            waiting += of.get(base, ())
    return found
