"""What the OpenAPI document vouches for, as the checker reads it. Pure.

This reads the same files as the scrubber, which `scripts/condense.py` writes from the document, by
its own code. A check returns whether a value is harmless; `plain` says so of values inside of a
sentence.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

BELOW_ERRORS: Final = re.compile(r"errors\.detail(?:\.|$)")
LONGEST: Final = 400
MOST_DIGITS: Final = 6
"""A list of counts with more of them could be a number."""


class Vouched:
    """The members of one body: of a request, or of a response of an operation."""

    def __init__(self, schemas: Iterable[str]) -> None:
        self._rules: dict[str, set[str]] = defaultdict(set)
        for schema in schemas:
            for path, rules in _public()["bodies"][schema].items():
                self._rules[path].update(rules)

    def has(self, path: str, name: str) -> bool:
        """Whether the document has a member of this name, or it is a place in a list of errors.

        *path* ends with the name, which may have dots as well. Places with more digits than a
        list of counts may have could be a number.
        """
        if name in member_names():
            return True
        places = re.findall(r"(?<=\.)[0-9]{1,3}(?=\.|$)", path)
        few = sum(map(len, places)) <= MOST_DIGITS
        inside = path.removesuffix(f".{name}")
        return bool(few and BELOW_ERRORS.match(inside) and re.fullmatch("[0-9]{1,3}", name))

    def allows(self, path: str, text: str, plain: Callable[[str], bool]) -> bool:
        """Whether the document vouches for this value there."""
        rules = {"@sentence"} if BELOW_ERRORS.match(path) else self._rules.get(path, set[str]())
        return allowed(rules, text, plain)


def allowed(rules: Iterable[str], text: str, plain: Callable[[str], bool]) -> bool:
    """Whether one of these rules allows a text."""
    if len(text) > LONGEST:
        return False
    return any(_allows(rule, text, plain) for rule in rules)


def bodies(method: str, path: str) -> tuple[Vouched, Vouched]:
    """Return what is known of the request and the responses of an operation."""
    matching = [
        row for shape, row in _operations().get(method.upper(), ()) if shape.fullmatch(path)
    ]
    if not matching:
        return Vouched(()), Vouched(())
    row = matching[0]
    answers = {schema for schema in row["responses"].values() if schema} | {"ErrorDocument"}
    return Vouched([row["request"]] if row["request"] else []), Vouched(answers)


def of_parameter(name: str) -> Sequence[str] | None:
    """Return the rules of a parameter of a query, or None if no operation has it."""
    rules: Sequence[str] | None = _public()["parameters"].get(name)
    return rules


@cache
def segments() -> frozenset[str]:
    """Return what paths consist of beside ids."""
    paths = [str(row["path"]) for row in _document()["operations"].values()]
    fixed = {part for path in paths for part in path.split("/")}
    names = ("version", "callback_type")
    listed = {value for name in names for value in _public()["parameters"][name]}
    extra = set(_public()["forms"]["path"]["values"]) | {"0"}
    return frozenset({part for part in fixed if not part.startswith("{")} | listed | extra)


@cache
def member_names() -> frozenset[str]:
    """Return the names of all members and parameters."""
    names = {"_schema", *_public()["parameters"]}
    for rules in _public()["bodies"].values():
        for path in rules:
            names.update(path.split("."))
    return frozenset(names)


def _allows(rule: str, text: str, plain: Callable[[str], bool]) -> bool:
    if not rule.startswith("@"):
        return rule == text
    form: Mapping[str, Any] = _public()["forms"][rule.removeprefix("@")]
    if "sentences" in form:
        return not text or any(_says(sentence, text, plain) for sentence in form["sentences"])
    if "pattern" in form:
        return re.fullmatch(form["pattern"], text) is not None
    return text in form["values"]


def _says(sentence: str, text: str, plain: Callable[[str], bool]) -> bool:
    """Whether a text is this sentence, with harmless values where it has `{}`."""
    first, *others = sentence.split("{}")
    if not others or not text.startswith(first):
        return text == sentence
    rest = text.removeprefix(first)
    for between in others[:-1]:
        value, separator, rest = rest.partition(between)
        if not separator or not _harmless(value, plain):
            return False
    end = others[-1]
    return rest.endswith(end) and _harmless(rest[: len(rest) - len(end)], plain)


def _harmless(values: str, plain: Callable[[str], bool]) -> bool:
    listed = values.split(", ")
    counts = [value for value in listed if re.fullmatch("[0-9]{1,3}", value)]
    few = sum(map(len, counts)) <= MOST_DIGITS
    return few and all(value in counts or plain(value) for value in listed)


@cache
def _operations() -> Mapping[str, list[tuple[re.Pattern[str], Mapping[str, Any]]]]:
    """Return the operations by their method, those with the fewest open segments first."""
    rows_by_method: dict[str, list[tuple[re.Pattern[str], Mapping[str, Any]]]] = defaultdict(list)
    for row in sorted(_document()["operations"].values(), key=lambda row: row["path"].count("{")):
        parts = re.split(r"(\{\w+\})", row["path"])
        pattern = "".join(
            _open(part) if part.startswith("{") else re.escape(part) for part in parts
        )
        rows_by_method[row["method"]].append((re.compile(pattern), row))
    for rows in rows_by_method.values():
        rows.sort(key=lambda pair: pair[0].pattern.count("[^/]+"))
    return rows_by_method


def _open(part: str) -> str:
    listed = [rule for rule in of_parameter(part.strip("{}")) or () if not rule.startswith("@")]
    return f"(?:{'|'.join(map(re.escape, listed))})" if listed else "[^/]+"


@cache
def _document() -> Mapping[str, Any]:
    return _loaded("openapi.json")


@cache
def _public() -> Mapping[str, Any]:
    return _loaded("public.json")


def _loaded(name: str) -> Mapping[str, Any]:
    text = files("pytest_flowroute").joinpath(name).read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document
