"""Scrubbing of interactions: everything personal or secret is replaced before it is written.

Values are recognised by their place in headers (only a few are kept), in paths and queries of
Flowroute's URLs, and in JSON bodies. Any other text is searched for numbers, addresses, ids,
credentials, and whatever was scrubbed elsewhere in the same cassette.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from binascii import Error
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from .._base.hosts import FLOWROUTE
from .._base.json_types import is_array, is_object
from .._base.references import without_reference
from .aliases import WORDS, Aliases, fictional
from .text_scrubbing import SCRUBBED, Texts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .._base.layout import Interaction

REQUEST_HEADERS = frozenset({"accept", "content-type"})
RESPONSE_HEADERS = frozenset({"content-type", "retry-after"})
URLS = frozenset(
    {
        "callback_url",
        "download_url",
        "dlr_callback",
        "media_urls",
        "message_callback_url",
        "messaging_callback_url",
        "original_url",
        "business_documents",
        "status_url",
        "url",
        "url_override",
    }
)
PUBLIC = frozenset({"address_type", "country", "firewall_rules", "iso_country", "naptr", "state"})
PUBLIC_IDS = frozenset({"areacode", "edge_strategy", "exchange", "tier"})
NOUNS = {
    "numbers": "number",
    "routes": "route",
    "messages": "message",
    "e911s": "e911",
    "cnams": "cnam",
    "media": "media",
    "available": "number",
    "portorders": "portorder",
    "files": "portorder-file",
    "exports": "cdrexport",
}
NUMBERS = frozenset(
    (
        *("to", "from", "numbers", "add", "remove", "portable", "nonportable", "billing_number"),
        *("hypernetwork_enabled", "tn", "successful", "processing", "failed"),
        *("destination_numbers", "callerid_numbers"),
    )
)
FRAGMENTS = frozenset({"starts_with", "contains", "ends_with"})
FORM = re.compile(r"[\w.-]+=[^&=\s<>{}]*(?:&[\w.-]+=[^&=\s<>{}]*)*")
SECRET = re.compile(
    r"(?i)auth|passw|secret|token|api.?key|access.?key|credential|cookie|session|signature"
    r"|^pin$|ssn|^provider_account$|^caller_ip$|^custom_x_tags$"
)


def scrub(interactions: Sequence[Interaction], *, keep: Collection[str] = ()) -> list[Interaction]:
    """Return the interactions with aliases for personal values, and without secrets.

    `keep` are texts that are fictional already. Phone numbers are never kept unless they are
    fictional ones, 555-0100 to 555-0199.
    """
    scrubber = _Scrubber(keep, _secrets(interactions))
    # Twice, so that a text is free of what gives itself away only further down. Requests come
    # first: their numbers are the application's own, and get their aliases undisturbed.
    for each in interactions:
        scrubber.url(each.uri)
        scrubber.body(each.request_body, _noun(each.uri))
    for each in interactions:
        scrubber.interaction(each)
    return [scrubber.interaction(each) for each in interactions]


class _Scrubber:
    def __init__(self, keep: Collection[str], secrets: Collection[str]) -> None:
        self._keep = {text.upper() for text in keep}
        self._aliases = Aliases()
        self._texts = Texts(self._aliases, secrets)

    def interaction(self, each: Interaction) -> Interaction:
        noun = _noun(each.uri)
        return replace(
            each,
            uri=self.url(each.uri),
            reason=self._texts.scrub(each.reason),
            request_headers=self._headers(each.request_headers, REQUEST_HEADERS),
            request_body=self.body(each.request_body, noun),
            response_headers=self._headers(each.response_headers, RESPONSE_HEADERS),
            response_body=self.body(each.response_body, noun),
        )

    def url(self, value: str) -> str:
        parts = urlsplit(value)
        if parts.hostname != FLOWROUTE:
            return self._aliases.url(self._texts.scrub(value))
        query = [(name, self._parameter(name, text, parts.path)) for name, text in _query(value)]
        return urlunsplit(
            ("https", FLOWROUTE, self._path(parts.path), urlencode(query, quote_via=quote), "")
        )

    def body(self, text: str, noun: str) -> str:
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            return self._form(text, noun) if FORM.fullmatch(text) else self._texts.scrub(text)
        return json.dumps(self._node(document, noun), ensure_ascii=False, separators=(",", ":"))

    def _form(self, text: str, noun: str) -> str:
        pairs = parse_qsl(text, keep_blank_values=True)
        return urlencode([(name, self._member(name, value, noun)) for name, value in pairs])

    def _headers(
        self, headers: Mapping[str, Sequence[str]], kept: Collection[str]
    ) -> dict[str, list[str]]:
        return {
            name.lower(): [self._texts.scrub(value) for value in headers[name]]
            for name in headers
            if name.lower() in kept
        }

    def _path(self, path: str) -> str:
        segments = path.split("/")
        for index in range(2, len(segments)):
            noun = NOUNS.get(segments[index - 1])
            if noun and re.search(r"\d", segments[index]):
                segments[index] = quote(self._id(unquote(segments[index]), noun), safe="")
            elif segments[index] not in NOUNS:
                segments[index] = self._texts.scrub(segments[index])
        return "/".join(segments)

    def _parameter(self, name: str, value: str, path: str) -> str:
        if name in FRAGMENTS and value.isdigit() and 7 < len(value) < 10:
            return value[:7]
        return str(self._member(name, value, _noun(path)))

    def _node(self, node: Any, noun: str, name: str = "") -> Any:
        if is_object(node):
            kind = str(node.get("type") or noun)
            return {
                self._key(key): self._errors(child)
                if key == "errors"
                else self._node(child, kind, key.lower())
                for key, child in node.items()
            }
        if is_array(node):
            return [self._node(each, noun, name) for each in node]
        if isinstance(node, bool) or node is None or name == "type":
            return node
        if isinstance(node, int):
            return self._whole(node, noun, name)
        return self._member(name, node, noun) if isinstance(node, str) else node

    def _key(self, key: str) -> str:
        """Scrub the name of a member, unless it is certainly a name."""
        return self._texts.scrub(key) if re.search(r"\d{7}|\W", key) else key

    def _errors(self, node: Any) -> Any:
        """Scrub errors: their members repeat names of a request, and their values are sentences."""
        if is_object(node):
            return {
                self._key(key): self._aliases.uuid(child)
                if key == "id" and isinstance(child, str)
                else self._errors(child)
                for key, child in node.items()
            }
        if is_array(node):
            return [self._errors(each) for each in node]
        return self._texts.scrub(node) if isinstance(node, str) else node

    def _whole(self, value: int, noun: str, name: str) -> int:
        if name in {"to", "from", "value", "id"} or len(str(abs(value))) in {10, 11}:
            found = str(self._member(name, str(value), noun))
            return int(found) if found.isdigit() else value
        return value

    def _member(self, name: str, value: str, noun: str) -> str:
        if value.upper() in self._keep:
            return value
        aliases = self._aliases
        if name in PUBLIC:
            return value
        if SECRET.search(name):
            return SCRUBBED if value.strip() else value
        if name == "id":
            return self._id(value, noun)
        if name.endswith("_id") and name != "edge_strategy_id":
            return aliases.record(value) if value.isdigit() else self._texts.scrub(value)
        if name in NUMBERS:
            return self._number(value)
        if name == "value":
            return self._value(value, noun)
        if name in URLS:
            return self.url(without_reference(value))
        if name in {"street_number", "address_type_number"}:
            return aliases.house(value)
        if name == "zip":
            return aliases.zip(value)
        if name in {"file_name", "filename", "file"}:
            is_url = re.match("https?://", value)
            return self.url(value) if is_url else aliases.media(value.rpartition("/")[2])
        if name in WORDS:
            return aliases.text(name, value)
        return self._nested(value, noun)

    def _value(self, value: str, noun: str) -> str:
        if noun == "cnam":
            return self._aliases.caller(value)
        if noun == "route" and not re.fullmatch(r"\+?1?\d{10}", value):
            return self._target(value)
        return self._number(value)

    def _target(self, value: str) -> str:
        """Scrub what a route points to: `host:port;weight=1` or `sip:user@host;transport=tls`."""
        address, semicolon, options = value.partition(";")
        login, at, host = address.rpartition("@")
        scheme, colon, user = login.rpartition(":")
        user = self._aliases.user(user) if at else ""
        return f"{scheme}{colon}{user}{at}{self._aliases.host(host)}{semicolon}{options}"

    def _number(self, value: str) -> str:
        """Scrub a phone number, even an impossible one."""
        found = self._texts.scrub(value)
        digits = re.sub(r"\D", "", found)
        if 7 <= len(digits) <= 15 and not fictional(digits.removeprefix("1")):
            plus = "+" if value.startswith("+") else ""
            return f"{plus}1{self._aliases.number(digits)}"
        return found

    def _id(self, value: str, noun: str) -> str:
        if noun == "number" and not re.fullmatch(r"\d{1,9}", value):
            return self._number(value)
        if noun in PUBLIC_IDS:
            return value
        if noun == "media":
            return self._aliases.media(value)
        return self._aliases.record(value) if value.isdigit() else self._texts.scrub(value)

    def _nested(self, value: str, noun: str) -> str:
        if value.lstrip()[:1] in {"{", "["}:
            return self.body(value, noun)
        if re.match(r"(?i)https?://", value) and urlsplit(value).hostname == FLOWROUTE:
            return self.url(value)
        return self._texts.scrub(value)


def _noun(uri: str) -> str:
    """Return the type of the resources that a URL is about."""
    found = "message"
    for segment in urlsplit(uri).path.split("/"):
        found = NOUNS.get(segment, found)
        if segment in NOUNS and segment != "numbers":
            break
    return found


def _query(uri: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(uri).query, keep_blank_values=True)


def _secrets(interactions: Sequence[Interaction]) -> set[str]:
    """Return the credentials of the requests, in each form in which a response may repeat them."""
    found: set[str] = set()
    for each in interactions:
        for name, values in each.request_headers.items():
            if not SECRET.search(name):
                continue
            for value in values:
                token = value.rpartition(" ")[2]
                found |= {value, token}
                try:
                    found |= set(b64decode(token).decode().split(":", 1))
                except (Error, UnicodeDecodeError):
                    continue
    return {text for text in found if len(text) > 3}
