"""Rows as they are given, checked and turned into messages. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from .._base.problems import InvalidValue, Problem, Problems, invalid, shown
from .._base.reading.empty import is_empty, is_no_value
from .._base.reading.scalars import flag
from .._builders.messages import Message
from .drafts import drafted, reference_of
from .errors import RowProblem
from .files.numbers import number_of
from .misread_text import check_letters, check_names
from .plain_rows import plain_draft
from .row_fields import COLUMNS, field_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .drafts import Defaults, Draft
    from .templates import Template

# In the place of what is a problem already, so that it is no second one.
KNOWN = "12065550100"
INSTEAD = {"to": KNOWN, "from": KNOWN, "body": "unknown"}
# What extreme values raise: integers of thousands of digits, endless nesting.
STRANGE = (ValueError, TypeError, ArithmeticError, RecursionError)


def checked(
    rows: Iterable[tuple[int, object]], defaults: Defaults, *, unit: str = "row"
) -> Iterator[Draft | tuple[RowProblem, ...]]:
    """Each of *rows* as it would be sent alone, or all that is wrong with it.

    A row without a reference gets a digest of its content; see `Draft.numbered`.
    """
    for line, row in rows:
        try:
            yield _draft(row, defaults, line)
        except InvalidValue as error:
            yield tuple(RowProblem.of(problem, line, unit) for problem in error.problems)
        except STRANGE as error:
            yield (RowProblem.of(_strange(error), line, unit),)


def _draft(row: object, defaults: Defaults, line: int) -> Draft:
    if (plain := plain_draft(row, defaults, line)) is not None:
        return plain
    return drafted(*_checked(row, defaults), line)


def _strange(error: Exception) -> Problem:
    return Problem(
        field="the row",
        value=f"one that cannot be read ({type(error).__name__})",
        rule="must have plain values",
        cure="give texts, numbers, and lists of texts",
    )


def _checked(row: object, defaults: Defaults) -> tuple[Message, str | None, Mapping[str, object]]:
    """The message of *row*, the reference that it has, and its fields."""
    if isinstance(row, Problem):
        raise InvalidValue("row", [row])
    if isinstance(row, Message):
        if defaults.template is not None:
            raise _conflict("a Message, which has its text", "give dicts, or no template")
        return row, None, {}
    if not isinstance(row, Mapping):
        raise invalid(
            "row", "the row", shown(row), rule="must be a dict or a Message", cure="make it one"
        )
    problems = Problems("row")
    fields = _named(cast("Mapping[object, object]", row), problems)
    reference = problems.attempt(reference_of, None, fields.get("reference"))
    # A text that cannot be made is a problem already, and not also a missing body.
    body = problems.attempt(_body, "unknown", fields, defaults.template)
    to, from_ = fields.get("to"), fields.get("from", defaults.from_)
    if type(to) is not str or not to.isdecimal():
        to = problems.attempt(number_of, KNOWN, to, "to")
    if from_ is not defaults.from_:
        from_ = problems.attempt(number_of, KNOWN, from_, "from_")
    try:
        message = _message(fields, body, defaults, to, from_)
    except InvalidValue as error:
        raise InvalidValue("row", [*problems.found, *error.problems]) from None
    if message.body is not None:
        check_letters(message.body, problems)
    if defaults.template is None:
        check_names(body, fields, problems)
    problems.raise_if_any()
    return message, reference, fields


def _message(
    fields: Mapping[str, object], body: object, defaults: Defaults, to: object, from_: object
) -> Message:
    parts: dict[str, Any] = {
        "to": to,
        "from_": from_,
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
    if "body" in fields and "body" not in map(field_name, template.fields):
        raise _conflict("a body of its own", "leave it out, or put {body} into the template")
    return template.fill(fields)


def _named(row: Mapping[object, object], problems: Problems) -> dict[str, object]:
    """The fields of *row*: those in `COLUMNS` by their names there, blank ones left out.

    What stands for no value, such as ``#N/A``, is a problem of a field that has a meaning.
    """
    fields: dict[str, object] = {}
    for given, value in row.items():
        name = field_name(given if isinstance(given, str) else str(given))
        if not is_empty(value):
            if not is_empty(fields.get(name)):
                raise _ambiguous(row, name)
            if isinstance(value, str) and name in COLUMNS and is_no_value(value):
                fields[name] = _no_value(name, value, problems)
            else:
                fields[name] = value
        elif name not in COLUMNS:
            fields.setdefault(name, value)
    return fields


def _no_value(name: str, value: str, problems: Problems) -> object:
    """Add the problem of a field whose *value* stands for none; what is used in its place."""
    field = "from_" if name == "from" else name
    rule = "must have a value, and this stands for none"
    problems.add(field, shown(value), rule=rule, cure="fill it in, or leave the row out")
    return INSTEAD.get(name)


def _ambiguous(row: Mapping[object, object], name: str) -> InvalidValue:
    """The error where several fields of *row* are spellings of the one of that *name*."""
    spellings = [str(given) for given in row if field_name(str(given)) == name]
    return invalid(
        "row",
        "the row",
        " and ".join(map(shown, spellings)),
        rule="must have each field once",
        cure="leave one of them out",
    )


def _urls(given: object) -> object:
    """A cell may have several URLs, with blanks between them, which no URL has."""
    if not isinstance(given, str):
        return () if given is None else given
    urls = given.split()
    if any(url.endswith((",", ";")) for url in urls):
        rule, cure = "must be URLs with blanks between them", "leave out the commas and semicolons"
        raise invalid("row", "media_urls", "another mark after one", rule=rule, cure=cure)
    return urls


def _switch(given: object) -> object:
    switched = flag(given)
    return given if switched is None else switched


def _conflict(value: str, cure: str) -> InvalidValue:
    rule = "must have its text from the template"
    return invalid("row", "the row", value, rule=rule, cure=cure)
