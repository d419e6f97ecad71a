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
TEXT: Final = "tag:yaml.org,2002:str"
LIST: Final = "tag:yaml.org,2002:seq"
OBJECT: Final = "tag:yaml.org,2002:map"
WRONG_VALUE: Final = (ValueError, KeyError, AttributeError, TypeError)
"""What PyYAML raises for the 99th of a month, ``!!bool maybe``, ``!!timestamp x`` and the like."""
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
        plain = "*" not in text
        if not plain or len(text) > SMALL or sum(map(text.count, OPENING)) > DEEPEST:
            _check(text, loading)
        loader = loading(text)
        try:
            if not plain:
                return loader.get_single_data()
            node = loader.get_single_node()
            return None if node is None else _value(loader, node)
        finally:
            loader.dispose()
    except RecursionError:  # nested keys
        raise yaml.YAMLError("nested too deeply") from None
    except WRONG_VALUE as error:
        name = type(error).__name__
        raise yaml.YAMLError(f"a value is not of the kind of its tag: {name}") from None


def _value(loader: Any, node: yaml.Node) -> Any:
    """Return the value of a node without aliases: as *loader* does, which is slow for texts."""
    if node.tag == TEXT and isinstance(node, yaml.ScalarNode):
        return node.value
    if node.tag == LIST and isinstance(node, yaml.SequenceNode):
        return [_value(loader, item) for item in node.value]
    if node.tag == OBJECT and isinstance(node, yaml.MappingNode) and _has_names(node):
        return {key.value: _value(loader, value) for key, value in node.value}
    return loader.construct_object(node, deep=True)


def _has_names(node: yaml.MappingNode) -> bool:
    return all(key.tag == TEXT and isinstance(key, yaml.ScalarNode) for key, _ in node.value)


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
