# Written by scripts/unasync.py from flowroute_ext/_async/fleet/auditing.py. Do not edit.
"""What is wrong on an account: numbers without an address or a route, or unknown to a fleet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._base.errors import BadRequest, NotFound, Unprocessable
from ..._base.problems import InvalidValue
from ..._fleet.findings import AuditReport, Finding
from ..._fleet.observed import bind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..._fleet.desired import Fleet
    from ..._values.e911s import E911Record
    from ..._values.numbers import Number
    from ..client import Flowroute


class Auditing:
    """Looks at every number of the account of *flowroute*."""

    def __init__(self, flowroute: Flowroute) -> None:
        self._flowroute = flowroute
        self._reasons: dict[str, str | None] = {}

    def audit(
        self, listed: Mapping[str, Number], fleet: Fleet | None, bought: Mapping[str, str]
    ) -> AuditReport:
        """Return what is found on the numbers *listed*, by value."""
        findings: list[Finding] = []
        names: dict[str, str] = {}
        if fleet is not None:
            bindings = bind(fleet, listed, bought)
            names = {number: name for name, number in bindings.found.items()}
            findings += [Finding(kind="in the way", reason=reason) for reason in bindings.blocked]
            findings += [
                Finding(kind="not on the account", number=member.number, name=member.name)
                for member in bindings.missing
            ]
        for value in sorted(listed):
            if fleet is not None and value not in names:
                findings.append(Finding(kind="not in the file", number=value))
            findings += self._number(value, names.get(value))
        return AuditReport(numbers=len(listed), findings=tuple(findings))

    def _number(self, value: str, name: str | None) -> list[Finding]:
        try:
            number = self._flowroute.numbers.get(value)
        except NotFound:  # released in the meantime
            return []
        findings: list[Finding] = []
        if number.primary_route is None:
            findings.append(Finding(kind="no route", number=value, name=name))
        if number.e911 is None:
            findings.append(Finding(kind="no E911 address", number=value, name=name))
        elif reason := self._reason(number.e911):
            findings.append(
                Finding(kind="E911 address not valid", number=value, name=name, reason=reason)
            )
        return findings

    def _reason(self, record: E911Record) -> str | None:
        """Return why Flowroute does not take the address of *record* any more, or None."""
        if record.id not in self._reasons:
            self._reasons[record.id] = self._validated(record)
        return self._reasons[record.id]

    def _validated(self, record: E911Record) -> str | None:
        try:
            if record.label is None and record.city is None:  # its document was left out
                record = self._flowroute.e911s.get(record)
            self._flowroute.e911s.validate(record.address)
        except InvalidValue as error:
            return "; ".join(str(problem) for problem in error.problems)
        except (BadRequest, Unprocessable) as error:
            return error.reason
        return None
