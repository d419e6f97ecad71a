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
from typing import Any

from _lossy import Answer

FROM, TO, TEXT = "12065550100", "13125550199", "Your table is ready."
Send = Callable[[], object]


def with_flowroute_ext(url: str, timeout: int) -> Send:
    from flowroute_ext import Flowroute

    flowroute = Flowroute("key", "secret", base_url=url, timeout=timeout)
    return lambda: flowroute.messages.send(to=TO, from_=FROM, body=TEXT)


def with_twilio(url: str, timeout: int) -> Send:
    rest: Any = importlib.import_module("twilio.rest")
    http: Any = importlib.import_module("twilio.http.http_client")
    client = rest.Client("AC00", "secret", http_client=http.TwilioHttpClient(timeout=timeout))
    client.api.base_url = url
    return lambda: client.messages.create(to=f"+{TO}", from_=f"+{FROM}", body=TEXT)


def with_telnyx(url: str, timeout: int) -> Send:
    telnyx: Any = importlib.import_module("telnyx")
    client = telnyx.Telnyx(api_key="KEY", base_url=url, timeout=timeout)
    return lambda: client.messages.send(to=f"+{TO}", from_=f"+{FROM}", text=TEXT)


def with_vonage(url: str, timeout: int) -> Send:
    vonage: Any = importlib.import_module("vonage")
    messages: Any = importlib.import_module("vonage_messages")
    # It puts https:// before the host itself.
    host = url.removeprefix("https://")
    client = vonage.Vonage(
        vonage.Auth(api_key="key", api_secret="secret"),
        vonage.HttpClientOptions(api_host=host, timeout=timeout),
    )
    return lambda: client.messages.send(messages.Sms(to=TO, from_=FROM, text=TEXT))


@dataclass(frozen=True)
class Sdk:
    """An SDK, and the response by which its API accepts a message."""

    name: str
    module: str
    good: Answer
    sender: Callable[[str, int], Send]

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
    ),
    Sdk("twilio", "twilio", Answer(201, json.dumps({"sid": "SM00"})), with_twilio),
    Sdk("telnyx", "telnyx", Answer(200, json.dumps({"data": {"id": "40385f64"}})), with_telnyx),
    Sdk("vonage", "vonage", Answer(202, json.dumps({"message_uuid": "aaaaaaaa"})), with_vonage),
)


def installed() -> list[Sdk]:
    """The SDKs that are installed, ours first."""
    return [sdk for sdk in ALL if importlib.util.find_spec(sdk.module)]
