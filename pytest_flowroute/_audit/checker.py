"""The check for personal or secret data in a cassette.

This code is independent of the scrubber and shares nothing with it, so that a mistake in one of
the two does not affect the other. Reports have the place and the kind of what was found, never
its text: they may end up in a public log.
"""

from __future__ import annotations

import json
import re
from typing import Any, TypeGuard
from urllib.parse import parse_qsl, urlsplit

import yaml

from .leak_detector import find_leaks, names_a_secret

KEPT_HEADERS = {
    "request": {"accept", "content-type"},
    "response": {"content-type", "retry-after"},
}
DOMAIN = ("example.com", "example.net", "example.org")

# The pattern of a fictional value, for each member with a free text or a name.
FICTIONAL = {
    "body": "Text [0-9a-f]{4}",
    "alias": "Alias [0-9a-f]{4}",
    "note": "Note [0-9a-f]{4}",
    "label": "Label [0-9a-f]{4}",
    "first_name": "First [0-9a-f]{4}",
    "last_name": "Last [0-9a-f]{4}",
    "street_name": "Street [0-9a-f]{4}",
    "city": "City [0-9a-f]{4}",
    "street_number": "555[0-9]{2}",
    "address_type_number": "555[0-9]{2}",
    "zip": "001[0-9]{2}|Z[0-9]Z [0-9]Z[0-9]",
    "billing_name": "Name [0-9a-f]{4}",
    "street": "Street [0-9a-f]{4}",
    "street2": "Line [0-9a-f]{4}",
    "company": "Company [0-9a-f]{4}",
    "provider": "Provider [0-9a-f]{4}",
    "comments": "Comment [0-9a-f]{4}",
    "number_aliases": "Alias [0-9a-f]{4}",
    "number_aliases_contains": "Alias [0-9a-f]{4}",
    "caller_ip": "scrubbed",
    "custom_x_tags": "scrubbed",
    "pin": "scrubbed",
    "last_4_ssn": "scrubbed",
    "provider_account": "scrubbed",
    "file_name": r"[0-9a-f]{4}(\.[a-z0-9]+)?",
    "filename": r"[0-9a-f]{4}(\.[a-z0-9]+)?|https://example\.com/\S*",
    "file": r"[0-9a-f]{4}(\.[a-z0-9]+)?",
}
CALLER = "(?i:caller [0-9a-f]{4})"
RECORD = "0|5550[0-9]{4}"
PHONE = r"\+?1?[0-9() .-]*555[ .-]?01[0-9]{2}"
PUBLIC_TYPES = {"areacode", "exchange", "edge_strategy", "tier"}
LISTED_BY = {
    "numbers": "number",
    "routes": "route",
    "e911s": "e911",
    "cnams": "cnam",
    "messages": "message",
    "portorders": "portorder",
    "files": "portorder-file",
    "exports": "cdrexport",
}


def check(text: str) -> list[str]:
    """Return the places in a cassette file where something looks personal or secret.

    A value is fictional if it has the form of an alias, or if the cassette has it among its
    `parameters`. Phone numbers are fictional from 555-0100 to 555-0199 only.
    """
    try:
        cassette: Any = yaml.safe_load(text)
    except yaml.YAMLError as error:
        return [f"not YAML: {' '.join(str(error).split())}"]
    if not is_object(cassette):
        return ["not a cassette"]
    parameters = _object(_object(cassette.get("flowroute")).get("parameters"))
    comments = "\n".join(line for line in text.splitlines() if line.lstrip().startswith("#"))
    return _Check({str(value).casefold() for value in parameters.values()}).run(cassette, comments)


def is_object(node: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value of the file is a mapping."""
    return isinstance(node, dict)


def is_array(node: object) -> TypeGuard[list[Any]]:
    """Whether a value of the file is a list."""
    return isinstance(node, list)


class _Check:
    def __init__(self, declared: set[str]) -> None:
        self._declared = declared
        self._texts: list[tuple[str, str]] = []
        self._problems: dict[str, str] = {}
        self._personal: set[str] = set()

    def run(self, cassette: dict[str, Any], comments: str) -> list[str]:
        self._texts.append(("comment", comments))
        self._everything("flowroute", cassette.get("flowroute"))
        interactions = cassette.get("interactions")
        for number, each in enumerate(interactions if is_array(interactions) else [], 1):
            self._interaction(str(number), _object(each))
        for place, text in self._texts:
            for leak in find_leaks(text):
                self._found(place, leak)
            if any(word in text.casefold() for word in self._personal):
                self._found(place, "repeats what is personal elsewhere")
        return [f"{place}: {problem}" for place, problem in self._problems.items()]

    def _interaction(self, number: str, each: dict[str, Any]) -> None:
        request, response = _object(each.get("request")), _object(each.get("response"))
        uri = str(request.get("uri"))
        kind = next(
            (
                LISTED_BY[part]
                for part in reversed(urlsplit(uri).path.split("/"))
                if part in LISTED_BY
            ),
            "",
        )
        self._uri(f"{number}: request.uri", uri)
        self._everything(f"{number}: response.status", response.get("status"))
        for side, half in (("request", request), ("response", response)):
            for name, values in _object(half.get("headers")).items():
                place = f"{number}: {side}.headers.{name.lower()}"
                if name.lower() not in KEPT_HEADERS[side]:
                    self._found(place, "is not a header that a cassette keeps")
                self._everything(place, values)
        self._body(f"{number}: request.body", request.get("body"), kind)
        self._body(f"{number}: response.body", _object(response.get("body")).get("string"), kind)

    def _uri(self, place: str, uri: str) -> None:
        self._texts.append((place, uri))
        parts = urlsplit(uri)
        before = ""
        for segment in parts.path.split("/"):
            if before in LISTED_BY and segment.isdigit() and len(segment) < 10:
                self._shape(place, segment, RECORD, "the id of a record")
            before = segment
        for name, value in parse_qsl(parts.query):
            self._member(f"{place}.{name}", name, value, "cnam" if "/cnams" in parts.path else "")
            if name in {"starts_with", "contains", "ends_with"} and len(value) > 7:
                self._shape(place, value, PHONE, "most of a phone number")

    def _body(self, place: str, body: Any, kind: str) -> None:
        if isinstance(body, bytes):
            self._found(place, "is binary, so it cannot be checked")
        elif is_object(body) or is_array(body):
            self._node(place, "", body, kind)
        elif isinstance(body, str):
            try:
                document = json.loads(body)
            except (ValueError, RecursionError):
                self._texts.append((place, body))
                for name, value in parse_qsl(body) if "<" not in body else ():
                    self._member(f"{place}.{name}", name, value, kind)
            else:
                self._node(place, "", document, kind)

    def _node(self, place: str, name: str, node: Any, kind: str) -> None:
        if is_object(node):
            kind = node["type"] if isinstance(node.get("type"), str) else kind
            for key, child in node.items():
                self._texts.append((place, str(key)))
                if key == "errors":
                    self._errors(f"{place}.errors", child)
                else:
                    self._node(f"{place}.{key}", key, child, kind)
        elif is_array(node):
            for index, child in enumerate(node):
                self._node(f"{place}[{index}]", name, child, kind)
        elif isinstance(node, str) or (isinstance(node, int) and not isinstance(node, bool)):
            self._leaf(place, name, str(node), kind)

    def _errors(self, place: str, node: Any) -> None:
        """Check errors: their members are named like those of a request, and are sentences."""
        self._everything(place, node)

    def _leaf(self, place: str, name: str, value: str, kind: str) -> None:
        if name not in {"firewall_rules"}:
            self._texts.append((place, value))
        self._member(place, name, value, kind)
        if value[:1] in {"{", "["}:
            self._body(place, value, kind)
        if re.match("https?://", value) and urlsplit(value).hostname == "api.flowroute.com":
            self._uri(place, value)

    def _member(self, place: str, name: str, value: str, kind: str) -> None:
        if not value.strip() or value.casefold() in self._declared:
            return
        name = name.lower()
        if names_a_secret(name) and value != "scrubbed":
            self._found(place, "looks like a secret")
        if name in FICTIONAL:
            self._shape(place, value, FICTIONAL[name], f"a real {name}", personal=True)
        elif name == "value" and kind == "cnam":
            self._shape(place, value, CALLER, "a real caller name", personal=True)
        elif name == "value" and kind == "route" and re.search("[A-Za-z]", value):
            host = re.split(r"[:;]", value.rpartition("@")[2])[0]
            if not host.endswith(DOMAIN):
                self._found(place, "looks like a real host")
            user = value.rpartition("@")[0].rpartition(":")[2]
            if user and user.casefold() not in self._declared:
                self._shape(place, user, "user-[0-9a-f]{4}", "a real user")
        elif name in {"to", "from"} or (name in {"id", "value"} and kind in {"number", "route"}):
            if name != "id" or len(value) > 9:
                self._shape(place, value, PHONE, "a real phone number")
            else:
                self._shape(place, value, RECORD, "the id of a record")
        elif value.isdigit() and _names_a_record(name, kind):
            self._shape(place, value, RECORD, "the id of a record")

    def _everything(self, place: str, node: Any) -> None:
        if is_object(node):
            for key, child in node.items():
                self._texts.append((place, str(key)))
                self._everything(f"{place}.{key}", child)
        elif is_array(node):
            for child in node:
                self._everything(place, child)
        elif node is not None:
            self._texts.append((place, str(node)))

    def _shape(
        self, place: str, value: str, shape: str, otherwise: str, *, personal: bool = False
    ) -> None:
        if re.fullmatch(shape, value):
            return
        self._found(place, f"looks like {otherwise}")
        if personal and len(value) > 2 and not value.isdigit():
            self._personal.add(value.casefold())

    def _found(self, place: str, problem: str) -> None:
        self._problems.setdefault(place, problem)


def _object(node: object) -> dict[str, Any]:
    return node if is_object(node) else {}


def _names_a_record(name: str, kind: str) -> bool:
    if name == "id":
        return kind not in PUBLIC_TYPES
    return name.endswith("_id") and name != "edge_strategy_id"
