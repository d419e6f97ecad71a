"""Rows that were checked: their messages as text, and what they are known by. Pure."""

from __future__ import annotations

import hashlib
import json
from json.encoder import encode_basestring
from numbers import Integral
from typing import TYPE_CHECKING, Any

import attrs

from .._base.reading.empty import trimmed
from .._builders import adopt
from .._builders.messages import Message
from .._calls.options import checked_reference
from .additions import packed_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .templates import Template


@attrs.define  # and not frozen, which takes three times as long to make
class Draft:
    """A row that was checked: its reference, its message, also as text, and its line.

    `content` is what a row without a reference of its own is known by, else None, and `fields` are
    the others that it was given with, as text.
    """

    reference: str
    message: Message
    line: int
    packed: str
    content: str | None = None
    fields: str | None = None

    def numbered(self, number: int) -> Draft:
        """The same row as the one of this *number* among rows of the same content."""
        if self.content is None or number == 1:
            return self
        return attrs.evolve(self, reference=_nth(self.content, number))


@attrs.frozen(kw_only=True)
class Defaults:
    """The template of the text, if any, and values for rows without their own."""

    template: Template | None = None
    from_: object = None
    dlr_callback: str | None = None


def drafted(
    message: Message, reference: str | None, fields: Mapping[str, object], line: int
) -> Draft:
    """The draft of a row on that *line*, which is known by its content without a *reference*."""
    body = None if message.body is None else encode_basestring(message.body)
    text, own = _packed(message, body), packed_fields(fields)
    if reference is not None:
        return Draft(reference, message, line, text, None, own)
    content = _content(message, body)
    return Draft(_nth(content, 1), message, line, text, content, own)


def packed(message: Message) -> str:
    """*message* as JSON, the same for equal messages."""
    return _packed(message, None if message.body is None else encode_basestring(message.body))


def unpacked(text: str) -> Message:
    """The message that `packed` made *text* of."""
    return Message(**json.loads(text))


def restored(text: str) -> Message:
    """The same, of a message that was checked when it was packed, and is only to be looked at."""
    parts: dict[str, Any] = json.loads(text)
    return checked_message(
        parts["to"],
        parts["from_"],
        parts.get("body"),
        media_urls=parts.get("media_urls", ()),
        is_mms=parts.get("is_mms"),
        dlr_callback=parts.get("dlr_callback"),
    )


def reference_of(given: object) -> str | None:
    """The reference of a row, None without one."""
    if given is None:
        return None
    if not isinstance(given, bool) and isinstance(given, Integral):
        given = str(given)
    return checked_reference(trimmed(given) if isinstance(given, str) else given)


def checked_message(
    to: str,
    from_: str,
    body: str | None = None,
    *,
    media_urls: Iterable[str] = (),
    is_mms: bool | None = None,
    dlr_callback: str | None = None,
) -> Message:
    """A message of parts that were checked, as `Message` makes it."""
    message = Message.__new__(Message)
    adopt(
        message,
        to=to,
        from_=from_,
        body=body,
        media_urls=tuple(media_urls),
        is_mms=is_mms,
        dlr_callback=dlr_callback,
    )
    return message


def _nth(content: str, number: int) -> str:
    """The reference of the row of this *number* among those of the same content."""
    return _digest(f"{content} {number}")


def _packed(message: Message, body: str | None) -> str:
    text = f'{{"to":"{message.to}","from_":"{message.from_}"'
    if body is not None:
        text += f',"body":{body}'
    if message.media_urls:
        text += f',"media_urls":[{",".join(map(encode_basestring, message.media_urls))}]'
    if message.is_mms is not None:
        text += f',"is_mms":{"true" if message.is_mms else "false"}'
    if message.dlr_callback is not None:
        text += f',"dlr_callback":{encode_basestring(message.dlr_callback)}'
    return text + "}"


def _content(message: Message, body: str | None) -> str:
    """What distinguishes a message from others; where its receipts go does not."""
    urls = ", ".join(map(encode_basestring, message.media_urls))
    return (
        f'["{message.to}", "{message.from_}", {"null" if body is None else body}, [{urls}],'
        f' "{message.kind}"]'
    )


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
