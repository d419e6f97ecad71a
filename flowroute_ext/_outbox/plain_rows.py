"""The rows that nearly all are: numbers as they are sent, and a plain text. Pure.

What is done with them is what `row_parsing` does with any row, less what is never found in them;
whatever is not certain to be right is left to it, with all that is wrong.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeGuard, cast

from .._base.phone import PLAIN
from .._base.problems import InvalidValue
from .._base.reading.empty import is_empty, is_no_value
from .._builders.callbacks import callback_url
from .._builders.messages import SMS_CHARACTERS
from .drafts import checked_message, drafted, reference_of
from .misread_text import is_as_meant
from .row_fields import COLUMNS, field_name

if TYPE_CHECKING:
    from .drafts import Defaults, Draft

# Those that plain rows have.
PLAIN_COLUMNS: Final = frozenset({"to", "from", "body", "reference"})
LONGEST: Final = SMS_CHARACTERS[False]


def plain_draft(row: object, defaults: Defaults, line: int) -> Draft | None:
    """The draft of a *row* that is a plain one, and has nothing wrong; else None."""
    if type(row) is not dict:
        return None
    given = cast("dict[object, object]", row)
    names = _names(tuple(given))
    if names is None:
        return None
    fields = dict(zip(names, given.values(), strict=True))
    to, from_, body = fields.get("to"), fields.get("from", defaults.from_), fields.get("body")
    if not _is_number(to) or not _is_number(from_):
        return None
    if "reference" in fields and not _is_plain(fields["reference"]):
        return None
    template = defaults.template
    try:
        if template is not None:
            if body is not None:
                return None
            body = template.fill(fields)
        elif isinstance(body, str) and "{" in body:
            return None
        reference = reference_of(fields.get("reference"))
    except InvalidValue:
        return None
    if not _is_plain(body) or len(body) > LONGEST or not is_as_meant(body):
        return None
    callback = defaults.dlr_callback
    if callback is not None and (type(callback) is not str or (callback := _url(callback)) is None):
        return None
    message = checked_message(to, from_, body, dlr_callback=callback)
    return drafted(message, reference, fields, line)


def _is_number(value: object) -> TypeGuard[str]:
    """Whether *value* is a phone number as it is sent."""
    return type(value) is str and PLAIN.fullmatch(value) is not None


def _is_plain(value: object) -> TypeGuard[str]:
    """Whether *value* is a text with something visible in it, which does not stand for none."""
    return type(value) is str and not is_empty(value) and not is_no_value(value)


@lru_cache(10)
def _url(callback: str) -> str | None:
    """The URL for receipts as it is sent, None if it is none."""
    try:
        return callback_url(callback, field="dlr_callback")
    except InvalidValue:
        return None


@lru_cache(100)
def _names(given: tuple[object, ...]) -> tuple[str, ...] | None:
    """The names of fields; None unless they are those of plain rows, each once."""
    names = tuple(field_name(name) for name in given if type(name) is str)
    several = len(names) != len(given) or len(set(names)) != len(names)
    return None if several or not PLAIN_COLUMNS.issuperset(COLUMNS.intersection(names)) else names
