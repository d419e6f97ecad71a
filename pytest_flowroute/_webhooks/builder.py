"""`flowroute_webhook`: what Flowroute posts to an application, made to a test's measure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

from flowroute_ext._base.problems import nearest
from flowroute_sandbox.state.ids import Ids
from flowroute_sandbox.state.receipts import SETTLED_AFTER, SUBMITTED_AFTER
from pytest_flowroute._webhooks import documents as _shapes
from pytest_flowroute._webhooks.deliveries import Webhook, Webhooks
from pytest_flowroute._webhooks.documents import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["FlowrouteWebhook", "Webhook", "Webhooks"]

T = TypeVar("T")

PHONE, NUMBER = "12065550100", "12065550142"
FIRST = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)
APART = timedelta(minutes=1)
IDS = Ids(seed=5)  # others than a sandbox gives, so that a test can hold both
MEDIA = ("file_name", "file_size", "mime_type", "url")


class FlowrouteWebhook:
    """Makes webhooks. Ids and times follow from how many it made before, and from nothing else.

    Phone numbers may be given in any spelling. Every other member of the document that there
    is can be overridden by its name; a name that there is not is refused.
    """

    def __init__(self) -> None:
        self._made = 0

    def inbound_sms(
        self,
        *,
        from_: str = PHONE,
        to: str = NUMBER,
        body: str = "Hello",
        version: Version = "v2.1",
        id: str | None = None,
        at: datetime | None = None,
        **members: Any,
    ) -> Webhook:
        """Return a text message from somebody to a number of the account.

        Raises TypeError for an unknown member, ValueError for an unknown version.
        """
        _known("version", version, get_args(Version))
        message_id, when = self._next(id, at)
        document = _shapes.sms(version, message_id, when, from_=from_, to=to, body=body)
        return _overridden("inbound_sms", document, members)

    def inbound_mms(
        self,
        *,
        from_: str = PHONE,
        to: str = NUMBER,
        body: str | None = None,
        media: Sequence[str | Mapping[str, Any]] = ("photo.jpg",),
        version: Literal["v2.1", "v2.2"] = "v2.1",
        id: str | None = None,
        at: datetime | None = None,
        **members: Any,
    ) -> Webhook:
        """Return a multimedia message from somebody to a number of the account.

        `media` are the files: names, or any of file_name, file_size in bytes, mime_type, url.
        Raises TypeError for an unknown member, ValueError for an unknown version; Flowroute
        documents no multimedia message of version 2.
        """
        _known("version", version, ("v2.1", "v2.2"))
        message_id, when = self._next(id, at)
        files = [
            _shapes.file(version, message_id, when, position, _about(one))
            for position, one in enumerate(media, 1)
        ]
        document = _shapes.mms(
            version, message_id, when, from_=from_, to=to, body=body, files=files
        )
        return _overridden("inbound_mms", document, members)

    def receipt(
        self,
        message: object = None,
        *,
        level: Literal[1, 2] = 2,
        failed: bool = False,
        from_: str = NUMBER,
        to: str = PHONE,
        body: str = "",
        version: Version = "v2.1",
        at: datetime | None = None,
        **members: Any,
    ) -> Webhook:
        """Return a delivery receipt for a message, given as what sending returned or as its id.

        Level 1 says that Flowroute handed the message over, level 2 what the carrier made of
        it: accepted, unless `failed`. `from_` and `to` show in version 2 only. The body of a
        multimedia message is always empty. Raises TypeError for an unknown member, ValueError
        for an unknown version or level.
        """
        _known("version", version, get_args(Version))
        _known("level", level, (1, 2))
        message_id, when = self._next(_id(message), at)
        document = _shapes.receipt(
            version, message_id, when, level=level, failed=failed, from_=from_, to=to, body=body
        )
        return _overridden("receipt", document, members)

    def receipts(
        self,
        message: object = None,
        *,
        failed: bool = False,
        from_: str = NUMBER,
        to: str = PHONE,
        body: str = "",
        version: Version = "v2.1",
        at: datetime | None = None,
    ) -> Webhooks:
        """Return both receipts of a message sent at `at`: level 1, then level 2."""
        message_id, sent = self._next(_id(message), at)
        levels: Iterable[tuple[Literal[1, 2], timedelta]] = (
            (1, SUBMITTED_AFTER),
            (2, SETTLED_AFTER),
        )
        return Webhooks(
            self.receipt(
                message_id,
                level=level,
                failed=failed and level == 2,
                from_=from_,
                to=to,
                body=body,
                version=version,
                at=sent + after,
            )
            for level, after in levels
        )

    def _next(self, id: str | None, at: datetime | None) -> tuple[str, datetime]:
        self._made += 1
        if at is not None and at.tzinfo is None:
            raise ValueError(f"at={at.isoformat()} has no time zone: give an aware datetime")
        return id or IDS.message(self._made), at or FIRST + (self._made - 1) * APART


def _id(message: object) -> str | None:
    """Return the id of a message, given as such or by an object that has it."""
    found = getattr(message, "id", message)
    if found is None or isinstance(found, str):
        return found
    raise TypeError(f"a message is its id or an object with one, not a {type(message).__name__}")


def _about(media: str | Mapping[str, Any]) -> dict[str, Any]:
    about = {"file_name": media} if isinstance(media, str) else dict(media)
    _refuse_unknown("a file of inbound_mms()", about, MEDIA)
    return {"file_name": "photo.jpg", **about}


def _overridden(maker: str, document: dict[str, Any], members: Mapping[str, Any]) -> Webhook:
    told = _shapes.attributes(document)
    _refuse_unknown(f"{maker}()", members, told)
    told.update(members)
    return Webhook(document)


def _refuse_unknown(what: str, given: Iterable[str], known: Iterable[str]) -> None:
    known = list(known)
    for name in given:
        if name not in known:
            like = nearest(name, known)
            hint = f"did you mean {like!r}?" if like else f"it has {', '.join(known)}"
            raise TypeError(f"{what} has no member {name!r}: {hint}")


def _known(name: str, value: T, choices: Sequence[T]) -> None:
    if value not in choices:
        listed = " or ".join(map(repr, choices))
        raise ValueError(f"{name}={value!r} is not documented: use {listed}")
