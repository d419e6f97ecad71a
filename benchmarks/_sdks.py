"""How each SDK sends one text, with its default settings except the URL and the timeout.

Nothing of an SDK is patched. The certificates that it trusts come from the environment.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import json
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from _lossy import Answer

FROM, TO, TEXT = "12065550100", "13125550199", "Your table is ready."
# Sends a text, and returns what the SDK does.
Send = Callable[[str], object]


def with_flowroute_ext(url: str, timeout: int) -> Send:
    from flowroute_ext import Flowroute

    flowroute = Flowroute("key", "secret", base_url=url, timeout=timeout)
    return lambda text: flowroute.messages.send(to=TO, from_=FROM, body=text)


def with_twilio(url: str, timeout: int) -> Send:
    rest: Any = importlib.import_module("twilio.rest")
    http: Any = importlib.import_module("twilio.http.http_client")
    client = rest.Client("AC00", "secret", http_client=http.TwilioHttpClient(timeout=timeout))
    client.api.base_url = url
    return lambda text: client.messages.create(to=f"+{TO}", from_=f"+{FROM}", body=text)


def with_telnyx(url: str, timeout: int) -> Send:
    telnyx: Any = importlib.import_module("telnyx")
    client = telnyx.Telnyx(api_key="KEY", base_url=url, timeout=timeout)
    return lambda text: client.messages.send(to=f"+{TO}", from_=f"+{FROM}", text=text)


def with_vonage(url: str, timeout: int) -> Send:
    vonage: Any = importlib.import_module("vonage")
    messages: Any = importlib.import_module("vonage_messages")
    # It puts https:// before the host itself.
    host = url.removeprefix("https://")
    client = vonage.Vonage(
        vonage.Auth(api_key="key", api_secret="secret"),
        vonage.HttpClientOptions(api_host=host, timeout=timeout),
    )
    return lambda text: client.messages.send(messages.Sms(to=TO, from_=FROM, text=text))


def hooked_flowroute_ext(url: str, timeout: int) -> Send:
    from flowroute_ext import Flowroute

    client = hooked_httpx("httpx")
    flowroute = Flowroute("key", "secret", base_url=url, timeout=timeout, http_client=client)
    return lambda text: flowroute.messages.send(to=TO, from_=FROM, body=text)


def hooked_telnyx(url: str, timeout: int) -> Send:
    telnyx: Any = importlib.import_module("telnyx")
    client = telnyx.Telnyx(
        api_key="KEY", base_url=url, timeout=timeout, http_client=hooked_httpx("httpx")
    )
    return lambda text: client.messages.send(to=f"+{TO}", from_=f"+{FROM}", text=text)


def hooked_twilio(url: str, timeout: int) -> Send:
    rest: Any = importlib.import_module("twilio.rest")
    http: Any = importlib.import_module("twilio.http.http_client")
    requests: Any = importlib.import_module("requests")

    def hook(*_: object, **__: object) -> None:
        raise requests.ConnectionError("the other service cannot be reached")

    http_client = http.TwilioHttpClient(timeout=timeout)
    http_client.session.hooks["response"].append(hook)
    client = rest.Client("AC00", "secret", http_client=http_client)
    client.api.base_url = url
    return lambda text: client.messages.create(to=f"+{TO}", from_=f"+{FROM}", body=text)


def hooked_httpx(library: str) -> object:
    """An HTTP client whose response hook reports to another service, which cannot be reached."""
    httpx: Any = importlib.import_module(library)

    def hook(_: object) -> None:
        raise httpx.ConnectError("the other service cannot be reached")

    client: object = httpx.Client(event_hooks={"response": [hook]})
    return client


# The SDKs that can be given an HTTP client, and so hooks.
HOOKED: dict[str, Callable[[str, int], Send]] = {
    "flowroute-ext": hooked_flowroute_ext,
    "telnyx": hooked_telnyx,
    "twilio": hooked_twilio,
}


@dataclass(frozen=True)
class Sdk:
    """An SDK, the response by which its API accepts a message, and the id in that."""

    name: str
    module: str
    good: Answer
    sender: Callable[[str, int], Send]
    id: str
    id_of: Callable[[Any], str]

    @property
    def version(self) -> str:
        return importlib.metadata.version(self.name)


ALL = (
    Sdk(
        "flowroute-ext",
        "flowroute_ext",
        Answer(
            202,
            json.dumps(
                {
                    "data": {
                        "type": "message",
                        "id": "mdr2-0123456789abcdef0123456789abcdef",
                        "links": {"self": "https://api.flowroute.com/v2.1/messages/mdr2-0123"},
                    }
                }
            ),
        ),
        with_flowroute_ext,
        "mdr2-0123456789abcdef0123456789abcdef",
        attrgetter("id"),
    ),
    Sdk(
        "twilio",
        "twilio",
        Answer(201, json.dumps({"sid": "SM0123456789"})),
        with_twilio,
        "SM0123456789",
        attrgetter("sid"),
    ),
    Sdk(
        "telnyx",
        "telnyx",
        Answer(200, json.dumps({"data": {"id": "40385f64-5717"}})),
        with_telnyx,
        "40385f64-5717",
        attrgetter("data.id"),
    ),
    Sdk(
        "vonage",
        "vonage",
        Answer(202, json.dumps({"message_uuid": "aaaaaaaa-0000"})),
        with_vonage,
        "aaaaaaaa-0000",
        attrgetter("message_uuid"),
    ),
)


def installed() -> list[Sdk]:
    """The SDKs that are installed, ours first."""
    return [sdk for sdk in ALL if importlib.util.find_spec(sdk.module)]
