"""`StatusChange` and `UnknownEvent`: the events that are not of messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

import attrs

from .._base.masking import length
from .._base.plain.value import Value
from .._base.times import moment
from .keys import content_key, key
from .resources import brief, text

if TYPE_CHECKING:
    from datetime import datetime

    from .resources import Resource

# Where the resource itself is posted instead of an event, its type in the plural, as in events.
RESOURCES: Final = {
    "portorder": "portorders",
    "cdrexport": "cdrexports",
    "message_provisioning_status": "message_provisioning_status",
    "message_bulk_provisioning_status": "message_bulk_provisioning_status",
}


@attrs.frozen(slots=False)
class StatusChange(Value):
    """The new `status` of a port order, a CDR export, or the provisioning of messages.

    `resource_type` is such as ``"portorders"``, and `resource_id` the id of that one. `event_id`
    and `message`, a sentence, are None if they were not given.
    """

    resource_type: str = attrs.field(repr=brief)
    resource_id: str = attrs.field(repr=brief)
    status: str | None = attrs.field(repr=brief)
    message: str | None = attrs.field(repr=length)
    timestamp: datetime | None
    event_id: str | None = attrs.field(repr=brief)
    raw: dict[str, Any] = attrs.field(factory=dict[str, Any], repr=False, eq=False)

    _on_access: ClassVar = ("kind", "key")

    @property
    def kind(self) -> Literal["status_change"]:
        """What kind of event this is."""
        return "status_change"

    @property
    def key(self) -> str:
        """What two deliveries of the same change have in common, and no other has."""
        # A resource may have one status twice: by the id of the event, or else by its time.
        which = self.event_id or (self.timestamp and self.timestamp.isoformat())
        return key("status_change", self.resource_type, self.resource_id, self.status, which)


@attrs.frozen(slots=False)
class UnknownEvent(Value):
    """A webhook of a kind that this version of the package does not know.

    `type` is that of its resource, if it has one, and `raw` the decoded document.
    """

    type: str | None = attrs.field(repr=brief)
    key: str
    raw: dict[str, Any] = attrs.field(factory=dict[str, Any], repr=False, eq=False)

    _on_access: ClassVar = ("kind",)

    @property
    def kind(self) -> Literal["unknown"]:
        """What kind of event this is."""
        return "unknown"


def change_of(resource: Resource, raw: dict[str, Any]) -> StatusChange | None:
    """Return the change that is described by *resource*, or None if it is none."""
    about, members = resource.attributes, resource.members
    if resource.type in RESOURCES and "status" in about:
        resource_type: str | None = RESOURCES[resource.type]
        resource_id, event_id = resource.id, None
    elif "status_change" in (text(about.get("event_type")) or resource.type or ""):
        resource_type = text(about.get("resource_type"))
        resource_id = text(about.get("resource_id"))
        event_id = resource.id or text(about.get("id"))
    else:
        return None
    if not resource_type or not resource_id:
        return None
    times = (about.get("timestamp"), members.get("timestamp"), about.get("at"))
    return StatusChange(
        resource_type=resource_type,
        resource_id=resource_id,
        status=text(about.get("status")) or None,
        message=text(about.get("message")) or None,
        timestamp=next(filter(None, (moment(text(time)) for time in times)), None),
        event_id=event_id,
        raw=raw,
    )


def unknown_event(resource: Resource, raw: dict[str, Any]) -> UnknownEvent:
    """Return the event of a document that is no other."""
    return UnknownEvent(type=resource.type, key=content_key("unknown", raw), raw=raw)
