"""`flowroute_webhook`: builds the webhooks that Flowroute posts to an application."""

from __future__ import annotations

import difflib
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

from flowroute_sandbox import Ids, webhooks
from flowroute_sandbox.webhooks import Version
from pytest_flowroute._webhooks.deliveries import Webhook, Webhooks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["FlowrouteWebhook", "Webhook", "Webhooks"]

T = TypeVar("T")

PHONE, NUMBER = "12065550100", "12065550142"
FIRST = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)
APART = timedelta(minutes=1)
IDS = Ids(seed=5)  # other ids than those of a sandbox, so that a test can use both
CALLBACK = "https://example.com/sms"
MEDIA = ("file_name", "file_size", "mime_type", "url")


class FlowrouteWebhook:
    """Builds webhooks. Ids and times depend only on how many it has built before.

    Phone numbers may be given in any spelling. Every other member of the document can be
    overridden by its name; an unknown name is refused.
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
        """Return a text message to a number of the account.

        Raises TypeError for an unknown member, ValueError for an unknown version.
        """
        _known("version", version, get_args(Version))
        message_id, when = self._next(id, at)
        document = webhooks.inbound_sms(
            version,
            id=message_id,
            from_=_with_country_code(from_),
            to=_with_country_code(to),
            body=body,
            at=when,
            url=CALLBACK,
        )
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
        """Return a multimedia message to a number of the account.

        `media` are the files: names, or any of file_name, file_size in bytes, mime_type, url.
        Raises TypeError for an unknown member, ValueError for an unknown version; Flowroute
        documents no multimedia message of version 2.
        """
        _known("version", version, ("v2.1", "v2.2"))
        message_id, when = self._next(id, at)
        files = [
            webhooks.media_file(version, message_id, when, position=position, **_about(file))
            for position, file in enumerate(media, 1)
        ]
        document = webhooks.inbound_mms(
            version,
            id=message_id,
            from_=_with_country_code(from_),
            to=_with_country_code(to),
            body=body,
            at=when,
            files=files,
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

        Level 1 is sent when Flowroute has handed the message over, level 2 when the carrier has
        accepted it, or refused it if `failed`. `from_` and `to` are in version 2 only. The body
        of a multimedia message is always empty. Raises TypeError for an unknown member, ValueError
        for an unknown version or level.
        """
        _known("version", version, get_args(Version))
        _known("level", level, (1, 2))
        message_id, when = self._next(_id(message), at)
        document = webhooks.receipt(
            version,
            id=message_id,
            level=level,
            at=when,
            failed=failed,
            from_=_with_country_code(from_),
            to=_with_country_code(to),
            body=body,
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
        submitted, settled = webhooks.receipt_times(sent)
        levels: Iterable[tuple[Literal[1, 2], datetime]] = ((1, submitted), (2, settled))
        return Webhooks(
            self.receipt(
                message_id,
                level=level,
                failed=failed and level == 2,
                from_=from_,
                to=to,
                body=body,
                version=version,
                at=due,
            )
            for level, due in levels
        )

    def _next(self, id: str | None, at: datetime | None) -> tuple[str, datetime]:
        self._made += 1
        if at is not None and at.tzinfo is None:
            raise ValueError(f"at={at.isoformat()} has no time zone: give an aware datetime")
        return id or IDS.message(self._made), at or FIRST + (self._made - 1) * APART


def _with_country_code(number: str) -> str:
    """Return ten digits in any spelling with the country code 1; other numbers as they are."""
    digits = re.sub(r"[\s().+-]", "", number)
    return f"1{digits}" if re.fullmatch("[0-9]{10}", digits) else number


def _id(message: object) -> str | None:
    """Return a message id, given as such or by an object that has it."""
    message_id = getattr(message, "id", message)
    if message_id is None or isinstance(message_id, str):
        return message_id
    raise TypeError(f"a message is its id or an object with one, not a {type(message).__name__}")


def _about(media: str | Mapping[str, Any]) -> dict[str, Any]:
    about = {"file_name": media} if isinstance(media, str) else dict(media)
    _refuse_unknown("a file of inbound_mms()", about, MEDIA)
    return {"file_name": "photo.jpg", **about}


def _overridden(maker: str, document: dict[str, Any], members: Mapping[str, Any]) -> Webhook:
    attributes = webhooks.attributes_of(document)
    _refuse_unknown(f"{maker}()", members, attributes)
    attributes.update(members)
    return Webhook(document)


def _refuse_unknown(what: str, given: Iterable[str], known: Iterable[str]) -> None:
    known = list(known)
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"it has {', '.join(known)}"
            raise TypeError(f"{what} has no member {name!r}: {hint}")


def _known(name: str, value: T, choices: Sequence[T]) -> None:
    if value not in choices:
        listed = " or ".join(map(repr, choices))
        raise ValueError(f"{name}={value!r} is not documented: use {listed}")
