"""List the numbers of the account that carry no E911 address.

    python examples/e911_check.py

Exits with 1 if there are any, for use in a nightly job.
"""

from __future__ import annotations

import asyncio
import sys

from flowroute_ext import AsyncFlowroute


async def main() -> int:
    async with AsyncFlowroute() as flowroute:
        listed = [number async for number in flowroute.numbers.list()]
        # A list has no addresses. The client limits how many calls run at once, however many
        # numbers there are.
        numbers = await asyncio.gather(*(flowroute.numbers.get(number) for number in listed))
    without = [number for number in numbers if number.e911 is None]
    for number in without:
        print(number.e164, number.alias or "")
    print(f"{len(without)} of {len(numbers)} numbers carry no E911 address.")
    return 1 if without else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
