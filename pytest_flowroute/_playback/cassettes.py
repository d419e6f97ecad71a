"""Cassettes: files in vcrpy's format, version 1, found by name and read once."""

from __future__ import annotations

import difflib
import json
from base64 import b64decode
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from .._base.http_messages import HTTPResponse
from .._base.slots import slots_of
from .recorded import RecordedInteraction, RecordedRequest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PACK: Final = Path(__file__).parents[1] / "cassettes"
DEFAULT: Final = "default"
"""The scenario of a test that names none."""
KINDS: Final[Mapping[type[Any], str]] = {dict: "an object", list: "a list", str: "a text"}
SUFFIXES: Final = (".yaml", ".yml", ".json")
LONGEST: Final = 200
"""How many bytes the name of a file or a folder may have, so that one beside it may have more."""


class UnknownScenario(LookupError):
    """There is no cassette of this name; the message suggests one."""


@dataclass(frozen=True)
class Cassette:
    """A scenario: its description, the values that a test may replace, and its interactions.

    `keep` and `slots` are those by which what a test recorded was scrubbed.
    `partial` is whether several tests recorded it, each of which plays a part.
    """

    name: str
    path: Path
    description: str
    parameters: Mapping[str, str] = field(repr=False)
    interactions: Sequence[RecordedInteraction] = field(repr=False)
    partial: bool = False
    keep: Sequence[str] = ()
    slots: Mapping[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])

    @property
    def is_own(self) -> bool:
        """Whether it is none of the package's."""
        return PACK not in self.path.parents

    @cached_property
    def prepared(self) -> dict[Any, Any]:
        """Indexes of this cassette, kept for the next player."""
        return {}


def load(path: Path, name: str | None = None) -> Cassette:
    """Return the cassette in this file; `ValueError` if it is not one."""
    return of_document(_read(path), path, name)


def of_document(content: object, path: Path, name: str | None = None) -> Cassette:
    """Return the cassette that is in a file as this value; `ValueError` if it is none."""
    document = cast("dict[str, Any]", content if isinstance(content, dict) else {})
    try:
        return _cassette(document, path, name or path.stem)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path} is no cassette in vcrpy's format: {error!r}") from error
    except ValueError as error:
        raise ValueError(f"{path} is no cassette in vcrpy's format: {error}") from error


class Library:
    """The cassettes that come with the package, and those beside the tests."""

    def __init__(self, pack: Path = PACK) -> None:
        self._pack = pack
        self._loaded: dict[Path, Cassette] = {}

    def get(self, name: str, beside: Path | None = None) -> Cassette:
        """Return the cassette of this name; those in the directory *beside* have precedence."""
        path = self.find(name, beside)
        if path is None:
            raise UnknownScenario(self._suggestion(name, beside))
        if path not in self._loaded:
            self._loaded[path] = load(path, name)
        return self._loaded[path]

    def find(self, name: str, beside: Path | None = None) -> Path | None:
        """Return the file of this scenario, or None."""
        return _found(name, self._folders(beside))

    def is_built_in(self, name: str) -> bool:
        """Whether a scenario of this name comes with the package."""
        return _found(name, [self._pack]) is not None

    def find_own(self, name: str, beside: Path) -> Path | None:
        """Return the file of this scenario beside the tests in this directory, or None."""
        return _found(name, [own_folder(beside)])

    def names(self, beside: Path | None = None) -> list[str]:
        """Return the names of all scenarios, sorted."""
        return sorted({name for folder in self._folders(beside) for name in _names(folder)})

    def forget(self, path: Path) -> None:
        """Read this file again the next time."""
        self._loaded.pop(path, None)

    def _folders(self, beside: Path | None) -> list[Path]:
        return [own_folder(beside), self._pack] if beside else [self._pack]

    def _suggestion(self, name: str, beside: Path | None) -> str:
        names = self.names(beside)
        near = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
        end = [known for known in names if known.rpartition("/")[2] == name and known not in near]
        meant = " or ".join(repr(known) for known in (near + end)[:3])
        return (
            f"there is no scenario {name!r}; "
            + (f"did you mean {meant}? " if meant else "")
            + "`flowroute cassettes list` shows them all"
            + (", and --flowroute-record=once records one of your own" if parts_of(name) else "")
        )


def parts_of(name: str) -> list[str]:
    """Return the folders and the file of a scenario; none if no file can have the name there."""
    parts = name.split("/")
    leaves = any(part in {"", ".", ".."} or not part.isprintable() for part in parts)
    longest = max(len(part.encode("utf-8", "surrogatepass")) for part in parts)
    return [] if leaves or longest > LONGEST or not {"\\", ":"}.isdisjoint(name) else parts


def _found(name: str, folders: Sequence[Path]) -> Path | None:
    parts = parts_of(name)
    if not parts:
        return None
    for folder in folders:
        for suffix in SUFFIXES:
            path = folder.joinpath(*parts[:-1], parts[-1] + suffix)
            if path.is_file():
                return path
    return None


@cache
def own_folder(beside: Path) -> Path:
    """Return where the cassettes of the tests in this directory are."""
    return beside / "cassettes" / "flowroute"


def _names(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.suffix in SUFFIXES:
            yield path.relative_to(folder).with_suffix("").as_posix()


def _read(path: Path) -> object:
    text = path.read_bytes()
    try:
        if path.suffix == ".json":
            content: object = json.loads(text)
        else:
            content = _yaml(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path} cannot be read: {error}") from error
    return content


def _yaml(text: bytes) -> object:
    try:
        from yaml import YAMLError

        from .._base.safe_yaml import parsed
    except ImportError:
        raise ModuleNotFoundError(
            "cassettes are YAML: pip install 'flowroute-ext[pytest]'"
        ) from None
    try:
        content: object = parsed(text)
    except YAMLError as error:
        raise ValueError(str(error)) from error
    return content


def _cassette(document: Mapping[str, Any], path: Path, name: str) -> Cassette:
    interactions = tuple(_interaction(row) for row in document["interactions"])
    about: dict[str, Any] = _member(document, "flowroute", dict) or {}
    parameters: dict[object, object] = _member(about, "parameters", dict) or {}
    _member(about, "slots", dict)
    keep: list[object] = _member(about, "keep", list) or []
    return Cassette(
        name,
        path,
        str(about.get("description", "")),
        {str(key): str(value) for key, value in parameters.items()},
        interactions,
        about.get("partial") is True,
        tuple(map(str, keep)),
        slots_of(about) if about.get("origin") == "recorded" else {},
    )


def _member(document: Mapping[str, Any], name: str, kind: type[Any]) -> Any:
    """Return a member of this kind; None if it is missing or null."""
    value = document.get(name)
    return None if value is None else _checked(value, name, kind)


def _checked(value: object, name: str, kind: type[Any]) -> Any:
    """Return the value of this member if it is of this kind."""
    if isinstance(value, kind):
        return value
    raise ValueError(f"{name!r} has to be {KINDS[kind]}, not of the type {type(value).__name__}")


def _interaction(row: Mapping[str, Any]) -> RecordedInteraction:
    request, response = row["request"], row["response"]
    status: Mapping[str, Any] = response["status"]
    sent = {name.lower(): value for name, value in _headers(request.get("headers"))}
    return RecordedInteraction(
        RecordedRequest(
            _checked(request["method"], "method", str).upper(),
            _checked(request["uri"], "uri", str),
            sent.get("content-type", ""),
            _body(request.get("body")),
        ),
        HTTPResponse(
            int(status["code"]),
            str(status.get("message") or ""),
            tuple(_headers(response.get("headers"))),
            _body(response.get("body")),
        ),
    )


def _headers(headers: Mapping[str, str | list[str]] | None) -> Iterator[tuple[str, str]]:
    for name, values in (headers or {}).items():
        for value in [values] if isinstance(values, str) else values:
            yield name, value


def _body(body: object) -> bytes:
    if isinstance(body, dict):
        inner = cast("dict[str, object]", body)
        if "base64_string" in inner:
            return b64decode(str(inner["base64_string"]))
        body = inner.get("string")
    if isinstance(body, str):
        return body.encode("utf-8", "surrogatepass")
    return body if isinstance(body, bytes) else b""
