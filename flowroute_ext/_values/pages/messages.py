"""Pages of messages. And documents with one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flowroute_api import models

from ..._base.money import billionths, from_nanodollars
from ..._base.plain.rows import OBJECT, UNUSUAL, DocumentReader, draft_of, is_unrelated, objects_in
from ..._base.times import moment
from ..messages import MessageRecord
from ..reading import code, flag


def messages_in(rows: list[Any]) -> list[MessageRecord]:
    """Return the messages of a page, which has a thousand; raise as their models do.

    So this is a loop nearly without calls. A message with media is related to them, and not usual.
    """
    values: list[MessageRecord] = []
    draft, fromisoformat = draft_of(MessageRecord), datetime.fromisoformat
    for row in rows:
        try:
            # Nothing else in JSON has members, so both are objects.
            attributes = row["attributes"]
            # And nothing else has prefixes, so these are texts.
            to, from_ = attributes["to"].removeprefix("+"), attributes["from"].removeprefix("+")
            message_id = row["id"]
            text, cost = attributes["timestamp"], attributes["amount_nanodollars"]
            is_mms, encoding = attributes["is_mms"], attributes["message_encoding"]
            receipts = attributes["delivery_receipts"]
            for receipt in receipts:
                if type(receipt) is not dict:
                    receipts = None
            if (
                type(message_id) is str
                and type(receipts) is list
                and "type" in row
                and (len(row) == 3 or is_unrelated(row))
                and (
                    "price_details" not in attributes or type(attributes["price_details"]) in OBJECT
                )
            ):
                when = fromisoformat(text)
                value = draft()
                value.id = message_id
                value.to = to
                value.from_ = from_
                value.body = attributes["body"] or None
                value.direction = attributes["direction"] or None
                value.status = attributes["status"] or None
                value.timestamp = when if when.tzinfo is UTC else moment(text)
                value.is_mms = is_mms if type(is_mms) is bool else flag(is_mms) or False
                value.message_type = attributes["message_type"] or None
                value.encoding = encoding if type(encoding) is int else code(encoding)
                value.cost = billionths(cost) if type(cost) is int else from_nanodollars(cost)
                value.media = ()
                value.raw = row
                value.__class__ = MessageRecord
                values.append(value)
                continue
        except UNUSUAL:
            pass
        values.append(MessageRecord.from_resource(models.Message.from_dict(row)))
    return values


def message_in(document: dict[str, Any]) -> MessageRecord:
    """Return the message of a document; raise various errors where its models are needed."""
    row = document["data"]
    objects_in(document.get("included"))
    if not is_unrelated(row):
        raise ValueError("it may have media")
    [message] = messages_in([row])
    return message


message_document = DocumentReader(MessageRecord.from_document, message_in)
