"""Buy a number and send a text with the package that is installed, to a sandbox in this process.

    python -I scripts/smoke_test.py VERSION

It fails where that is not the version that is installed. It needs no extra and no network.
"""

from __future__ import annotations

import asyncio
import sys
from importlib.metadata import version

import httpx

from flowroute_ext import AsyncFlowroute, Flowroute, Route
from flowroute_sandbox import ACCESS_KEY, SECRET_KEY, Sandbox, transport


def main(expected: str) -> None:
    """Call with both clients, and compare what comes back."""
    assert version("flowroute-ext") == expected, version("flowroute-ext")
    sandbox = Sandbox()
    with httpx.Client(transport=transport(sandbox, httpx)) as client:
        flowroute = Flowroute(ACCESS_KEY, SECRET_KEY, http_client=client)
        number = flowroute.numbers.purchase("12065550100")
        route = flowroute.routes.create(Route.host("sip.example.com:5060", alias="PBX"))
        flowroute.routes.set_primary(number, route)
        sent = flowroute.messages.send(to="13125550199", from_=number, body="Your table is ready.")
        assert flowroute.messages.get(sent).status == "queued"
    assert asyncio.run(owned(sandbox)) == ["12065550100"]
    print(f"flowroute-ext {expected} on Python {sys.version.split()[0]}: ok")


async def owned(sandbox: Sandbox) -> list[str]:
    """Return the numbers of the account."""
    async with httpx.AsyncClient(transport=transport(sandbox, httpx)) as client:
        flowroute = AsyncFlowroute(ACCESS_KEY, SECRET_KEY, http_client=client)
        return [number.value async for number in flowroute.numbers.list()]


if __name__ == "__main__":
    main(*sys.argv[1:])
