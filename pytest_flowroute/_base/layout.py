"""Reading and writing of cassette files, laid out to be read in a review.

The format is vcrpy's, version 1. What this project adds is under the key `flowroute`, which
other tools ignore. (vcrpy's own `metadata` stops pytest-recording 0.14.1.)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from .json_text import dumps, loads
from .safe_yaml import parsed
from .slots import slots_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ORDER = ("errors", "data", "included", "type", "id", "to", "from", "body", "attributes")
LAST = ("relationships", "links")


@dataclass(frozen=True, slots=True)
class Interaction:
    """One request and its response, bodies as text."""

    method: str
    uri: str
    request_body: str
    status: int
    reason: str
    response_body: str
    request_headers: Mapping[str, Sequence[str]] = field(default_factory=dict[str, list[str]])
    response_headers: Mapping[str, Sequence[str]] = field(default_factory=dict[str, list[str]])


@dataclass(frozen=True, slots=True)
class CassetteFile:
    """The contents of a cassette file. `parameters` are the values that a test may replace.

    `keep` are the paths of values that were kept in it by name, and `slots` the sizes and the keys
    by which the others were made up. `partial` is whether several tests recorded it, each of which
    plays a part.
    """

    description: str
    origin: str
    openapi: str
    interactions: Sequence[Interaction]
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])
    keep: Sequence[str] = ()
    slots: Mapping[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    partial: bool = False


def render(cassette: CassetteFile) -> str:
    """Return the text of the cassette file. Equal contents give the same text."""
    about: dict[str, object] = {
        "description": cassette.description,
        "origin": cassette.origin,
        "openapi": cassette.openapi,
    }
    if cassette.parameters:
        about["parameters"] = dict(cassette.parameters)
    if cassette.keep:
        about["keep"] = list(cassette.keep)
    if cassette.slots:
        about["slots"] = {name: f"{size}/{key}" for name, (size, key) in cassette.slots.items()}
    if cassette.partial:
        about["partial"] = True
    document = {
        "version": 1,
        "flowroute": about,
        "interactions": [row(interaction) for interaction in cassette.interactions],
    }
    text = yaml.dump(
        document,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=10_000,
    )
    printable = "".join(
        character if character.isprintable() else " " for character in cassette.description
    )
    return f"# {' '.join(printable.split())}\n{text}"


def laid_out(body: str) -> str:
    """Return a JSON body with an indent and its members in a fixed order; any other as it is."""
    try:
        document = loads(body)
    except ValueError:
        return body
    return dumps(document, indent=2, order=_rank)


def _rank(key: str) -> tuple[int, str]:
    if key in ORDER:
        return ORDER.index(key), key
    return len(ORDER) + (1 + LAST.index(key) if key in LAST else 0), key


def row(interaction: Interaction) -> dict[str, object]:
    """Return the value that a cassette file has for this interaction."""
    return {
        "request": {
            "method": interaction.method,
            "uri": interaction.uri,
            "headers": _headers(interaction.request_headers),
            "body": laid_out(interaction.request_body) or None,
        },
        "response": {
            "status": {"code": interaction.status, "message": interaction.reason},
            "headers": _headers(interaction.response_headers),
            "body": {"string": laid_out(interaction.response_body)},
        },
    }


def _headers(headers: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {name.lower(): list(headers[name]) for name in sorted(headers, key=str.lower)}


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _text(_: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return yaml.ScalarNode("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def read(text: str) -> CassetteFile:
    """Return the contents of a cassette file; raise ValueError for any other text."""
    try:
        document = parsed(text)
        about: dict[str, Any] = document.get("flowroute") or {}
        return CassetteFile(
            str(about.get("description", "")),
            str(about.get("origin", "")),
            str(about.get("openapi", "")),
            [_read(interaction) for interaction in document["interactions"]],
            dict(about.get("parameters") or {}),
            tuple(map(str, about.get("keep") or ())),
            slots_of(about),
            about.get("partial") is True,
        )
    except (AttributeError, KeyError, TypeError, yaml.YAMLError) as error:
        raise ValueError(f"not a cassette of vcrpy's format, version 1: {error!r}") from error


def _read(interaction: Any) -> Interaction:
    request, response = interaction["request"], interaction["response"]
    return Interaction(
        method=request["method"],
        uri=request["uri"],
        request_headers=request.get("headers") or {},
        request_body=request.get("body") or "",
        status=response["status"]["code"],
        reason=response["status"].get("message") or "",
        response_headers=response.get("headers") or {},
        response_body=response["body"].get("string") or "",
    )
