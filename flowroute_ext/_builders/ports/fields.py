"""The fields of port orders, checked. Each check adds its problem and returns None."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, cast

from ..._base.phone import phone_number
from ..._base.problems import InvalidValue, shown
from ..._base.reading.characters import strange
from ..._base.reading.empty import is_empty
from .. import attribute_or_self, number_text
from ..callbacks import callback_url
from ..lines import line
from ..places.codes import country_code, state_code, zip_code
from ..urls import web_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..._base.problems import Problems

# Flowroute has no documented maximum; more are ordered in several requests.
MOST_NUMBERS: Final = 1_000

# None is documented. More are added one by one: `ports.files(order).pull(url)`.
MOST_DOCUMENTS: Final = 100

MAIL: Final = r"[^@\s,;<>]{1,64}@[^@\s,;<>]+\.[^@\s,;<>.]+"
LONGEST_MAIL: Final = 254  # characters (RFC 5321, 4.5.3.1.3)

REQUIRED: Final = {
    "billing_name": "must be the first and last name of the authorised contact at the provider",
    "street": "must be the house and the street at which the provider serves the numbers",
    "city": "must be the name of the city",
    "provider": "must be the name of the current provider",
}
OPTIONAL: Final = {
    "street2": "must be the second line of the address",
    "provider_account": "must be the account at the provider",
    "company": "must be the name of the company",
    "alias": "must be your name for the order",
    "number_alias": "must be the alias of the numbers",
    "comments": "must be what Flowroute should know",
}
# Named without their values: an error may be logged.
SECRET: Final = {
    "pin": ("[A-Za-z0-9]{1,32}", "must be the PIN of the account at the provider"),
    "last_4_ssn": ("[0-9]{4}", "must be the last four digits of a Social Security number"),
}
RECORDS: Final = ("primary_route", "failover_route", "e911", "cnam")
PRESETS: Final = {
    "primary_route": "primary_route_id",
    "failover_route": "failover_route_id",
    "e911": "e911_id",
    "cnam": "cnam_id",
    "number_alias": "alias",
}
USAGE: Final = {"business": "business", "residential": "residential"}


def numbers(values: object, problems: Problems, field: str = "numbers") -> tuple[str, ...]:
    """Return the digits of the numbers, each once."""
    try:
        listed = None if isinstance(values, str) else list(cast("Iterable[Any]", values))
    except TypeError:
        listed = None
    if listed is None:
        got, cure = shown(values), "give them as a list, also a single one"
        problems.add(field, got, rule="must be phone numbers", cure=cure)
        return ()
    if not listed or len(listed) > MOST_NUMBERS:
        rule = f"must be 1 to {MOST_NUMBERS:,} phone numbers"
        cure = "give the rest in another call" if listed else "give one at least"
        problems.add(field, f"{len(listed):,}", rule=rule, cure=cure)
        return ()
    digits: dict[str, None] = {}
    for index, number in enumerate(listed):
        try:
            digits[phone_number(number_text(number), field=f"{field}[{index}]")] = None
        except InvalidValue as error:
            problems.found.extend(error.problems)
    return tuple(digits)


def checked(
    values: Mapping[str, object], problems: Problems, *, partial: bool = False
) -> dict[str, Any]:
    """Return the fields other than `numbers`; with *partial*, those that are None are left out."""
    fields: dict[str, Any] = {}
    for field, rule in (REQUIRED | OPTIONAL).items():
        value = values[field]
        if value is not None or (field in REQUIRED and not partial):
            fields[field] = line(field, value, rule, problems)
    fields |= _place(values, problems, partial=partial)
    for field, check in CHECKS.items():
        if values.get(field) is not None:
            fields[field] = check(field, values[field], problems)
    return fields


def _place(values: Mapping[str, object], problems: Problems, *, partial: bool) -> dict[str, Any]:
    """Return the country, the state and the ZIP code, which is optional."""
    place: dict[str, Any] = {}
    country = None
    if values["country"] is not None or not partial:
        place["country"] = country = country_code(values["country"], problems)
    if values["state"] is not None or not partial:
        place["state"] = state_code(values["state"], country, problems)
    if values["zip"] is not None:
        place["zip"] = zip_code(values["zip"], country, problems)
    return place


def _secret(field: str, value: object, problems: Problems) -> str | None:
    shape, rule = SECRET[field]
    text = value.strip() if isinstance(value, str) else value
    if isinstance(text, str) and re.fullmatch(shape, text):
        return text
    got = f"a text of {len(text):,} characters" if isinstance(text, str) else shown(text)
    problems.add(field, got, rule=rule, cure="give it as text, letters and digits alone")
    return None


def _record(field: str, value: object, problems: Problems) -> str | None:
    identity = attribute_or_self(value, "id")
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    if isinstance(identity, str) and re.fullmatch(r"[\w-]{1,64}", identity, re.ASCII):
        return identity
    rule, cure = "must be a record of the account, or its id", "pass what a call returned"
    problems.add(field, shown(identity), rule=rule, cure=cure)
    return None


def _mail(field: str, value: object, problems: Problems) -> str | None:
    text = value.strip() if isinstance(value, str) else ""
    if len(text) <= LONGEST_MAIL and re.fullmatch(MAIL, text) and not strange(text):
        return text
    got = "an empty text" if isinstance(value, str) and is_empty(value) else "no mail address"
    cure = "write one address, like 'porting@example.com'"
    problems.add(field, got, rule="must be an email address", cure=cure)
    return None


def _usage(field: str, value: object, problems: Problems) -> str | None:
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in USAGE:
        return USAGE[word]
    rule = "must be 'business' or 'residential'"
    problems.add(field, shown(value), rule=rule, cure="give one of these")
    return None


def _day(field: str, value: object, problems: Problems) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = value.strip() if isinstance(value, str) else ""
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    rule, cure = "must be a day", "give a date, or write it like '2027-01-31'"
    problems.add(field, shown(value), rule=rule, cure=cure)
    return None


def _number(field: str, value: object, problems: Problems) -> str | None:
    text = number_text(cast("Any", value))
    return problems.attempt(phone_number, None, text, field=field)


def _url(field: str, value: object, problems: Problems) -> str | None:
    return problems.attempt(callback_url, None, value, field=field)


def _documents(field: str, value: object, problems: Problems) -> tuple[str, ...] | None:
    """Return the URLs of documents; None without any."""
    if not isinstance(value, tuple):
        got, cure = shown(value), "give them as a list, also a single one"
        problems.add(field, got, rule="must be public URLs of documents", cure=cure)
        return None
    urls = cast("tuple[object, ...]", value)
    if len(urls) > MOST_DOCUMENTS:
        rule = f"must be at most {MOST_DOCUMENTS} public URLs of documents"
        problems.add(field, f"{len(urls):,}", rule=rule, cure="add the rest with pull()")
        return None
    rule = "must be the public URL of a document"
    documents: list[str] = []
    for index, url in enumerate(urls):
        try:
            documents.append(web_url(url, field=f"{field}[{index}]", rule=rule, public=True))
        except InvalidValue as error:
            problems.found.extend(error.problems)
    return tuple(documents) or None


def _switch(field: str, value: object, problems: Problems) -> bool | None:
    if isinstance(value, bool):
        return value
    rule, cure = "must be True, False or None", "give one of these"
    problems.add(field, shown(value), rule=rule, cure=cure)
    return None


CHECKS: Final[dict[str, Callable[[str, object, Problems], object]]] = {
    **dict.fromkeys(SECRET, _secret),
    **dict.fromkeys(RECORDS, _record),
    "loa_email": _mail,
    "loa_cc": _mail,
    "usage_type": _usage,
    "desired_completion_date": _day,
    "billing_number": _number,
    "status_url": _url,
    "business_documents": _documents,
    "enable_cnam_lookups": _switch,
}
