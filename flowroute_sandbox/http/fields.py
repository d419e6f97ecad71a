"""Reads the attributes of a body one by one, and reports all that is wrong with them at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flowroute_sandbox.http.bodies import Body
from flowroute_sandbox.http.validation_messages import (
    EMPTY,
    IS_NULL,
    MISSING,
    NOT_A_FLAG,
    NOT_A_URL,
    NOT_AN_AMOUNT,
    NOT_AN_INTEGER,
    NOT_TEXT,
    TOO_LONG,
    WRONG_INPUT,
)

if TYPE_CHECKING:
    from flowroute_sandbox.http.bodies import Json


# Assumed: boolean-letters
BOOLEANS = {"true": True, "false": False, "1": True, "0": False, "t": True, "f": False}
"""Booleans in texts and queries, by their spelling in lower case."""


class Fields:
    """Reads the attributes of `body`, and collects their problems.

    The value returned for an invalid field is a placeholder: call `check` before using any.
    """

    def __init__(self, body: Body) -> None:
        self._body = body
        self._sent = body.attributes
        self._problems: dict[str, list[str]] = {}
        self._inner: dict[str, Fields] = {}

    def wrong(self, name: str, message: str) -> None:
        """Add a problem of a field."""
        self._problems.setdefault(name, []).append(message)

    def check(self) -> None:
        """Raise Refused with every problem, if there is any."""
        if problems := self._all_problems():
            raise self._body.problems(problems)

    def inner(self, name: str) -> Fields:
        """Return the fields of the object under `name`, none when it is null or not there."""
        value = self.raw(name)
        if value is not None and not isinstance(value, dict):
            self.wrong(name, WRONG_INPUT)
        fields = Fields(Body(value if isinstance(value, dict) else {}))
        self._inner[name] = fields
        return fields

    def sent(self, name: str) -> bool:
        """Return whether the body has the field."""
        return name in self._sent

    def raw(self, name: str) -> Json:
        """Return the value as it was sent, None when it was not."""
        return self._sent.get(name)

    def required(
        self,
        name: str,
        kept: str | None = None,
        *,
        maximum: int | None = None,
        number: bool = False,
    ) -> str:
        """Return a text that is not blank; `number` takes integers as well.

        It may be left out only where there is a value that is `kept` instead.
        """
        if kept is not None and not self.sent(name):
            return kept
        value = self.optional(name, maximum=maximum, number=number)
        if value is None:
            if self.raw(name) is None:
                self.wrong(name, IS_NULL if self.sent(name) else MISSING)
            return ""
        if not value.strip():
            self.wrong(name, EMPTY)
        return value

    def optional(
        self, name: str, *, maximum: int | None = None, number: bool = False
    ) -> str | None:
        """Return a text, None when it is null or not there."""
        value = self._sent.get(name)
        if number and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is None:
            return None
        if not isinstance(value, str):
            self.wrong(name, NOT_TEXT)
            return None
        if maximum is not None and len(value) > maximum:
            self.wrong(name, TOO_LONG.format(maximum=maximum))
        return value

    def flag(self, name: str) -> bool | None:
        """Return a boolean, None when it is null or not there; 1, 0 and texts will do."""
        value = self.raw(name)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int | float):
            flag = bool(value) if value in {0, 1} else None
        else:
            flag = BOOLEANS.get(value.lower()) if isinstance(value, str) else None
        if flag is None:
            self.wrong(name, NOT_A_FLAG)
        return flag

    def integer(self, name: str) -> int | None:
        """Return an integer, None when it is null or not there; digits in quotes will do."""
        value = self.raw(name)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
            return int(value)
        self.wrong(name, NOT_AN_INTEGER)
        return None

    def amount(
        self, name: str, *, required: bool = False, rule: str = NOT_AN_AMOUNT
    ) -> float | None:
        """Return a number that is not negative, None when it is null or not there."""
        value = self.raw(name)
        if value is None:
            if required:
                self.wrong(name, MISSING)
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e12:
            self.wrong(name, rule)
            return None
        return value

    def _all_problems(self) -> dict[str, object]:
        """Return every problem, those of inner objects under their names."""
        inner = {
            name: problems
            for name, fields in self._inner.items()
            if (problems := fields._all_problems())
        }
        return {**self._problems, **inner}

    def url(self, name: str, *, required: bool = False) -> str:
        """Return an http or https address, "" when it is null or not there."""
        value = self.required(name) if required else self.optional(name)
        if value and not is_url(value):
            self.wrong(name, NOT_A_URL)
        return value or ""


def is_url(text: str) -> bool:
    """Return whether `text` is an absolute http or https address."""
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and not re.search(r"\s", text)
        )
    except ValueError:  # an unfinished IPv6 host
        return False
