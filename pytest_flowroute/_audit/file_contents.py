"""The contents of a cassette file, and what is written beside them: comments, anchors and tags.

What a reader of the YAML never sees may be personal as well: a member that is given twice and
lost, a comment, the name of an anchor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import yaml

from .._base.safe_yaml import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

ANCHOR: Final = re.compile(r"id[0-9]{1,6}")
TAGS: Final = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "map", "seq"))
"""The tags whose value has all of the text: that of ``!!null Ada`` is null."""


@dataclass(slots=True)
class FileContents:
    """The value of a file, its comments, and what is wrong with how it is written."""

    value: Any = None
    comments: list[str] = field(default_factory=list[str])
    problems: list[str] = field(default_factory=list[str])


def contents(text: str) -> FileContents:
    """Return the contents of a YAML text; a text that cannot be read has a problem and no value."""
    file_contents = FileContents()
    try:
        file_contents.value = parsed(text)
        file_contents.problems += _written(text)
        file_contents.comments += _comments(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark else ""
        file_contents.problems = [f"not YAML that can be read safely{where}"]
        file_contents.value = None
    return file_contents


def _written(text: str) -> Iterator[str]:
    """Yield what is wrong with how the file is written."""
    loading: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for event in yaml.parse(text, Loader=loading):
        line = _line(event)
        anchor = getattr(event, "anchor", None)
        if anchor is not None and not ANCHOR.fullmatch(anchor):
            yield f"line {line}: an anchor with a name of its own"
        tag = getattr(event, "tag", None)
        if tag is not None and tag not in TAGS and not isinstance(event, yaml.DocumentStartEvent):
            yield f"line {line}: a tag"
        if isinstance(event, yaml.DocumentStartEvent) and event.tags:
            yield f"line {line}: a directive"
    yield from _repeated(yaml.compose(text, Loader=loading))


def _repeated(root: yaml.Node | None) -> Iterator[str]:
    """Yield the members that are given twice: a reader finds one of them only."""
    pending, seen = [root], set[int]()
    while pending:
        node = pending.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
            if "<<" in names:
                yield f"line {_line(node)}: a merge of members"
            if len(names) != len(set(names)):
                yield f"line {_line(node)}: a member is given twice"
            pending += [child for pair in node.value for child in pair]
        elif isinstance(node, yaml.SequenceNode):
            pending += node.value


def _line(place: yaml.Event | yaml.Node) -> int:
    return place.start_mark.line + 1 if place.start_mark else 0


def _comments(text: str) -> Iterator[str]:
    """Yield the comments, which are between the tokens."""
    end = 0
    loading: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for token in yaml.scan(text, Loader=loading) if "#" in text else ():
        yield from _comment(text[end : token.start_mark.index])
        end = max(end, token.end_mark.index)
        if isinstance(token, yaml.ScalarToken) and token.style in {"|", ">"}:
            yield from _comment(text[token.start_mark.index : end].partition("\n")[0])
    yield from _comment(text[end:])


def _comment(gap: str) -> Iterator[str]:
    if "#" in gap:
        lines = gap.partition("#")[2].split("\n")
        yield " ".join(" ".join(line.strip().lstrip("#") for line in lines).split())
