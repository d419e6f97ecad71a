"""The counting server, a process of its own: accepts messages, notes each, and misbehaves."""

from __future__ import annotations

import json
import random
import socket
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flowroute_ext import callback_reference
from siege.clock import TimeScale
from siege.faults import FAULTS, Reply
from siege.journal import Journal
from siege.records import Accepted, RecordStore
from siege.tls import server_context

LONGEST_LIFE = 120.0


class CountingServer:
    """Speaks as much of Flowroute's messages API as the SDK needs.

    *settings* are those of `Field.serve`, and are changed by a PUT. Which fault a request meets
    depends on the seed, its reference and how often that was posted, not on the order of arrival.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        self._journal = Journal(settings["journal"])
        self._scale = TimeScale(**settings["scale"])
        self._records = RecordStore()
        self._posts: Counter[str] = Counter()
        self._lookups = random.Random(settings["seed"])
        self._lock = threading.Lock()
        path = settings["certificate"]
        self._tls = None if path is None else server_context(path)
        self._apply(settings)

    def serve(self) -> None:
        """Print the port, and serve until the process is killed, or for two minutes."""
        listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        sys.stdout.write(f"{listener.getsockname()[1]}\n")
        sys.stdout.flush()
        threading.Thread(target=self._listen, args=(listener,), daemon=True).start()
        time.sleep(LONGEST_LIFE)

    def _listen(self, listener: socket.socket) -> None:
        while True:
            connection, _ = listener.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._connection, args=(connection,), daemon=True).start()

    def _connection(self, plain: socket.socket) -> None:
        connection = plain
        if self._tls is not None:
            try:
                connection = self._tls.wrap_socket(plain, server_side=True)
            except OSError:
                plain.close()
                return
        with connection, connection.makefile("rb") as stream, suppress(OSError, ValueError):
            while self._request(connection, stream):
                pass

    def _request(self, connection: socket.socket, stream: Any) -> bool:
        method, target, *_ = stream.readline().split() or (b"", b"")
        if not method:
            return False
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        body = stream.read(length)
        if len(body) < length:
            return False
        reply = Reply(connection, accept=lambda: "", date=self._date)
        if method == b"POST":
            return self._post(reply, json.loads(body))
        if method == b"PUT":
            self._apply(json.loads(body))
            reply.send(200, {})
            return True
        return self._look_up(reply, dict(parse_qsl(urlsplit(target.decode()).query)))

    def _look_up(self, reply: Reply, query: dict[str, str]) -> bool:
        if self._lookups.random() < self._settings["unreliable"]:
            fault = self._lookups.choice(["error_before", "drop_before", "reset_before"])
            return FAULTS[fault](reply)
        with self._lock:
            page = self._records.page(query)
        reply.send(200, page)
        return True

    def _post(self, reply: Reply, sent: dict[str, Any]) -> bool:
        reference = callback_reference(sent.get("dlr_callback", "")) or ""
        with self._lock:
            self._posts[reference] += 1
            nth = self._posts[reference]
        draw = random.Random(f"{self._settings['seed']}:{reference}:{nth}")
        faults = self._settings["faults"]
        (fault,) = draw.choices([*faults], [*faults.values()])
        self._journal.note("arrived", reference=reference, fault=fault)
        time.sleep(draw.uniform(0, self._settings["delay"]))
        reply.accept = lambda: self._accept(reference, nth, sent)
        return FAULTS[fault](reply)

    def _accept(self, reference: str, nth: int, sent: dict[str, Any]) -> str:
        message_id = f"mdr2-{reference}-{nth}"
        body = sent.get("body") or ""
        with self._lock:
            self._journal.note(
                "accepted", reference=reference, id=message_id, alike=f"{sent['to']}:{body}"
            )
            is_mms = bool(sent.get("is_mms") or sent.get("media_urls"))
            message = Accepted(message_id, sent["to"], sent["from"], body, self._now(), is_mms)
            self._records.add(message)
        return message_id

    def _apply(self, settings: dict[str, Any]) -> None:
        with self._lock:
            self._settings |= settings
            self._records.mutation = self._settings["mutation"]
            self._records.linked = self._settings["linked"]
            now = self._now()
            for number in range(settings.get("strangers", 0)):
                moment = now + timedelta(milliseconds=number)
                self._records.add(
                    Accepted(f"mdr2-other-{number}", "12065550177", "12065550178", "x", moment)
                )

    def _now(self) -> datetime:
        return self._scale.wall() + timedelta(seconds=self._settings["skew"])

    def _date(self) -> str:
        return format_datetime(self._now().replace(microsecond=0), usegmt=True)


if __name__ == "__main__":
    CountingServer(json.loads(sys.argv[1])).serve()
