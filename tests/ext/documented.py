"""Documented responses: to any request, the first example of its success."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ext.server import Asked, Reply, document
from openapi.document import COMPONENTS, EXAMPLES, operations, ref_name


class Success(NamedTuple):
    """A documented success: its status and the examples of its body, by their names."""

    status: int
    bodies: dict[str, Any]


def _successes() -> Iterator[tuple[str, Success]]:
    for name, operation in operations().items():
        status, response = min(operation.body["responses"].items())
        content = COMPONENTS["responses"][ref_name(response)].get("content", {})
        names = [name for media in content.values() for name in media["examples"]]
        yield name, Success(int(status), {name: EXAMPLES[name]["value"] for name in names})


def _place(path: str) -> re.Pattern[str]:
    """The paths that a path with placeholders matches."""
    callbacks = path.replace("{callback_type}", r"\w+_callback")
    return re.compile(re.sub(r"\{\w+\}", ANYTHING, callbacks))


ANYTHING = "[^/]+"
SUCCESSES = dict(_successes())
PLACES = {
    name: (operation.method.upper(), _place(operation.path))
    for name, operation in operations().items()
}


def operation_of(asked: Asked) -> str:
    """The operation of a request; if several match, the most specific one."""
    fitting = {
        name: path.pattern.count(ANYTHING)
        for name, (method, path) in PLACES.items()
        if method == asked.method and path.fullmatch(asked.path)
    }
    return min(fitting, key=lambda name: fitting[name])


def usual(asked: Asked) -> Reply:
    """The documented response to a request."""
    success = SUCCESSES[operation_of(asked)]
    return document(success.status, next(iter(success.bodies.values()), None))
