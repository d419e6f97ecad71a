"""Messages as their sender describes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flowroute_sandbox.api.new_messages import MessageDraft
from flowroute_sandbox.http.errors import NOT_AUTHORIZED, NOT_ON_ACCOUNT, Refused
from flowroute_sandbox.http.fields import Fields, is_url
from flowroute_sandbox.http.validation_messages import (
    MISSING,
    NOT_A_LIST,
    NOT_A_URL,
    NOT_E164,
    NOT_ELEVEN_DIGITS,
    NOT_TEXT,
)

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.bodies import Body

NOT_A_NUMBER = {"v2": NOT_ELEVEN_DIGITS, "v2.1": NOT_ELEVEN_DIGITS, "v2.2": NOT_E164}
ELEVEN_DIGITS = re.compile("[1-9][0-9]{10}")
NUMBERS = {
    "v2": ELEVEN_DIGITS,
    "v2.1": ELEVEN_DIGITS,
    "v2.2": re.compile(r"\+?[1-9][0-9]{6,14}"),
}
"""The numbers that the page of the operation has."""
# Assumed: number-prefixes
PREFIXED = re.compile(r"(?:\+|011)([1-9][0-9]{6,14})")


def outbound(context: Context, body: Body) -> MessageDraft:
    """Return the message in the body, from a number of the account."""
    body.check_type("message")
    fields = Fields(body)
    version = context.path["version"]
    strict = context.strict
    recipient = _number(fields, "to", version, strict=strict)
    sender = _number(fields, "from", version, strict=strict)
    urls, text = _content(fields)
    flag = fields.flag("is_mms")
    dlr_callback = fields.url("dlr_callback")
    fields.check()
    # Assumed: messaging-not-needed
    number = context.account.numbers.get(sender)
    if number is None:
        raise Refused(NOT_AUTHORIZED)
    return MessageDraft(
        outbound=True,
        number=number,
        peer=recipient,
        body=text,
        is_mms=bool(urls) or flag is True,
        media_urls=urls,
        dlr_callback=dlr_callback or None,
    )


def inbound(context: Context, fields: Fields, *, files: int = 0) -> MessageDraft:
    """Return the message that the fields describe, to a number of the account.

    It needs no text if so many `files` come with it, which are not yet among its media.
    """
    sender, recipient = _number(fields, "from", "v2.2"), _number(fields, "to", "v2.2")
    urls, text = _content(fields, optional=files > 0)
    fields.check()
    number = context.account.numbers.get(recipient)
    if number is None:
        raise Refused(NOT_ON_ACCOUNT)
    return MessageDraft(
        outbound=False,
        number=number,
        peer=sender,
        body=text,
        is_mms=bool(urls) or files > 0,
        media_urls=urls,
    )


def is_mms(body: Body) -> bool:
    """Return whether the body describes a multimedia message."""
    return bool(body.attributes.get("media_urls")) or Fields(body).flag("is_mms") is True


def _number(fields: Fields, name: str, version: str, *, strict: bool = False) -> str:
    """Return the digits of a phone number, without the plus or 011 that may be in front."""
    number = fields.required(name, number=True)
    prefixed = PREFIXED.fullmatch(number)
    if number and not NUMBERS[version].fullmatch(number) and (strict or prefixed is None):
        fields.wrong(name, NOT_A_NUMBER[version])
    # Assumed: no-plus-in-records
    return prefixed[1] if prefixed else number


def _content(fields: Fields, *, optional: bool = False) -> tuple[list[str], str]:
    """Return the media addresses and the text, of which one is required unless `optional`."""
    urls, text = _media_urls(fields), fields.optional("body") or ""
    if optional:
        return urls, text
    if fields.raw("media_urls") in (None, "", []) and fields.raw("body") in (None, ""):
        fields.wrong("body", MISSING)
    return urls, text


def _media_urls(fields: Fields) -> list[str]:
    """Return the media addresses; form data has no list of one, so a single text will do."""
    sent = fields.raw("media_urls")
    if sent is None:
        return []
    listed = [sent] if isinstance(sent, str) else sent
    if not isinstance(listed, list):
        fields.wrong("media_urls", NOT_A_LIST)
        return []
    urls: list[str] = []
    for url in listed:
        if not isinstance(url, str):
            fields.wrong("media_urls", NOT_TEXT)
        elif not is_url(url):
            fields.wrong("media_urls", NOT_A_URL)
        else:
            urls.append(url)
    return urls
