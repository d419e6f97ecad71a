"""The check for personal or secret data in a cassette.

Nothing is looked for: every value has to be one that the OpenAPI document vouches for, one that is
made up, or one that the head of the file names among what is kept. All else is reported. This code
is independent of the scrubber and shares nothing with it, so that a mistake in one of the two does
not affect the other. Reports have the place and the kind of what was found, never its text: they
may end up in a public log.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from .bodies import BodyCheck
from .file_contents import contents
from .findings import PHRASES, Findings, is_array, is_object, shown
from .headers import check_headers
from .invented import is_invented
from .leak_detector import find_leaks
from .urls import check_uri, is_public_link
from .vouched import bodies, member_names, segments

if TYPE_CHECKING:
    from pathlib import Path

ORIGINS: Final = frozenset({"", "sandbox", "documented", "composed", "recorded"})
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
HEAD: Final = frozenset(
    {"description", "origin", "openapi", "parameters", "partial", "keep", "slots"}
)
PARTS: Final = {
    "request": frozenset({"method", "uri", "headers", "body"}),
    "response": frozenset({"status", "headers", "body"}),
    "response.status": frozenset({"code", "message"}),
    "response.body": frozenset({"string"}),
}
NAMES: Final = frozenset({"area_code", "failover", "from_", "id", "media_url", "number", "reply"})
"""Parameters that no member is named like."""
FAMILIES: Final = frozenset(
    (
        *("decimal", "digits", "email", "file", "host", "long", "media", "message", "number"),
        *("part", "record", "text", "url", "uuid", "word", "zip"),
    )
)
VERSION: Final = re.compile(r"20[2-4][0-9]\.[0-9]{1,2}\.[0-9]{1,3}")
PATH: Final = re.compile(
    r"[A-Za-z_][A-Za-z0-9_-]{0,39}(?:\.(?:[A-Za-z_][A-Za-z0-9_\[\]-]{0,39}|[0-9]{1,3})){0,8}"
)
SLOT: Final = re.compile(r"(?:[1-9]|10{1,4}|80000)/[0-4]?[0-9]{1,2}")


def check(text: str) -> list[str]:
    """Return the places in a cassette file where something may be personal or secret.

    Each has the number of the interaction and the path in it: `2: response.body.data.id`.
    """
    file = contents(text)
    problems = list(file.problems)
    value: object = file.value
    if not problems and not is_object(value):
        problems = ["not a cassette"]
    if not problems and is_object(value):
        findings = Findings()
        _check(findings, value)
        problems = [f"{place}: {problem}" for place, problem in findings.problems.items()]
    for comment in file.comments:
        problems += [f"comment: {leak}" for leak in find_leaks(comment)]
    return list(dict.fromkeys(problems))


def check_name(path: Path) -> list[str]:
    """Return what looks personal or secret in the name of a file and of its folder."""
    name = f"{path.parent.name} {path.stem}"
    return list(dict.fromkeys(f"the name of the file: {leak}" for leak in find_leaks(name)))


def _check(findings: Findings, cassette: dict[Any, Any]) -> None:
    _members(findings, "", cassette, frozenset({"version", "flowroute", "interactions"}))
    if str(cassette.get("version", 1)) != "1":
        findings.report("version", "is not 1")
    head = _object(findings, "flowroute", cassette.get("flowroute"))
    kept = [str(path) for path in _list(findings, "flowroute.keep", head.get("keep"))]
    compact = (path.removeprefix("data.attributes.") for path in kept)
    findings.keep = frozenset({*kept, *compact})
    interactions = _list(findings, "interactions", cassette.get("interactions"))
    for number, interaction in enumerate(interactions, 1):
        _interaction(findings, f"{number}: ", _object(findings, f"{number}", interaction))
    _head(findings, head)


def _interaction(findings: Findings, number: str, interaction: dict[Any, Any]) -> None:
    _members(findings, number, interaction, frozenset({"request", "response"}))
    parts: dict[str, dict[Any, Any]] = {"": interaction}
    for part, names in PARTS.items():
        within, _, name = part.rpartition(".")
        parts[part] = _object(findings, f"{number}{part}", parts[within].get(name))
        _members(findings, f"{number}{part}.", parts[part], names)
    request, response, status = parts["request"], parts["response"], parts["response.status"]
    method, message = str(request.get("method")), str(status.get("message") or "")
    if method not in METHODS:
        findings.report(f"{number}request.method", "is no method of HTTP")
    code = status.get("code")
    if not isinstance(code, int) or not 100 <= code <= 599:
        findings.report(f"{number}response.status.code", "is no status")
    if message and message not in PHRASES:
        findings.report(f"{number}response.status.message", "is not the phrase of a status")
    path = check_uri(findings, f"{number}request.uri", str(request.get("uri")))
    sent, answered = bodies(method, path)
    for side, half, known, content in (
        ("request", request, sent, request.get("body")),
        ("response", response, answered, parts["response.body"].get("string")),
    ):
        headers = _object(findings, f"{number}{side}.headers", half.get("headers"))
        kind = check_headers(findings, f"{number}{side}.headers", side, headers)
        BodyCheck(findings, known, kind).run(f"{number}{side}.body", content)


def _head(findings: Findings, head: dict[Any, Any]) -> None:
    _members(findings, "flowroute.", head, HEAD)
    _words(findings, head)
    if str(head.get("origin", "")) not in ORIGINS:
        findings.report("flowroute.origin", "is none of a cassette")
    if not isinstance(head.get("partial", False), bool):
        findings.report("flowroute.partial", "is neither true nor false")
    if not VERSION.fullmatch(str(head.get("openapi", "2026.1.1"))):
        findings.report("flowroute.openapi", "is no version")
    parameters = _object(findings, "flowroute.parameters", head.get("parameters"))
    for name, value in parameters.items():
        place = f"flowroute.parameters.{shown(name)}"
        if str(name) not in NAMES | member_names():
            findings.report(place, "is no parameter")
        elif not (
            is_invented(str(value))
            or str(value) in segments()
            or is_public_link(findings, str(value))
            or str(value).casefold() in findings.accepted
        ):
            findings.report(place)
    for name, slot in _object(findings, "flowroute.slots", head.get("slots")).items():
        if str(name) not in FAMILIES | member_names() or not SLOT.fullmatch(str(slot)):
            findings.report(f"flowroute.slots.{shown(name)}", "is no slot")


def _words(findings: Findings, head: dict[Any, Any]) -> None:
    """Report what looks private in the parts of the head that a developer writes."""
    if not isinstance(head.get("description", ""), str):
        findings.report("flowroute.description", "is no text")
    for leak in find_leaks(str(head.get("description", ""))):
        findings.report("flowroute.description", leak)
    for path in findings.keep:
        if not PATH.fullmatch(path):
            findings.report("flowroute.keep", "is no path of a member")
        for leak in find_leaks(path):
            findings.report("flowroute.keep", leak)


def _members(findings: Findings, place: str, node: dict[Any, Any], names: frozenset[str]) -> None:
    for name in node:
        if name not in names:
            findings.report(f"{place}{shown(name)}", "is no member of a cassette")


def _object(findings: Findings, place: str, node: object) -> dict[Any, Any]:
    if is_object(node):
        return node
    if node is not None:
        findings.report(place, "is no object")
    return {}


def _list(findings: Findings, place: str, node: object) -> list[Any]:
    if is_array(node):
        return node
    if node is not None:
        findings.report(place, "is no list")
    return []
