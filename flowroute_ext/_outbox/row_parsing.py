"""Rows as they are given, checked and turned into messages. Pure."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import attrs

from .._base.problems import InvalidValue, Problem, Problems, invalid, shown
from .._builders.messages import Message
from .._calls.options import checked_reference
from .errors import InvalidRows, RowProblem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .templates import Template

# The fields of a row that make its message; all others are for the template.
COLUMNS = frozenset(
    {"to", "from", "from_", "body", "media_urls", "is_mms", "dlr_callback", "reference"}
)
SWITCHES = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@attrs.frozen
class Draft:
    """A row that was checked: its reference, its message, and its line."""

    reference: str
    message: Message
    line: int


@attrs.frozen(kw_only=True)
class Defaults:
    """The template of the text, if any, and values for rows without their own."""

    template: Template | None = None
    from_: object = None
    dlr_callback: str | None = None


def drafts(
    rows: Iterable[tuple[int, object]], defaults: Defaults, *, what: str = "rows", unit: str = "row"
) -> list[Draft]:
    """Each of *rows* as it will be sent; raises `InvalidRows` with all that is wrong with any.

    A row without a reference gets a digest of its content, and of how many rows before it had
    the same, so that the same rows have the same references whenever they are given.
    """
    found: list[Draft] = []
    wrong: list[RowProblem] = []
    seen: Counter[str] = Counter()
    for line, row in rows:
        try:
            message, reference = _checked(row, defaults)
        except InvalidValue as error:
            wrong.extend(RowProblem.of(problem, line, unit) for problem in error.problems)
            continue
        if reference is None:
            content = _content(message)
            seen[content] += 1
            reference = _digest(f"{content} {seen[content]}")
        found.append(Draft(reference, message, line))
    if wrong:
        raise InvalidRows(what, wrong)
    return found


def packed(message: Message) -> str:
    """*message* as text, the same for equal messages."""
    parts = {
        "to": message.to,
        "from_": message.from_,
        "body": message.body,
        "media_urls": message.media_urls or None,
        "is_mms": message.is_mms,
        "dlr_callback": message.dlr_callback,
    }
    given = {name: value for name, value in parts.items() if value is not None}
    return json.dumps(given, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Message:
    """The message that `packed` made *text* of."""
    return Message(**json.loads(text))


def _checked(row: object, defaults: Defaults) -> tuple[Message, str | None]:
    """The message of *row*, and the reference that it has."""
    if isinstance(row, Problem):
        raise InvalidValue("row", [row])
    if isinstance(row, Message):
        if defaults.template is not None:
            raise _conflict("a Message, which has its text", "give dicts, or no template")
        return row, None
    if not isinstance(row, Mapping):
        raise invalid(
            "row", "the row", shown(row), rule="must be a dict or a Message", cure="make it one"
        )
    problems = Problems("row")
    fields = _named(cast("Mapping[object, object]", row))
    reference = problems.attempt(lambda: _reference(fields.get("reference")), None)
    # A text that cannot be made is a problem already, and not also a missing body.
    body = problems.attempt(lambda: _body(fields, defaults.template), cast("object", "unknown"))
    try:
        message = _message(fields, body, defaults)
    except InvalidValue as error:
        raise InvalidValue("row", [*problems.found, *error.problems]) from None
    problems.settle()
    return message, reference


def _message(fields: Mapping[str, object], body: object, defaults: Defaults) -> Message:
    parts: dict[str, Any] = {
        "to": fields.get("to"),
        "from_": fields.get("from_", fields.get("from", defaults.from_)),
        "body": body,
        "media_urls": _urls(fields.get("media_urls")),
        "is_mms": _switch(fields.get("is_mms")),
        "dlr_callback": fields.get("dlr_callback", defaults.dlr_callback),
    }
    return Message(**parts)


def _body(fields: Mapping[str, object], template: Template | None) -> object:
    """The text of a row: from the template where there is one."""
    if template is None:
        return fields.get("body")
    if "body" in fields and "body" not in template.fields:
        raise _conflict("a body of its own", "leave it out, or put {body} into the template")
    return template.fill(fields)


def _named(row: Mapping[object, object]) -> dict[str, object]:
    """The fields of *row*: those in `COLUMNS` by their names there, blank ones left out."""
    fields: dict[str, object] = {}
    for given, value in row.items():
        name = str(given).strip()
        known = name.casefold().replace(" ", "_")
        if known not in COLUMNS:
            fields[name] = value
        elif not (value is None or (isinstance(value, str) and not value.strip())):
            fields[known] = value
    return fields


def _reference(given: object) -> str | None:
    """The reference of a row, None without one."""
    if given is None:
        return None
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    return checked_reference(given.strip() if isinstance(given, str) else given)


def _urls(given: object) -> object:
    """A cell may have several URLs, with blanks between them, which no URL has."""
    return given.split() if isinstance(given, str) else (() if given is None else given)


def _switch(given: object) -> object:
    return SWITCHES.get(given.strip().lower(), given) if isinstance(given, str) else given


def _content(message: Message) -> str:
    """What distinguishes a message from others; where its receipts go does not."""
    return json.dumps(
        [message.to, message.from_, message.body, message.media_urls, message.kind],
        ensure_ascii=False,
    )


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _conflict(value: str, cure: str) -> InvalidValue:
    rule = "must have its text from the template"
    return invalid("row", "the row", value, rule=rule, cure=cure)
