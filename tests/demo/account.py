"""The demo in a child process, and a live account for it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from ext.server import Asked, Reply, Server, answer, document
from forked.python import run
from sandbox.caller import Caller

from flowroute_sandbox.http.messages import Request
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY, Sandbox

ROOT = Path(__file__).parents[2]
NUMBER = "12065550100"
HOME = {
    "label": "Home",
    "first_name": "Janet",
    "last_name": "Doe",
    "street_number": "3910",
    "street_name": "N Vassault",
    "city": "Tacoma",
    "state": "WA",
    "country": "US",
    "zip": "98407",
}
# Any warning is an error in it, as with `python -W error`.
STRICTLY = """
import runpy, warnings

warnings.simplefilter("error")
runpy.run_module("examples.demo", run_name="__main__", alter_sys=True)
"""
OUTAGE = document(500, {"errors": [{"status": 500, "title": "Internal Server Error"}]})


def demo(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the demo with these options and these variables."""
    usual = {name: value for name, value in os.environ.items() if not name.startswith("FR_")}
    path = {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "generated")])}
    return run("-c", STRICTLY, *options, cwd=ROOT, env=usual | path | environment, text=True)


def heads(output: str) -> list[str]:
    """The names of the blocks, in order."""
    return [line.strip("─ ") for line in output.splitlines() if line.startswith("── ")]


class LiveAccount:
    """A sandbox that is served, with outages where a test asks for them."""

    def __init__(self) -> None:
        self.sandbox = Sandbox()
        self.outages: set[tuple[str, str]] = set()
        self.out_of_order = False
        self._server = Server(self._reply)

    def live(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Run the demo with this account in its environment."""
        keys = {"FR_ACCESS_KEY": ACCESS_KEY, "FR_SECRET_KEY": SECRET_KEY}
        return demo("--live", *options, FR_BASE_URL=self._server.url, **keys)

    @property
    def asked(self) -> list[tuple[str, str]]:
        """Method and path of each request that came in."""
        return [(asked.method, asked.path) for asked in self._server.asked]

    @property
    def changes(self) -> list[tuple[str, str]]:
        """The requests that may have changed something."""
        return [(method, path) for method, path in self.asked if method != "GET"]

    def contents(self) -> dict[str, object]:
        """All that is on the account, except the messages that were sent, and tasks."""
        tables = self.sandbox.account.tables()
        gone = {"message", "provisioning", "counter", "settings"}
        kept = [table for table in tables if table.kind not in gone]
        return {table.kind: list(table) for table in kept}

    def furnish(self) -> None:
        """Put one of everything on the account, related to one number."""
        self.sandbox.seed_number(NUMBER)
        number = f"/v2/numbers/{NUMBER}/relationships"
        hook = {"callback_url": "https://example.com/hook"}
        caller = Caller(self.sandbox)
        caller.post("/v2/routes", {"route_type": "host", "value": "example.com", "alias": "Home"})
        caller.post("/v2/e911s", HOME)
        caller.post("/v2/cnams", {"value": "Home"})
        self.sandbox.approve_cnam("300001")
        caller.patch(f"{number}/primary_route", {"data": {"type": "route", "id": "100001"}})
        caller.patch(f"{number}/e911s/200001")
        caller.patch(f"{number}/cnams/300001")
        caller.post(f"{number}/sms_callback", hook)
        caller.put("/v2.1/messages/sms_dlr_callback", hook)

    def close(self) -> None:
        self._server.close()

    def _reply(self, asked: Asked) -> Reply:
        if self.out_of_order or (asked.method, asked.path) in self.outages:
            return OUTAGE
        url = urlsplit(asked.target)
        request = Request(asked.method, url.path, url.query, asked.headers, asked.body)
        response = self.sandbox.handle(request)
        headers = {name: value for name, value in response.headers.items() if "-" not in name}
        return answer(response.status, response.body, **headers)
