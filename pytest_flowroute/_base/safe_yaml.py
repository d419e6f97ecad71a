"""Reading of YAML from an unknown author: with bounds on its depth and on what aliases repeat.

libyaml nests as deep as the text does, until the process ends; and a few lines of aliases of
aliases stand for more nodes than fit into memory. So the value is made of the stream of events,
without the nodes that PyYAML makes of it first. A text with aliases and the like is read as a
stream once, within the same bounds, and then by PyYAML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import yaml
from yaml import ScalarEvent

if TYPE_CHECKING:
    from collections.abc import Callable

DEEPEST: Final = 200
MOST: Final = 200_000
"""How many nodes a file may have, those that its aliases stand for included."""
TEXT: Final = "tag:yaml.org,2002:str"
UNUSUAL_TAGS: Final = frozenset({"!", "tag:yaml.org,2002:merge", "tag:yaml.org,2002:value"})
"""Those of which the value depends on what is around them."""
WRONG_VALUE: Final = (ValueError, KeyError, AttributeError, TypeError)
"""What PyYAML raises for the 99th of a month, ``!!bool maybe``, ``!!timestamp x`` and the like."""

_Collection: TypeAlias = "dict[str, Any] | list[Any]"


class _Unusual(Exception):
    """The text has what `_Reader` leaves to PyYAML."""


def parsed(text: str | bytes) -> Any:
    """Return the value of a YAML text; raise yaml.YAMLError for any other, and beyond bounds."""
    if isinstance(text, bytes):
        text = text.decode("utf-8-sig", "replace")
    loading: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        try:
            return _Reader(loading(text)).value()
        except _Unusual:
            _check(text, loading)
            loader = loading(text)
            try:
                return loader.get_single_data()
            finally:
                loader.dispose()
    except RecursionError:  # nested keys
        raise yaml.YAMLError("nested too deeply") from None
    except WRONG_VALUE as error:
        name = type(error).__name__
        raise yaml.YAMLError(f"a value is not of the kind of its tag: {name}") from None


class _Reader:
    """Makes the value of a text of its events; `_Unusual` if it has more than a cassette has."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader
        self._plain: dict[str, Any] = {}

    def value(self) -> Any:
        """Return the value of the only document; None if there is none."""
        next_event = self._loader.get_event
        try:
            next_event()
            if isinstance(next_event(), yaml.StreamEndEvent):
                return None
            value = self._document(next_event)
            next_event()
            if not isinstance(next_event(), yaml.StreamEndEvent):
                raise _Unusual
            return value
        finally:
            self._loader.dispose()

    def _document(self, next_event: Callable[[], Any]) -> Any:
        document: list[Any] = []
        around: list[_Collection] = []
        inner: _Collection = document
        key: str | None = None
        plain = self._plain
        value: Any
        total = 0
        while not document or around:
            event = next_event()
            opened = None
            if type(event) is ScalarEvent:
                value = event.value
                if event.tag is not None or event.anchor is not None:
                    value = self._scalar(event)
                elif event.implicit[0]:
                    value = plain[value] if value in plain else self._scalar(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                inner = around.pop()
                continue
            else:
                value = opened = _collection(event)
            if isinstance(inner, list):
                inner.append(value)
            elif key is not None:
                inner[key] = value
                key = None
            elif isinstance(value, str):
                key = value
            else:
                raise _Unusual
            if opened is not None:
                around.append(inner)
                inner = opened
            total += 1
            if total > MOST or len(around) > DEEPEST:
                raise _too_much(len(around), event)
        return document[0]

    def _scalar(self, event: Any) -> Any:
        """Return the value of a scalar that has a tag, or is written without quotes."""
        text: str = event.value
        tag = event.tag or self._loader.resolve(yaml.ScalarNode, text, event.implicit)
        if event.anchor is not None or tag in UNUSUAL_TAGS:
            raise _Unusual
        value: Any = text
        if tag != TEXT:
            node = yaml.ScalarNode(tag, text, event.start_mark, event.end_mark)
            value = self._loader.construct_object(node, deep=True)
        if event.tag is None:
            self._plain[text] = value
        return value


def _collection(event: Any) -> _Collection:
    """Return what begins with an event, empty; `_Unusual` for an alias and what one may repeat."""
    if event.anchor is not None or event.tag is not None:
        raise _Unusual
    return {} if isinstance(event, yaml.MappingStartEvent) else []


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
        if total > MOST or depth > DEEPEST:
            raise _too_much(depth, event)


def _too_much(depth: int, event: yaml.Event) -> yaml.YAMLError:
    much = (
        f"nested deeper than {DEEPEST}" if depth > DEEPEST else f"stands for more than {MOST} nodes"
    )
    return yaml.YAMLError(f"{much} at line {_line(event)}")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
