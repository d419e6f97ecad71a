"""The steps of a plan: each is one call that changes the account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import attrs

from .._base.masking import masked, text_masked
from .._base.plain.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from .._base.plain import JSON

Kind = Literal[
    "create route",
    "change route",
    "create address",
    "change address",
    "create caller name",
    "buy number",
    "change number",
    "set route",
    "set failover",
    "set address",
    "set caller name",
]
Charge = Literal["known", "none", "unknown"]

CREATIONS: Final = frozenset({"create route", "create address", "create caller name", "buy number"})
"""What must not be done twice."""
OF_NUMBERS: Final = frozenset(
    {"buy number", "change number", "set route", "set failover", "set address", "set caller name"}
)
WORDS: Final = {
    "create route": "create the route {name}",
    "change route": "change the route {name}",
    "create address": "create the E911 address {name}",
    "change address": "change the E911 address {name}",
    "create caller name": "submit the caller name {name} for review",
    "buy number": "buy {number} for {name}",
    "change number": "change {what}",
    "set route": "route {what}",
    "set failover": "set the failover of {what}",
    "set address": "set the E911 address of {what}",
    "set caller name": "set the caller name of {what}",
}


def _hidden(settings: Mapping[str, object]) -> str:
    return f"<{', '.join(settings)}>"


def _nothing() -> dict[str, JSON]:
    return {}


@attrs.frozen(kw_only=True)
class Step(Value):
    """One change of the account.

    `name` is the name of the route, the address, the caller name or the number in the fleet, and
    `number` the number itself, where that is known. `after` has the settings that it changes, and
    `before` what they are now, None for a new thing. What it costs is in US dollars, `setup_cost`
    once and `monthly_cost` a month, if the `charge` is ``"known"``; where it is ``"unknown"`` there
    is a price, and the API does not tell it.
    """

    kind: Kind
    name: str = attrs.field(repr=text_masked)
    number: str | None = attrs.field(default=None, repr=masked)
    after: Mapping[str, JSON] = attrs.field(factory=_nothing, repr=_hidden)
    before: Mapping[str, JSON] = attrs.field(factory=_nothing, repr=_hidden)
    charge: Charge = "none"
    setup_cost: Decimal | None = None
    monthly_cost: Decimal | None = None

    @property
    def id(self) -> str:
        """What identifies it in a plan."""
        return f"{self.kind} {self.name}"

    def __str__(self) -> str:
        what = self.name if self.number in (None, self.name) else f"{self.number} ({self.name})"
        text = WORDS[self.kind].format(name=self.name, number=self.number, what=what)
        if self.kind in CREATIONS:
            return text
        return f"{text}: {', '.join(self._changes())}"

    def _changes(self) -> Iterator[str]:
        for name, value in self.after.items():
            was = f"{_shown(self.before[name])} -> " if name in self.before else ""
            yield f"{name} {was}{_shown(value)}"


def _shown(value: object) -> str:
    match value:
        case None | "":
            return "none"
        case bool():
            return "on" if value else "off"
        case str():
            return value if value.isprintable() else ascii(value)
        case _:
            return str(value)
