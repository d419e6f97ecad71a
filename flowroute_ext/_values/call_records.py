"""Call detail records, as the files of exports have them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from .._base.masking import masked
from .._base.plain.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, timedelta
    from decimal import Decimal

    from .._base.plain.literals import Direction


class Cells(Mapping[str, str]):
    """The cells of a row by their columns, put together when one is asked for.

    Its repr shows none of them.
    """

    __slots__ = ("_names", "_row")

    def __init__(self, names: Sequence[str], row: Sequence[str]) -> None:
        self._names = names
        self._row = row

    def __getitem__(self, name: str) -> str:
        return self._cells()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells())

    def __len__(self) -> int:
        return len(self._cells())

    def __repr__(self) -> str:
        return f"<{len(self)} cells>"

    def _cells(self) -> dict[str, str]:
        return dict(zip(self._names, self._row, strict=False))


NOTHING = Cells((), ())


@attrs.frozen(slots=False)
class CallRecord(Value):
    """One call: who called whom, when, for how long, how it ended, and what it costs.

    The names are those of the columns of the file; what a file does not have, or what is not
    readable, is None. Amounts are US dollars, and `rate` is for a minute. `raw` has the cells by
    their columns, also those that are not known here. (developer.flowroute.com: CDR Results)
    """

    direction: Direction | str | None
    start_time: datetime | None
    end_time: datetime | None
    destination: str | None = attrs.field(repr=masked)
    number_alias: str | None
    callerid: str | None = attrs.field(repr=masked)
    total_cost: Decimal | None
    destination_name: str | None
    callerid_country: str | None
    line_information: str | None
    result: str | None
    call_fail_sip_code: int | None
    call_fail_reason: str | None
    duration: timedelta | None
    billed_duration: timedelta | None
    rate: Decimal | None
    first_increment: timedelta | None
    subsequent_increment: timedelta | None
    cost_subtotal: Decimal | None
    connect_fee: Decimal | None
    usf_fee: Decimal | None
    ccrf: Decimal | None
    cnam_lookup_fee: Decimal | None
    custom_x_tag: str | None = attrs.field(repr=False)
    customer_ip: str | None = attrs.field(repr=False)
    raw: Mapping[str, str] = attrs.field(default=NOTHING, repr=False, eq=False)
