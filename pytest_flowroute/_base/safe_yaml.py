"""Reading of YAML from an unknown author: with bounds on its depth and on what aliases repeat.

libyaml nests as deep as the text does, until the process ends; and a few lines of aliases of
aliases stand for more nodes than fit into memory. The text is read as a stream of events first,
if it could be one of these.
"""

from __future__ import annotations

from typing import Any, Final

import yaml

DEEPEST: Final = 200
MOST: Final = 200_000
"""How many nodes a file may have, those that its aliases stand for included."""
OPENING: Final = ("[", "{", "- ", "? ", "-\n", "?\n", "-\t", "?\t")
"""What opens a list or an object, but for an indent."""
SMALL: Final = 100_000
"""A text of fewer letters is nested by its indent no deeper than a few hundred."""


def parsed(text: str | bytes) -> Any:
    """Return the value of a YAML text; raise yaml.YAMLError for any other, and beyond bounds."""
    if isinstance(text, bytes):
        text = text.decode("utf-8-sig", "replace")
    loading: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if "*" in text or len(text) > SMALL or sum(map(text.count, OPENING)) > DEEPEST:
            _check(text, loading)
        loader = loading(text)
        try:
            return loader.get_single_data()
        finally:
            loader.dispose()
    except (RecursionError, ValueError) as error:  # nested keys; a year or a number out of range
        raise yaml.YAMLError(f"cannot be read: {error}") from None


def _check(text: str, loading: type[yaml.SafeLoader]) -> None:
    """Raise yaml.YAMLError if the text is nested too deeply, or stands for too many nodes."""
    depth = total = 0
    sizes: dict[str, int] = {}
    anchors: list[tuple[str | None, int]] = []
    for event in yaml.parse(text, Loader=loading):
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            name, before = anchors.pop()
            if name is not None:
                sizes[name] = total - before
            continue
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                raise yaml.YAMLError(
                    f"the alias at line {_line(event)} is inside of what it repeats"
                )
            total += sizes[event.anchor]
        elif isinstance(event, yaml.ScalarEvent):
            total += 1
            if event.anchor is not None:
                sizes[event.anchor] = 1
        elif isinstance(event, yaml.CollectionStartEvent):
            depth, total = depth + 1, total + 1
            anchors.append((event.anchor, total - 1))
            sizes.pop(event.anchor or "", None)
        if depth > DEEPEST:
            raise yaml.YAMLError(f"nested deeper than {DEEPEST} at line {_line(event)}")
        if total > MOST:
            raise yaml.YAMLError(f"stands for more than {MOST} nodes at line {_line(event)}")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
