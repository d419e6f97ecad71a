"""The values that are harmless by the OpenAPI document, which recordings keep. Pure.

The document has it as `x-public` (`scripts/condense.py` writes public.json from it): of each body
the paths, and at each the texts and the forms of values that are kept. Nothing else
is known to be harmless.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from .._base.operations import find, operations

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LONGEST: Final = 400
"""A longer text is never one of the document's."""
MOST_DIGITS: Final = 6
"""A list of counts with more digits could be a number."""
ERRORS: Final = "errors.detail"
SENTENCE: Final = "@sentence"


@dataclass(frozen=True, slots=True)
class BodyRules:
    """What is known of a body: by path, the texts and forms of its public values."""

    paths: Mapping[str, Sequence[str]]

    def knows(self, parent: str, name: str) -> bool:
        """Whether the document has a member of this name, here or elsewhere.

        Below errors it is a place in a list; several such places could be a number.
        """
        if name in _names():
            return True
        places = [*filter(_is_count, parent.split(".")), name]
        return _in_errors(parent) and _is_count(name) and sum(map(len, places)) <= MOST_DIGITS

    def public(self, path: str, text: str, made_up: Callable[[str], str]) -> str | None:
        """Return the text if it is public there, values in a sentence made up; None if not."""
        rules: Sequence[str] = (SENTENCE,) if _in_errors(path) else self.paths.get(path, ())
        return kept(rules, text, made_up)


NOTHING: Final = BodyRules({})


def kept(rules: Sequence[str], text: str, made_up: Callable[[str], str]) -> str | None:
    """Return a text that these rules keep, values in a sentence made up; None if none does."""
    if len(text) > LONGEST:
        return None
    for rule in rules:
        if rule == SENTENCE:
            sentence = _sentence(text, made_up)
            if sentence is not None:
                return sentence
        elif text == rule or (rule.startswith("@") and _is_of_form(rule[1:], text)):
            return text
    return None


def rules_of(method: str, uri: str) -> tuple[BodyRules, BodyRules]:
    """Return the rules of the request and of the responses of the operation at this URL."""
    try:
        operation = find(method, uri)
    except ValueError:
        return NOTHING, NOTHING
    return _rules(operation.id) if operation else (NOTHING, NOTHING)


def parameter(name: str) -> Sequence[str] | None:
    """Return the rules of a parameter; None for one that the document does not have."""
    rules: Sequence[str] | None = _document()["parameters"].get(name)
    return rules


@cache
def words_of_paths() -> frozenset[str]:
    """Return the segments of the document's paths that are the same in every request."""
    paths = [operation.path for operation in operations().values()]
    versions = _document()["parameters"]["version"]
    words = {segment for path in paths for segment in path.split("/") if "{" not in segment}
    return frozenset(words | {*versions, *_document()["forms"]["path"]["values"]})


@cache
def _rules(operation: str) -> tuple[BodyRules, BodyRules]:
    row = operations()[operation]
    bodies: Mapping[str, Mapping[str, Sequence[str]]] = _document()["bodies"]
    answers: dict[str, list[str]] = {}
    for schema in dict.fromkeys([*row.responses.values(), "ErrorDocument"]):
        for path, rules in bodies[schema].items() if schema else ():
            answers.setdefault(path, []).extend(rules)
    return BodyRules(bodies[row.request] if row.request else {}), BodyRules(answers)


@cache
def _document() -> Mapping[str, Any]:
    text = files("pytest_flowroute").joinpath("public.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


@cache
def _names() -> frozenset[str]:
    """Return the names of all documented members and parameters."""
    paths = {path for body in _document()["bodies"].values() for path in body}
    return frozenset({name for path in paths for name in path.split(".")} | {"_schema"}) | set(
        _document()["parameters"]
    )


def _in_errors(path: str) -> bool:
    return path == ERRORS or path.startswith(f"{ERRORS}.")


def _is_of_form(name: str, text: str) -> bool:
    form: Mapping[str, Any] = _document()["forms"][name]
    if "values" in form:
        return text in form["values"]
    return _pattern(form["pattern"]).fullmatch(text) is not None


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _sentence(text: str, made_up: Callable[[str], str]) -> str | None:
    if not text:
        return text
    plain, open_ = _sentences()
    if text in plain:
        return text
    for pattern in open_:
        match = pattern.fullmatch(text)
        if match:
            return _filled(match, made_up)
    return None


def _filled(match: re.Match[str], made_up: Callable[[str], str]) -> str:
    end = 0
    parts: list[str] = []
    for group in range(1, len(match.groups()) + 1):
        parts.append(match.string[end : match.start(group)])
        values = match[group].split(", ")
        few = sum(len(value) for value in values if _is_count(value)) <= MOST_DIGITS
        parts.append(
            ", ".join(value if few and _is_count(value) else made_up(value) for value in values)
        )
        end = match.end(group)
    return "".join(parts) + match.string[end:]


def _is_count(text: str) -> bool:
    return len(text) < 4 and text.isascii() and text.isdecimal()


@cache
def _sentences() -> tuple[frozenset[str], Sequence[re.Pattern[str]]]:
    texts: Sequence[str] = _document()["forms"]["sentence"]["sentences"]
    patterns = [
        re.compile("([^\n]+?)".join(map(re.escape, text.split("{}"))))
        for text in texts
        if "{}" in text
    ]
    return frozenset(text for text in texts if "{}" not in text), patterns
