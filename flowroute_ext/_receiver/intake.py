"""What is taken of a request, whichever server has it: the one place that answers it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from .._storage.errors import StorageError
from . import given
from .arrivals import arrival
from .consent import checked_choice
from .given import text_of
from .refusals import Refused
from .responses import KEPT, NOT_KEPT, REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .._webhooks.parsing import Event
    from .admission import Admission
    from .given import Headers
    from .paths import ReceiverKind
    from .store.events import EventStore
    from .store.session import Arrival
    from .values import WebhookResponse

# Characters. A reference has less than 200.
LONGEST_QUERY: Final = 2000

logger = logging.getLogger("flowroute_ext.receiver")


class Intake:
    """Adds what is posted to *store*, if *admission* takes it.

    *content* is what is the same for webhooks that say the same, or None where they are trusted.
    With *opt_outs* what they say of consent counts.
    """

    def __init__(
        self,
        store: EventStore,
        admission: Admission,
        content: Callable[[Event], str] | None,
        *,
        opt_outs: bool,
    ) -> None:
        self._store = store
        self._content = content
        self._opt_outs = checked_choice(opt_outs)
        self.admission = admission

    def admit(
        self, method: str, path: str, headers: Iterable[tuple[str, str]], peer: str | None
    ) -> ReceiverKind:
        """Return the kind of webhook that is posted; raise `Refused` for any other request."""
        wanted = self.admission.sources.header
        forwarded = [value for name, value in headers if name.lower() == wanted]
        return self.admission.admit(method, text_of(path), peer, forwarded)

    def answer(
        self, method: str, path: str, headers: Headers, body: bytes, client: str | None
    ) -> WebhookResponse:
        """Return the answer to a request as an application has it; raise `InvalidValue`."""
        content = given.content(body)
        try:
            return self.take(self._admit(method, path, headers, client), content, query_of(path))
        except Refused as reason:
            return refused(reason)

    async def aanswer(
        self, method: str, path: str, headers: Headers, body: bytes, client: str | None
    ) -> WebhookResponse:
        """Return the answer to a request, as `answer` does."""
        content = given.content(body)
        try:
            kind = self._admit(method, path, headers, client)
            return await self.atake(kind, content, query_of(path))
        except Refused as reason:
            return refused(reason)

    def _admit(self, method: str, path: str, headers: Headers, client: str | None) -> ReceiverKind:
        peer = None if client is None else given.text(client, "client")
        return self.admit(given.text(method, "method"), text_of(path), given.pairs(headers), peer)

    def take(self, kind: ReceiverKind, body: bytes, query: str) -> WebhookResponse:
        """Add the event in *body*, and return the answer: 200 once it is on the disk."""
        try:
            self._store.add(self._arrival(kind, body, query))
        except StorageError as error:
            return not_kept(error)
        return KEPT

    async def atake(self, kind: ReceiverKind, body: bytes, query: str) -> WebhookResponse:
        """Add the event in *body*, as `take` does."""
        try:
            await self._store.aadd(self._arrival(kind, body, query))
        except StorageError as error:
            return not_kept(error)
        return KEPT

    def _arrival(self, kind: ReceiverKind, body: bytes, query: str) -> Arrival:
        event = self.admission.event(kind, body)
        content = None if self._content is None else self._content(event)
        now = self._store.now()
        query = query[:LONGEST_QUERY].encode(errors="replace").decode()
        return arrival(event, body, now, content=content, opt_outs=self._opt_outs, query=query)


def refused(reason: Refused) -> WebhookResponse:
    """Return the answer to a request that is not taken."""
    logger.info("a request was refused: %s", reason.reason)
    return REFUSED


def not_kept(error: StorageError) -> WebhookResponse:
    """Return the answer to a webhook that could not be written."""
    logger.error("a webhook could not be written, and was not acknowledged: %s", error)
    return NOT_KEPT


def query_of(path: object) -> str:
    """Return the query of a URL, or of a path."""
    return text_of(path).partition("#")[0].partition("?")[2]
