"""What breaks before anything has left, and code of others inside a call."""

from __future__ import annotations

import asyncio
import importlib
import random
import resource
import signal
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flowroute_ext import Outbox
from siege import oracle
from siege.disturbances.base import Disturbance
from siege.disturbances.outboxes import fill, finished, path_of
from siege.field import Field
from siege.verdicts import BARE, verdict_of
from siege.worker import Worker

BROKEN = [
    {"NO_PROXY": "::1/128", "HTTPS_PROXY": "http://127.0.0.1:9"},
    {"ALL_PROXY": "socks5://127.0.0.1:9"},
    {"HTTPS_PROXY": "ftp://nowhere"},
    {"HTTPS_PROXY": "http://[::1"},
    {"SSL_CERT_FILE": "/missing"},
    {"SSL_CERT_DIR": "/missing"},
    {"FR_ACCESS_KEY": "ä\n"},
]
ERRORS = ["ConnectError", "ConnectTimeout", "PoolTimeout", "ReadTimeout", "ProxyError"]
ERRORS += ["raise_for_status", "ValueError", "OSError"]


class BrokenEnvironment(Disturbance):
    """What fails before a byte left is an error of the SDK, *not sent*; rows stay queued."""

    row = 3

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "environment": rng.choice(BROKEN),
            "files": rng.choice([None, None, 1, 4]),
            "tasks": rng.random() < 0.5,
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 1}, delay=0.05)
        references = fill(field, 12)
        # Without descriptors there is no socket, and no variable is needed to see that.
        plain = drawn["files"] is not None
        arguments = {
            "environment": {} if plain else drawn["environment"],
            "base_url": f"{'http' if plain else 'https'}://127.0.0.1:{field.port}",
            "files": drawn["files"],
            "path": path_of(field),
        }
        how = "by_tasks" if drawn["tasks"] else "by_thread"
        field.run(f"environment:{how}", **arguments)
        process = field.start("environment:by_outbox", **arguments)
        field.until(lambda: field.journal.entries("running"), 20.0)
        if not field.until(lambda: process.poll() is not None, 4.0):
            # It goes on trying where a later attempt may succeed, until it is interrupted.
            process.send_signal(signal.SIGINT)
            field.wait(process, 8.0, "a run that cannot send, after Ctrl-C")
        # Ctrl-C may come while a process that has finished ends.
        if process.returncode not in (0, -signal.SIGINT):
            field.journal.note("violation", text=f"the run ended with {process.returncode}")
        arrived = {entry["reference"] for entry in field.journal.entries("arrived")}
        strays = [
            f"{row.reference} is {row.state}, {row.reason}"
            for row in Outbox(path_of(field)).rows()
            if row.state != ("sent" if row.reference in arrived else "queued")
        ]
        wrong = [f"{len(strays)} rows of a run that returned: {strays[0]}"] if strays else []
        if arrived and not plain:
            wrong.append(f"{len(arrived)} requests arrived by a way that is broken")
        return wrong + oracle.judge(field.journal) + finished(field, references)


def by_thread(worker: Worker) -> None:
    """Send by this thread, where that cannot work."""
    given = worker.arguments
    worker.client()  # what is imported by then needs no descriptor

    with worker.noting("direct") as message_id, few_files(given["files"]):
        flowroute = worker.client(timeout=2, max_retries=0, base_url=given["base_url"])
        message = worker.message("direct")
        message_id.append(flowroute.messages.send(message, reference="direct").id)


async def by_tasks(worker: Worker) -> None:
    """The same by tasks, all of one client."""
    given = worker.arguments
    flowroute = worker.async_client(timeout=2, max_retries=0, base_url=given["base_url"])

    async def share(number: int) -> None:
        with worker.noting(f"direct-{number}") as message_id:
            message = worker.message(f"direct-{number}")
            with few_files(given["files"] if number == 0 else None):
                sent = await flowroute.messages.send(message, reference=f"direct-{number}")
            message_id.append(sent.id)

    await share(0)
    await asyncio.gather(share(1), share(2))


def by_outbox(worker: Worker) -> None:
    """Send from an outbox, where that cannot work."""
    given = worker.arguments
    outbox = Outbox(given["path"])
    outbox.status()
    worker.journal.note("running")
    try:
        flowroute = worker.client(timeout=2, max_retries=0, base_url=given["base_url"])
        # SQLite needs some, and so do the locks; connections get what is left.
        with few_files(given["files"] and given["files"] + 6):
            outbox.send(flowroute)
    except Exception as error:
        # That a run returns says nothing of its rows.
        if verdict_of(error) == BARE:
            worker.violation(f"the outbox raised {error!r}, which is no error of the SDK")


@contextmanager
def few_files(spare: int | None) -> Generator[None, None, None]:
    """Let this process open only so many more files."""
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    if spare is not None:
        used = max(int(path.name) for path in Path("/proc/self/fd").iterdir())
        resource.setrlimit(resource.RLIMIT_NOFILE, (used + spare, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)


class RaisingHook(Disturbance):
    """An error that a hook of a client raises after the request has left is *unknown*."""

    row = 4

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "engine": rng.choice(["httpx", "httpx2"]),
            "tasks": rng.random() < 0.5,
            "error": rng.choice(ERRORS),
            "status": rng.choice([401, 403, 404, 422, 429, 500]),
            "retries": rng.randint(0, 2),
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 1})
        field.run("environment:send_with_hook", **drawn)
        return oracle.judge(field.journal)


def send_with_hook(worker: Worker) -> Any:
    """Send by a client that was brought along, whose hook asks another service, which fails."""
    given = worker.arguments
    library = importlib.import_module(given["engine"])

    def fail() -> None:
        if given["error"] == "raise_for_status":
            request = library.Request("GET", "http://elsewhere.example.com")
            library.Response(given["status"], request=request).raise_for_status()
        kind = getattr(library, given["error"], None)
        raise kind("elsewhere") if kind else {"OSError": OSError}.get(given["error"], ValueError)

    def hook(response: Any) -> None:
        fail()

    async def ahook(response: Any) -> None:
        fail()

    options = {"timeout": 2, "max_retries": given["retries"]}
    if given["tasks"]:
        client = library.AsyncClient(trust_env=False, event_hooks={"response": [ahook]})
        return worker.asend(worker.async_client(http_client=client, **options), "hooked")
    client = library.Client(trust_env=False, event_hooks={"response": [hook]})
    worker.send(worker.client(http_client=client, **options), "hooked")
    return None
