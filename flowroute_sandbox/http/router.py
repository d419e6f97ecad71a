"""Routing: the handler for a method and a path."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar
from urllib.parse import unquote

from flowroute_sandbox.http.errors import METHOD_NOT_ALLOWED, NO_SUCH_URL, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import ModuleType

    from flowroute_sandbox.http.messages import Response

C = TypeVar("C")

UNKNOWN = "unknown"
"""The operation of requests that match no endpoint."""


@dataclass(frozen=True, slots=True)
class Endpoint(Generic[C]):
    """The handler of one operation, with the method and paths it is for."""

    method: str
    paths: tuple[str, ...]
    operation: str
    handler: Callable[[C], Response]


class Match(NamedTuple, Generic[C]):
    """The endpoint for a request, and the decoded parameters of its path."""

    endpoint: Endpoint[C]
    path: dict[str, str]


def route(method: str, *paths: str) -> Callable[[Callable[[C], Response]], Endpoint[C]]:
    """Return a decorator that makes an endpoint of a function, which names the operation."""

    def endpoint(handler: Callable[[C], Response]) -> Endpoint[C]:
        return Endpoint(method, paths, handler.__name__, handler)

    return endpoint


def endpoints(*modules: ModuleType) -> list[Endpoint[Any]]:
    """Return the endpoints that `modules` define."""
    return [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, Endpoint)
    ]


@dataclass(slots=True)
class _Node(Generic[C]):
    """The segments that can follow in a path, and the endpoints of a path that ends here."""

    fixed: dict[str, _Node[C]] = field(default_factory=dict[str, Any])
    variable: _Node[C] | None = None
    methods: dict[str, tuple[Endpoint[C], tuple[str, ...]]] = field(default_factory=dict[str, Any])


class Router(Generic[C]):
    """A tree of paths, segment by segment.

    A parameter of `choices` matches those words only, and a word has precedence over a parameter
    that matches anything: /messages/sms_callback is no /messages/{message_id}.
    """

    def __init__(
        self, endpoints: Iterable[Endpoint[C]], choices: Mapping[str, Iterable[str]]
    ) -> None:
        self._root = _Node[C]()
        for endpoint in endpoints:
            for path in endpoint.paths:
                self._add(endpoint, path, choices)

    def _add(self, endpoint: Endpoint[C], path: str, choices: Mapping[str, Iterable[str]]) -> None:
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
                    node.variable = node = node.variable or _Node[C]()
                else:
                    node = node.fixed.setdefault(word, _Node[C]())
            node.methods[endpoint.method] = (endpoint, names)

    def match(self, method: str, path: str) -> Match[C]:
        """Return the endpoint for a request, or one that refuses it with 404 or 405.

        One trailing slash is tolerated.
        """
        words = path.removesuffix("/").split("/")
        if words[0] or len(words) < 2:
            return _refused(method, Refused(NO_SUCH_URL))
        words = [unquote(word) for word in words[1:]] if "%" in path else words[1:]
        node = self._root
        for word in words:
            following = node.fixed.get(word) or (node.variable if word else None)
            if following is None:
                return _refused(method, Refused(NO_SUCH_URL))
            node = following
        if not node.methods:
            return _refused(method, Refused(NO_SUCH_URL))
        # Assumed: head-and-options
        if method not in node.methods:
            allowed = {"allow": ", ".join(sorted(node.methods))}
            return _refused(method, Refused(METHOD_NOT_ALLOWED, allowed))
        endpoint, names = node.methods[method]
        variables = {name: word for name, word in zip(names, words, strict=True) if name}
        return Match(endpoint, variables)


def _refused(method: str, refused: Refused) -> Match[Any]:
    def handler(_: object) -> Response:
        raise refused

    return Match(Endpoint(method, (), UNKNOWN, handler), {})
