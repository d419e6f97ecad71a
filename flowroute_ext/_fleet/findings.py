"""What an audit finds."""

from __future__ import annotations

from typing import Literal

import attrs

from .._base.masking import masked, text_masked
from .._base.plain.value import Value

FindingKind = Literal[
    "no E911 address",
    "E911 address not valid",
    "no route",
    "not in the file",
    "not on the account",
    "in the way",
]


@attrs.frozen(kw_only=True)
class Finding(Value):
    """One thing that is wrong: of a `number`, which has this `name` in the fleet, if any."""

    kind: FindingKind
    number: str | None = attrs.field(default=None, repr=masked)
    name: str | None = attrs.field(default=None, repr=text_masked)
    reason: str | None = attrs.field(default=None, repr=False)

    def __str__(self) -> str:
        both = self.number and self.name not in (None, self.number)
        number = f"{self.number} ({self.name})" if both else self.number or self.name
        return ": ".join(text for text in (number, self.kind, self.reason) if text)


@attrs.frozen(kw_only=True)
class AuditReport(Value):
    """What an audit of an account with so many `numbers` has found."""

    numbers: int
    findings: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings
