"""`Message`: an SMS or MMS to send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

import attrs

from .._base.frames import all_clear_frames
from .._base.masking import all_urls_masked, length, masked, url_masked
from .._base.phone import phone_number
from .._base.plain.value import BuiltValue
from .._base.problems import Problems, shown
from .._base.reading.empty import is_empty
from . import adopt, number_text
from .callbacks import callback_url
from .urls import web_url

if TYPE_CHECKING:
    from collections.abc import Iterable

# 750 kB, with the text. Flowroute's error: "File at … is over 767840 byte limit".
MMS_BYTES = 767_840
# An SMS is cut into 255 parts at most (3GPP TS 23.040, 9.2.3.24.1), which have 140 characters of
# ASCII, or 70 of UCS-2 (developer.flowroute.com: Message Length and Concatenation).
SMS_CHARACTERS = {True: 255 * 140, False: 255 * 70}
# No page has a limit; more files than this do not fit into an MMS.
MOST_MEDIA = 100


def _url_tuple(urls: Iterable[str] | None) -> tuple[str, ...]:
    """Return the URLs as a tuple; a single text is a single URL."""
    if urls is None:
        return ()
    try:
        return (urls,) if isinstance(urls, str) else tuple(urls)
    except TypeError:
        # Not iterable: refused later, as an invalid URL.
        return (cast("str", urls),)


@all_clear_frames
@attrs.frozen(kw_only=True)
class Message(BuiltValue):
    """A message to send, checked when it is built.

    `to` and `from_` are phone numbers in any spelling, or numbers of the account, and are
    kept as eleven digits. It has a `body`, or `media_urls`, or both; with media it is an MMS.
    ``is_mms=True`` sends plain text as MMS. `dlr_callback` is the URL for the delivery
    receipts of this message, instead of the number's and the account's own callbacks.
    (developer.flowroute.com: Send an SMS, Send an MMS.)

    Raises `InvalidValue` with all problems. The text and the numbers are never shown in full.
    """

    to: str = attrs.field(converter=number_text, repr=masked)
    from_: str = attrs.field(converter=number_text, repr=masked)
    body: str | None = attrs.field(default=None, repr=length)
    media_urls: tuple[str, ...] = attrs.field(
        default=(), converter=_url_tuple, repr=all_urls_masked
    )
    is_mms: bool | None = None
    dlr_callback: str | None = attrs.field(default=None, repr=url_masked)

    def __attrs_post_init__(self) -> None:
        problems = Problems("message")
        to = problems.attempt(phone_number, "", self.to, field="to")
        from_ = problems.attempt(phone_number, "", self.from_, field="from_")
        media_urls = _checked_media(self.media_urls, problems)
        callback = self.dlr_callback
        if callback is not None:
            callback = problems.attempt(callback_url, "", callback, field="dlr_callback")
        _check_body(self.body, self.kind, problems, media=bool(media_urls))
        _check_is_mms(self.is_mms, problems, media=bool(media_urls))
        problems.raise_if_any()
        adopt(self, to=to, from_=from_, media_urls=media_urls, dlr_callback=callback)

    @property
    def kind(self) -> Literal["sms", "mms"]:
        """``"sms"`` or ``"mms"``, which differ in price, rate limit and callbacks."""
        return "mms" if self.media_urls or self.is_mms is True else "sms"


def _checked_media(urls: tuple[str, ...], problems: Problems) -> tuple[str, ...]:
    """Return the URLs as they are sent; of too many, only their number is a problem."""
    if len(urls) > MOST_MEDIA:
        got, rule = f"{len(urls):,}", f"must be {MOST_MEDIA} URLs at most"
        problems.add("media_urls", got, rule=rule, cure="send the others in another message")
        return urls
    return tuple(
        problems.attempt(_media_url, "", url, f"media_urls[{index}]")
        for index, url in enumerate(urls)
    )


def _media_url(url: object, field: str) -> str:
    """Return *url*, if it is public, so that Flowroute can fetch a file from it."""
    rule = "must be a public URL, which Flowroute fetches the file from"
    return web_url(url, field=field, rule=rule, public=True)


def _check_body(body: object, kind: str, problems: Problems, *, media: bool) -> None:
    """Add the problems of the text; it is never shown, only its length."""
    if body is None:
        if not media:
            problems.add(
                "body",
                "nothing",
                rule="must be there, unless there are media_urls",
                cure="give a body, or media_urls",
            )
        return
    if not isinstance(body, str) or is_empty(body):
        rule, cure = "must be a text with something visible in it", "give some text"
        if media:
            cure = "leave it out to send the media alone"
        problems.add("body", shown(body), rule=rule, cure=cure)
        return
    try:
        size = len(body.encode())
    except UnicodeEncodeError:
        problems.add(
            "body",
            f"{len(body)} characters with half of a surrogate pair",
            rule="must be text that UTF-8 can carry",
            cure="decode it from its source again, with the right encoding",
        )
        return
    if kind == "sms" and len(body) > SMS_CHARACTERS[False]:
        _check_parts(body, problems)
    elif kind == "mms" and size > MMS_BYTES:
        problems.add(
            "body",
            f"{size:,} bytes",
            rule=f"must fit into the {MMS_BYTES:,} bytes of an MMS",
            cure="shorten it, or send it in parts",
        )


def _check_parts(body: str, problems: Problems) -> None:
    most = SMS_CHARACTERS[body.isascii()]
    if len(body) > most:
        problems.add(
            "body",
            f"{len(body):,} characters",
            rule=f"must fit into the 255 parts of an SMS, as {most:,} characters of its kind do",
            cure="shorten it, or send it as MMS",
        )


def _check_is_mms(is_mms: object, problems: Problems, *, media: bool) -> None:
    if is_mms is not None and not isinstance(is_mms, bool):
        problems.add(
            "is_mms",
            shown(is_mms),
            rule="must be True, False or None",
            cure="give True to send text as MMS, or leave it out",
        )
    elif is_mms is False and media:
        problems.add(
            "is_mms",
            "False",
            rule="must not be False with media, which go as MMS only",
            cure="leave out is_mms, or the media_urls",
        )
