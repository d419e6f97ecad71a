"""Conversations and their messages, under /_sandbox/."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from flowroute_sandbox.control.message_documents import message_document
from flowroute_sandbox.http import paging
from flowroute_sandbox.http.errors import NOT_ON_ACCOUNT, Refused
from flowroute_sandbox.http.json_responses import Document, json_response
from flowroute_sandbox.http.router import route

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response

MOST = 200
"""How many conversations or messages a page has at most."""


@route("GET", "/_sandbox/conversations")
def list_conversations(context: Context) -> Response:
    """200 with each pair of numbers and its newest message, that with the newest first.

    `q` is part of a number or of a text; `limit` and `offset` give other pages than the first.
    """
    return json_response(conversations(context))


@route("GET", "/_sandbox/conversations/{ours}/{theirs}")
def show_conversation(context: Context) -> Response:
    """200 with the newest messages of a pair, the oldest of them first.

    `before` is the id of a message: those before it. `limit` is 50 unless given.
    """
    return json_response(conversation(context, context.path["ours"], context.path["theirs"]))


@route("GET", "/_sandbox/messages/{message_id}")
def show_message(context: Context) -> Response:
    """200 with one message, as it is in its conversation."""
    message = context.account.messages.get(context.path["message_id"])
    if message is None:
        raise Refused(NOT_ON_ACCOUNT)
    return json_response(message_document(context.account, message, context.now))


def conversations(context: Context) -> Document:
    """Return the document of `list_conversations`, for the query of the request."""
    query = context.query()
    page = paging.page({"limit": "50", **query}, maximum=MOST)
    index = context.live.conversations
    pairs = index.find(query.get("q", ""))
    rows = list(islice(pairs, page.offset, page.offset + page.limit + 1))
    more = len(rows) > page.limit
    return {
        "conversations": [
            {
                "ours": pair.ours,
                "theirs": pair.theirs,
                "messages": count,
                "last": message_document(context.account, last, context.now),
            }
            for pair, count, last in rows[: page.limit]
        ],
        "total": index.count(),
        "next": page.offset + page.limit if more else None,
    }


def conversation(context: Context, ours: str, theirs: str) -> Document:
    """Return the document of `show_conversation`; one without messages is empty."""
    query = context.query()
    limit = paging.page({"limit": query.get("limit", "50")}, maximum=MOST).limit
    ours, theirs = ours.removeprefix("+"), theirs.removeprefix("+")
    shown = context.live.conversations.page(ours, theirs, before=query.get("before"), limit=limit)
    messages = shown.messages if shown else []
    return {
        "ours": ours,
        "theirs": theirs,
        "messages": [
            message_document(context.account, message, context.now) for message in messages
        ],
        "before": messages[0].id if shown and shown.more and messages else None,
    }
