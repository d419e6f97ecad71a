"""A sandbox that keeps what the application sent, and why it refused what it refused."""

from __future__ import annotations

import importlib
import json
import re
from typing import TYPE_CHECKING, Any

from flowroute_ext._http.engine import engine
from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.sandbox import Sandbox
from flowroute_sandbox.serving.transport import transport
from pytest_flowroute._sandbox.phones import Text

if TYPE_CHECKING:
    from flowroute_sandbox.http.messages import Request, Response
    from flowroute_sandbox.state.clock import Clock
    from flowroute_sandbox.state.entities import MessageRow as Message
    from pytest_flowroute._sandbox.phones import Outbox

SHOWN = 5
INVENTORY = Inventory()  # never changes, and takes longer to make than most tests


class OverheardSandbox(Sandbox):
    """A sandbox that puts every message it accepts into an outbox."""

    def __init__(self, outbox: Outbox, clock: Clock) -> None:
        super().__init__(clock=clock, inventory=INVENTORY, post=None, observe=self._keep)
        self._outbox = outbox
        self._refusals: list[str] = []

    def _keep(self, request: Request, response: Response) -> None:
        if response.status >= 400:
            self._refusals.append(f"{request.method} {request.path}: {_reason(response)}")
        elif request.method == "POST" and re.fullmatch(r"/v2\.[12]/messages", request.path):
            self._outbox.add(_text(self.message(json.loads(response.body)["data"]["id"])))

    def message(self, message_id: str) -> Message:
        """Return a message of the account; raise KeyError when there is none."""
        message = self.account.messages.get(message_id)
        if message is None:
            raise KeyError(message_id)
        return message

    def explanation(self) -> str:
        """Return why a message may be missing: the requests refused, and what can be mended."""
        if not self._refusals:
            return ""
        numbers = ", ".join(number.value for number in self.account.numbers)
        refused = "".join(f"\n- {refusal}" for refusal in self._refusals[-SHOWN:])
        return (
            f"\nThe sandbox refused:{refused}\n"
            f"It knows the keys of flowroute_sandbox.credentials, as FR_ACCESS_KEY and "
            f"FR_SECRET_KEY have them, and may send from {numbers}; "
            f"add a number with flowroute_sandbox.seed_number(…)."
        )

    def http_client(self) -> Any:
        """Return an HTTP client, of the library that the SDK uses, that talks with this only."""
        library = _library()
        return library.Client(transport=transport(self, library))

    def async_http_client(self) -> Any:
        """Return an asynchronous HTTP client that talks with this sandbox only."""
        library = _library()
        return library.AsyncClient(transport=transport(self, library))


def _library() -> Any:
    return importlib.import_module(engine().name)


def _text(message: Message) -> Text:
    return Text(
        id=message.id,
        from_=message.sender,
        to=message.recipient,
        body=message.body or "",
        media_urls=tuple(file.url for file in message.media),
    )


def _reason(response: Response) -> str:
    (error,) = json.loads(response.body)["errors"]
    return f"{response.status} {error.get('title') or ''} {error.get('detail') or ''}".strip()
