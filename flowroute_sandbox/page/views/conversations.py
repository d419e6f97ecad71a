"""Phones: the conversations, and one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from flowroute_sandbox.http.errors import Refusal, Refused
from flowroute_sandbox.http.router import route
from flowroute_sandbox.page.addresses import address
from flowroute_sandbox.page.bubbles import Bubble, bubbles
from flowroute_sandbox.page.views.choices import number_choices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.live.live import Live
    from flowroute_sandbox.page.context import PageContext
    from flowroute_sandbox.page.unread import Ends, Seen
    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.state.entities import MessageRow

LISTED = 50
"""How many conversations, and how many messages of one, are shown at once."""

UNREAD = 20
"""How many unread messages are counted at most."""

NO_CONVERSATION = Refusal(
    404, "There is no message between these two numbers. It may have been reset.", "Not Found"
)


class Listed(NamedTuple):
    """A conversation in the list."""

    ours: str
    theirs: str
    address: str
    newest: MessageRow
    unread: int


class Conversation(NamedTuple):
    """The part of a conversation that is shown."""

    ours: str
    theirs: str
    bubbles: Sequence[Bubble]
    older: str | None  # the address of the messages before these
    is_newest: bool


@route("GET", "/_sandbox/page")
def show_conversations(context: PageContext) -> Response:
    """200 with the conversations."""
    return _page(context)


@route("GET", "/_sandbox/page/conversations/new")
def show_new(context: PageContext) -> Response:
    """200 with the form that begins a conversation."""
    return _page(context, begin=True)


@route("GET", "/_sandbox/page/conversations/{ours}/{theirs}")
def show_conversation(context: PageContext) -> Response:
    """200 with one conversation: its newest messages, or those before the one in the query."""
    return _page(context, (context.path["ours"], context.path["theirs"]))


def _page(context: PageContext, ends: Ends | None = None, *, begin: bool = False) -> Response:
    query = context.query()
    wanted = query.get("q", "")
    shown = _count(query.get("shown", ""))
    peeks = "x-peek" in context.request.headers  # the tab is in the background

    def look(account: Account, live: Live, now: datetime) -> dict[str, Any]:
        chosen = _conversation(context, account, live, now, ends) if ends else None
        if chosen and chosen.is_newest and not peeks:
            newest = chosen.bubbles[-1].row
            context.seen.look((chosen.ours, chosen.theirs), newest.sequence, newest.accepted)
        rows, more = _listed(live, context.seen, wanted, shown)
        return {
            "chosen": chosen,
            "conversations": rows,
            "more": shown + LISTED if more else None,
            "total": live.conversations.count(),
            "numbers": number_choices(account),
        }

    values = context.sandbox.recorder.read(look)
    if ends and values["chosen"] is None:
        raise Refused(NO_CONVERSATION)
    return context.html(
        "phones", "phones.html", q=wanted, shown=shown, begin=begin, at=_at(query), **values
    )


def _conversation(
    context: PageContext, account: Account, live: Live, now: datetime, ends: Ends
) -> Conversation | None:
    ours, theirs = ends
    before = context.query().get("before") or None
    page = live.conversations.page(ours, theirs, before=before, limit=LISTED)
    if page is None:
        return None
    older = None
    if page.more and page.messages:
        older = f"{address(ours, theirs)}?{urlencode({'before': page.messages[0].id})}"
    shown = bubbles(account, page.messages, now)
    return Conversation(ours, theirs, shown, older, before is None)


def _listed(live: Live, seen: Seen, wanted: str, shown: int) -> tuple[list[Listed], bool]:
    rows: list[Listed] = []
    for (ours, theirs), _, newest in live.conversations.find(wanted):
        if len(rows) == shown:
            return rows, True
        unread = _unread(live, seen, ours, theirs)
        rows.append(Listed(ours, theirs, address(ours, theirs), newest, unread))
    return rows, False


def _unread(live: Live, seen: Seen, ours: str, theirs: str) -> int:
    """Return how many messages to the phone have not been looked at, of the newest ones."""
    page = live.conversations.page(ours, theirs, limit=UNREAD)
    messages = page.messages if page else []
    return sum(message.outbound and seen.is_new((ours, theirs), message) for message in messages)


def _count(text: str) -> int:
    valid = text.isascii() and text.isdigit() and len(text) < 6
    return max(int(text), LISTED) if valid else LISTED


def _at(query: Mapping[str, str]) -> str:
    """Return the filter as part of an address, for links that keep it."""
    kept = {name: query[name] for name in ("q", "shown") if query.get(name)}
    return f"?{urlencode(kept)}" if kept else ""
