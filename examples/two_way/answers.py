"""What is answered to texts; for any web framework.

FLOWROUTE_WEBHOOK_SECRET=… FR_ACCESS_KEY=… FR_SECRET_KEY=…
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from flowroute_ext import AsyncFlowroute, InvalidValue, WebhookReceiver, phone_number

if TYPE_CHECKING:
    from flowroute_ext.webhooks import DeliveryReceipt, InboundMessage

ANSWERS = {
    "hours": "We are open from 9 to 5.",
    "where": "You find us at 1 Example Street.",
}
HELP = f"Text one of: {', '.join(ANSWERS)}."

receiver = WebhookReceiver(
    os.environ.get("TWO_WAY_STORE", "inbox.db"), secret=os.environ["FLOWROUTE_WEBHOOK_SECRET"]
)


@receiver.on_message
async def answer(message: InboundMessage, flowroute: AsyncFlowroute) -> None:
    """Answer a text; Flowroute itself answers STOP and START."""
    if message.keyword not in (None, "HELP", "INFO"):
        return
    try:
        phone_number(message.from_)
    except InvalidValue:
        return  # a short code, a name, or a number of another country
    question = (message.body or "").strip().lower()
    await flowroute.messages.send(
        to=message.from_,
        from_=message.to,
        body=ANSWERS.get(question, HELP),
        reference=f"answer to {message.id}",
        resolve=True,
    )


@receiver.on_receipt
def report(receipt: DeliveryReceipt) -> None:
    """Report an answer that did not arrive."""
    if receipt.state == "failed":
        print(f"{receipt.message_id} was not delivered: {receipt.description}")
