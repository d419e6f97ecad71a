"""All the state of one Flowroute account, in memory and without I/O."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol

from flowroute_sandbox.state.calls.rows import CallRow, CdrExportRow
from flowroute_sandbox.state.entities import (
    CallbackRow,
    CnamRow,
    CounterRow,
    E911Row,
    MediaContent,
    MediaSize,
    MessageRow,
    NumberRow,
    RateWindow,
    RouteRow,
    SeededNumber,
    Settings,
    Unlocatable,
    WebhookDelivery,
)
from flowroute_sandbox.state.messaging.rows import ProvisioningRow
from flowroute_sandbox.state.ports.rows import PortabilityRow, PortFileRow, PortOrderRow
from flowroute_sandbox.state.tables import Change, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FURTHEST = 36_500 * 86_400 * 1_000_000
"""How far the clock may be ahead, in microseconds."""

BUILT_IN_ROUTE = RouteRow(id="0", alias="sip-reg", route_type="sip-reg", value=None)


class AccountStore(Protocol):
    """Where an account is kept."""

    def load(self) -> Iterable[tuple[str, str, Mapping[str, Any]]]:
        """Return every row saved, in any order."""
        ...

    def save(self, changes: Sequence[Change]) -> None:
        """Save the changes, all or none of them."""
        ...


@dataclass
class Account:
    """The tables of one account: all of its state."""

    numbers: Table[NumberRow] = field(
        default_factory=partial(Table[NumberRow], "number", NumberRow, attrgetter("value"))
    )
    seeded: Table[SeededNumber] = field(
        default_factory=partial(Table[SeededNumber], "seeded", SeededNumber, attrgetter("value"))
    )
    routes: Table[RouteRow] = field(
        default_factory=partial(Table[RouteRow], "route", RouteRow, attrgetter("id"))
    )
    e911s: Table[E911Row] = field(
        default_factory=partial(Table[E911Row], "e911", E911Row, attrgetter("id"))
    )
    unlocatable: Table[Unlocatable] = field(
        default_factory=partial(Table[Unlocatable], "unlocatable", Unlocatable, attrgetter("key"))
    )
    cnams: Table[CnamRow] = field(
        default_factory=partial(Table[CnamRow], "cnam", CnamRow, attrgetter("id"))
    )
    messages: Table[MessageRow] = field(
        default_factory=partial(Table[MessageRow], "message", MessageRow, attrgetter("id"))
    )
    media_sizes: Table[MediaSize] = field(
        default_factory=partial(Table[MediaSize], "media_size", MediaSize, attrgetter("url"))
    )
    media_contents: Table[MediaContent] = field(
        default_factory=partial(
            Table[MediaContent], "media_content", MediaContent, attrgetter("id")
        )
    )
    callbacks: Table[CallbackRow] = field(
        default_factory=partial(Table[CallbackRow], "callback", CallbackRow, attrgetter("key"))
    )
    deliveries: Table[WebhookDelivery] = field(
        default_factory=partial(
            Table[WebhookDelivery], "delivery", WebhookDelivery, attrgetter("key")
        )
    )
    ports: Table[PortOrderRow] = field(
        default_factory=partial(Table[PortOrderRow], "port", PortOrderRow, attrgetter("id"))
    )
    port_files: Table[PortFileRow] = field(
        default_factory=partial(Table[PortFileRow], "port_file", PortFileRow, attrgetter("id"))
    )
    portability: Table[PortabilityRow] = field(
        default_factory=partial(
            Table[PortabilityRow], "portability", PortabilityRow, attrgetter("number")
        )
    )
    provisioning: Table[ProvisioningRow] = field(
        default_factory=partial(
            Table[ProvisioningRow], "provisioning", ProvisioningRow, attrgetter("id")
        )
    )
    calls: Table[CallRow] = field(
        default_factory=partial(Table[CallRow], "call", CallRow, attrgetter("id"))
    )
    cdr_exports: Table[CdrExportRow] = field(
        default_factory=partial(Table[CdrExportRow], "cdr_export", CdrExportRow, attrgetter("id"))
    )
    windows: Table[RateWindow] = field(
        default_factory=partial(Table[RateWindow], "window", RateWindow, attrgetter("endpoint"))
    )
    counters: Table[CounterRow] = field(
        default_factory=partial(Table[CounterRow], "counter", CounterRow, attrgetter("kind"))
    )
    _settings: Table[Settings] = field(
        default_factory=partial(Table[Settings], "settings", Settings, attrgetter("key"))
    )

    _all: tuple[Table[Any], ...] = field(default=(), init=False, repr=False, compare=False)
    _new_settings: bool = field(default=False, init=False, repr=False, compare=False)
    _changed: dict[int, Table[Any]] = field(
        default_factory=dict[int, Any], init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        names = (
            table_field.name
            for table_field in fields(self)
            if table_field.name not in {"_all", "_changed", "_new_settings"}
        )
        self._all = tuple(getattr(self, name) for name in names)
        for place, table in enumerate(self._all):
            table.changed_tables, table.place = self._changed, place
        self.routes.put(BUILT_IN_ROUTE)
        self.forget_changes()  # every account has it, so it is no change

    @classmethod
    def load(cls, rows: Iterable[tuple[str, str, Mapping[str, Any]]]) -> Account:
        """Return the account whose changes were these `(kind, key, row)`, in any order.

        Raises `ValueError` for a row that it does not know, by its number from 1.
        """
        account = cls()
        tables = {table.kind: table for table in account.tables()}
        for number, (kind, key, values) in enumerate(rows, 1):
            if kind not in tables:
                raise ValueError(
                    f"row {number}: there is no such kind of row; known: {', '.join(tables)}"
                )
            try:
                tables[kind].restore(key, values)
            except ValueError as error:
                raise ValueError(f"row {number}, a {kind}: {error}") from None
        account.messages.sort(key=lambda message: message.sequence)
        account.ports.sort(key=lambda order: order.sequence)
        account.provisioning.sort(key=lambda task: task.sequence)
        account._pay_for_newer_messages()
        if not 0 <= account.settings.clock_offset <= FURTHEST:
            raise ValueError("the clock is ahead by more than a hundred years, or behind")
        return account

    def tables(self) -> tuple[Table[Any], ...]:
        """Return every table."""
        return self._all

    @property
    def has_changed(self) -> bool:
        """Whether a row of any table has changed since `forget_changes`."""
        return bool(self._changed)

    def changes(self) -> list[Change]:
        """Return the changes since `forget_changes`, as `(kind, key, JSON-able row or None)`.

        None is a row that was removed. What `pay` changed is no change: `load` finds it again.
        """
        tables = [table for _, table in sorted(self._changed.items())]
        if tables and tables[-1] is self._settings and not self._new_settings:
            tables.pop()
        return [change for table in tables for change in table.changes()]

    def forget_changes(self) -> None:
        """Count everything as unchanged."""
        for table in self._changed.values():
            table.forget()
        self._changed.clear()
        self._new_settings = False

    def reset(self) -> None:
        """Remove every row that a new account does not have; each is a change."""
        self._new_settings = True
        for table in self.tables():
            for key in list(table.keys()):
                if table is not self.routes or key != BUILT_IN_ROUTE.id:
                    table.drop(key)

    def count(self, kind: str) -> int:
        """Return the next count of `kind`, from 1, and remember it."""
        last = self.counters.get(kind)
        count = 1 if last is None else last.count + 1
        self.counters.put(CounterRow(kind, count))
        return count

    @property
    def settings(self) -> Settings:
        """What the control API has set."""
        return self._settings.get("settings") or Settings()

    @settings.setter
    def settings(self, settings: Settings) -> None:
        self._settings.put(settings)
        self._new_settings = True

    def pay(self, message: MessageRow) -> None:
        """Take the amount of a new message from the balance, even below nothing.

        The settings are saved with the first message, and with others only when they change.
        """
        settings = self.settings
        self._new_settings |= settings.paid_messages is None
        self._settings.put(
            replace(
                settings,
                balance=settings.balance - message.amount,
                paid_messages=message.sequence,
            )
        )

    def _pay_for_newer_messages(self) -> None:
        """Pay for messages that are newer than the settings."""
        paid = self.settings.paid_messages
        if paid is None:
            return
        for message in [message for message in self.messages if message.sequence > paid]:
            self.pay(message)
        self.forget_changes()
