"""Types of arguments that identify a resource: an object that a call returned, or its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .._values.cdrs import CdrExport
    from .._values.cnams import CnamRecord
    from .._values.e911s import E911Record
    from .._values.messages import MessageRecord, SentMessage
    from .._values.numbers import AvailableNumber, Number
    from .._values.ports import PortFile, PortOrderRecord
    from .._values.provisioning import ProvisioningTask
    from .._values.routes import RouteRecord

NumberLike: TypeAlias = "str | Number | AvailableNumber"
NumbersLike: TypeAlias = "Iterable[NumberLike]"
RouteLike: TypeAlias = "str | int | RouteRecord"
E911Like: TypeAlias = "str | int | E911Record"
CdrExportLike: TypeAlias = "str | int | CdrExport"
CnamLike: TypeAlias = "str | int | CnamRecord"
PortOrderLike: TypeAlias = "str | int | PortOrderRecord"
PortFileLike: TypeAlias = "str | int | PortFile"
TaskLike: TypeAlias = "str | ProvisioningTask"
MessageLike: TypeAlias = "str | SentMessage | MessageRecord"
