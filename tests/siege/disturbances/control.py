"""How a worker has the server behave."""

from __future__ import annotations

import http.client
import json


def behave(port: int) -> None:
    """Have the server at *port* accept everything at once from now on."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("PUT", "/", json.dumps({"faults": {"ok": 1}, "delay": 0}))
    connection.getresponse().read()
    connection.close()
