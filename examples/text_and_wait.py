"""Send a text and wait until a carrier has taken it.

    python examples/text_and_wait.py 12065550100 13125550199 "Your table is ready."

The first number is yours, the second is the recipient.
"""

from __future__ import annotations

import asyncio
import sys

from flowroute_ext import AsyncFlowroute, DeliveryReceipt, SentMessage

CARRIER = 2  # the level of a receipt: 1 is Flowroute's own, 2 the carrier's


async def main(from_: str, to: str, text: str) -> None:
    async with AsyncFlowroute() as flowroute:
        message = await flowroute.messages.send(to=to, from_=from_, body=text)
        print(f"{message.id} is on its way.", flush=True)
        try:
            receipt = await asyncio.wait_for(carrier_receipt(flowroute, message), timeout=60)
        except TimeoutError:
            sys.exit("No carrier has answered within a minute.")
        print(f"{receipt.status}: {receipt.description}")


async def carrier_receipt(flowroute: AsyncFlowroute, message: SentMessage) -> DeliveryReceipt:
    """Return the carrier's delivery receipt, once there is one."""
    while True:
        record = await flowroute.messages.get(message)
        for receipt in record.receipts:
            if receipt.level == CARRIER:
                return receipt
        await asyncio.sleep(1)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
