"""How each SDK does the work, with its default settings except for the URL.

Nothing of an SDK is patched, but for a constant of plivo, which has no other setting of its URL.
The certificate that they trust is in the environment, which the libraries below them read; stripe
and plivo do not, and are given it.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import Any

from .work import CREDENTIALS, FROM, NUMBER, TEXT, TO, Peer, Tasks, Work

SID = "PN00000000000000000000000000000100"
CUSTOMER, FILE = "cus_00000000000100", "file-000000000000000000000100"


def library(name: str) -> Any:
    """A module of a library that is installed for benchmarks only."""
    return importlib.import_module(name)


def ours(engine: Any) -> Callable[[str], Work]:
    """flowroute_ext with this engine, without its limit of 5 texts a second: others have none."""

    def work(url: str) -> Work:
        from flowroute_ext import Flowroute

        client = Flowroute(*CREDENTIALS, base_url=url, engine=engine, rate_limit=None)
        return Work(
            lambda: client.numbers.get(NUMBER).id,
            lambda: client.messages.send(to=TO, from_=FROM, body=TEXT).id,
            lambda: [number.id for number in client.numbers.list(limit=200)],
        )

    return work


def our_tasks(
    engine: Any,
) -> Callable[[str], AbstractAsyncContextManager[Callable[[], Awaitable[object]]]]:
    """flowroute_ext in tasks. It lets ten of them send at once, unless told another number."""

    @asynccontextmanager
    async def tasks(url: str) -> Tasks:
        from flowroute_ext import AsyncFlowroute

        async with AsyncFlowroute(
            *CREDENTIALS, base_url=url, engine=engine, concurrency=100
        ) as client:
            yield partial(client.numbers.get, NUMBER)

    return tasks


def twilio(url: str) -> Work:
    client = library("twilio.rest").Client("AC00", "secret")
    client.api.base_url = url
    return Work(
        lambda: client.incoming_phone_numbers(SID).fetch().sid,
        lambda: client.messages.create(to=f"+{TO}", from_=f"+{FROM}", body=TEXT).sid,
        lambda: [each.sid for each in client.incoming_phone_numbers.list(limit=200, page_size=200)],
    )


@asynccontextmanager
async def twilio_tasks(url: str) -> Tasks:
    async with library("twilio.http.async_http_client").AsyncTwilioHttpClient() as http:
        client = library("twilio.rest").Client("AC00", "secret", http_client=http)
        client.api.base_url = url
        yield lambda: client.incoming_phone_numbers(SID).fetch_async()


def telnyx(url: str) -> Work:
    client = library("telnyx").Telnyx(api_key="KEY", base_url=url)
    return Work(
        lambda: client.phone_numbers.retrieve("100").data.id,
        lambda: client.messages.send(to=f"+{TO}", from_=f"+{FROM}", text=TEXT).data.id,
        lambda: [each.id for each in client.phone_numbers.list(page_size=200).data],
    )


@asynccontextmanager
async def telnyx_tasks(url: str) -> Tasks:
    async with library("telnyx").AsyncTelnyx(api_key="KEY", base_url=url) as client:
        yield partial(client.phone_numbers.retrieve, "100")


def vonage(url: str) -> Work:
    sdk, numbers = library("vonage"), library("vonage_numbers")
    host = url.removeprefix("https://")
    client = sdk.Vonage(
        sdk.Auth(api_key="key", api_secret="secret"),
        sdk.HttpClientOptions(api_host=host, rest_host=host),
    )
    filtered = numbers.ListOwnedNumbersFilter
    text = library("vonage_messages").Sms

    def page() -> list[Any]:
        found: list[Any] = []
        following: int | None = 1
        while following:
            rows, _, following = client.numbers.list_owned_numbers(
                filtered(size=100, index=following)
            )
            found += rows
        return [each.msisdn for each in found]

    def get() -> object:
        # It has no other call for one number.
        one = filtered(pattern=NUMBER, search_pattern=0, size=1, index=1)
        return client.numbers.list_owned_numbers(one)[0][0].msisdn

    return Work(
        get,
        lambda: client.messages.send(text(to=TO, from_=FROM, text=TEXT)).message_uuid,
        page,
    )


# plivo takes an account's id only with MA and 18 characters.
ACCOUNT = "MA" + "0" * 18


def plivo(url: str) -> Work:
    # It sends by a session that does not read the environment for certificates.
    library("plivo.rest.client").PLIVO_API_BASE_URI = f"{url}/v1/Account"
    client = library("plivo").RestClient(ACCOUNT, "secret")
    client.session.verify = os.environ["SSL_CERT_FILE"]

    def page() -> list[Any]:
        pages = (client.numbers.list(limit=20, offset=offset) for offset in range(0, 200, 20))
        return [each.number for one in pages for each in one]

    return Work(
        lambda: client.numbers.get(NUMBER).number,
        lambda: client.messages.create(src=FROM, dst=TO, text=TEXT).message_uuid[0],
        page,
    )


def stripe_client(url: str) -> Any:
    stripe = library("stripe")
    stripe.ca_bundle_path = os.environ["SSL_CERT_FILE"]
    return stripe.StripeClient("sk_test_0", base_addresses={"api": url})


def stripe(url: str) -> Work:
    customers = stripe_client(url).v1.customers
    return Work(
        lambda: customers.retrieve(CUSTOMER).id,
        lambda: customers.create({"name": "Ann", "email": "ann@example.com"}).id,
        lambda: [each.id for each in customers.list({"limit": 100}).auto_paging_iter()],
    )


@asynccontextmanager
async def stripe_tasks(url: str) -> Tasks:
    yield partial(stripe_client(url).v1.customers.retrieve_async, CUSTOMER)


def openai(url: str) -> Work:
    client = library("openai").OpenAI(api_key="key", base_url=url)
    said: Any = [{"role": "user", "content": TEXT}]
    return Work(
        lambda: client.files.retrieve(FILE).id,
        lambda: client.chat.completions.create(model="small", messages=said).id,
        lambda: [each.id for each in client.files.list(limit=200).data],
    )


@asynccontextmanager
async def openai_tasks(url: str) -> Tasks:
    async with library("openai").AsyncOpenAI(api_key="key", base_url=url) as client:
        yield partial(client.files.retrieve, FILE)


OUR_GOT = (NUMBER, "mdr2-0123456789abcdef0123456789abcdef", "12065550199")
OUR_IMPORT = "from flowroute_ext import Flowroute"


def of_ours(engine: str, *hidden: str) -> Peer:
    """A row of ours."""
    return Peer(
        "flowroute-ext",
        engine,
        OUR_IMPORT,
        ours(engine),
        our_tasks(engine),
        OUR_GOT,
        hidden=hidden,
    )


OURS = {
    "flowroute-ext, httpx": of_ours("httpx", "orjson"),
    "flowroute-ext, httpx2": of_ours("httpx2", "orjson"),
    "flowroute-ext, fast": of_ours("fast"),
}
OTHERS = {
    "twilio": Peer(
        "twilio",
        "requests; aiohttp",
        "from twilio.rest import Client",
        twilio,
        twilio_tasks,
        (SID, "SM0123456789", "PN" + f"{199:032}"),
    ),
    "telnyx": Peer(
        "telnyx",
        "httpx",
        "from telnyx import Telnyx",
        telnyx,
        telnyx_tasks,
        ("100", "40385f64-5717", "199"),
    ),
    "vonage": Peer(
        "vonage",
        "requests",
        "from vonage import Auth, Vonage",
        vonage,
        None,
        (NUMBER, "aaaaaaaa-0000", "12065550199"),
        requests=2,
    ),
    "plivo": Peer(
        "plivo",
        "requests",
        "import plivo",
        plivo,
        None,
        (NUMBER, "aaaaaaaa-0000", "12065550199"),
        requests=10,
    ),
    "stripe": Peer(
        "stripe",
        "requests; httpx",
        "from stripe import StripeClient",
        stripe,
        stripe_tasks,
        (CUSTOMER, CUSTOMER, f"cus_{199:014}"),
        requests=2,
    ),
    "openai": Peer(
        "openai",
        "httpx2",
        "from openai import OpenAI",
        openai,
        openai_tasks,
        (FILE, "chatcmpl-0123456789", f"file-{199:024}"),
    ),
}
