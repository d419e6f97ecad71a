"""Which function answers which request."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote

from flowroute_sandbox.http.errors import METHOD_NOT_ALLOWED, NO_SUCH_URL, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import ModuleType

    from flowroute_sandbox.api.call import Call
    from flowroute_sandbox.http.messages import Response

Answer: TypeAlias = "Callable[[Call], Response]"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A function that answers one operation, and the method and paths it answers on."""

    method: str
    paths: tuple[str, ...]
    operation: str
    answer: Answer


def route(method: str, *paths: str) -> Callable[[Answer], Endpoint]:
    """Make an endpoint of a function; the function's name is the name of the operation."""

    def endpoint(answer: Answer) -> Endpoint:
        return Endpoint(method, paths, answer.__name__, answer)

    return endpoint


def endpoints(*modules: ModuleType) -> list[Endpoint]:
    """Return the endpoints that stand in `modules`."""
    return [value for module in modules for value in vars(module).values() if _is_endpoint(value)]


def _is_endpoint(value: object) -> bool:
    return isinstance(value, Endpoint)


@dataclass(slots=True)
class _Node:
    """What can follow in a path, and what answers when nothing does."""

    fixed: dict[str, _Node] = field(default_factory=dict[str, "_Node"])
    variable: _Node | None = None
    methods: dict[str, tuple[Endpoint, tuple[str, ...]]] = field(
        default_factory=dict[str, tuple[Endpoint, tuple[str, ...]]]
    )


class Router:
    """A tree of paths, segment by segment.

    A parameter of `choices` stands for those words only, and a word wins over a parameter that
    takes anything: that is how /messages/sms_callback is told from /messages/mdr2-….
    """

    def __init__(self, endpoints: Iterable[Endpoint], choices: Mapping[str, Iterable[str]]) -> None:
        self._root = _Node()
        for endpoint in endpoints:
            for path in endpoint.paths:
                self._add(endpoint, path, choices)

    def _add(self, endpoint: Endpoint, path: str, choices: Mapping[str, Iterable[str]]) -> None:
        segments = path.strip("/").split("/")
        options = [
            choices.get(segment[1:-1], (None,)) if segment.startswith("{") else (segment,)
            for segment in segments
        ]
        names = tuple(segment[1:-1] if segment.startswith("{") else "" for segment in segments)
        for words in product(*options):
            node = self._root
            for word in words:
                if word is None:
                    node.variable = node = node.variable or _Node()
                else:
                    node = node.fixed.setdefault(word, _Node())
            node.methods[endpoint.method] = (endpoint, names)

    def match(self, method: str, path: str) -> tuple[Endpoint, dict[str, str]]:
        """Return the endpoint for a request and the decoded parameters of its path.

        One trailing slash is tolerated. Ends the request with 404 or 405.
        """
        words = path.removesuffix("/").split("/")
        if words[0] or len(words) < 2:
            raise Refused(NO_SUCH_URL)
        words = [unquote(word) for word in words[1:]] if "%" in path else words[1:]
        node = self._root
        for word in words:
            following = node.fixed.get(word) or (node.variable if word else None)
            if following is None:
                raise Refused(NO_SUCH_URL)
            node = following
        if not node.methods:
            raise Refused(NO_SUCH_URL)
        # Assumed: head-and-options
        if method not in node.methods:
            raise Refused(METHOD_NOT_ALLOWED, {"allow": ", ".join(sorted(node.methods))})
        endpoint, names = node.methods[method]
        return endpoint, {name: word for name, word in zip(names, words, strict=True) if name}
