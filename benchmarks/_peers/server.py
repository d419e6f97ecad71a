"""A loopback HTTPS server with the responses of each API, in its own process."""

from __future__ import annotations

import asyncio
import ssl
import sys
from functools import partial
from pathlib import Path

import trustme
from _server import Canned, pin

from .documents import response


async def serve(folder: Path) -> None:
    """Serve until stopped; the port is printed, and what to trust is put into *folder*."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(folder / "authority.pem")
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        partial(Canned, response), "127.0.0.1", 0, ssl=context, backlog=512
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    pin(0)
    try:
        asyncio.run(serve(Path(sys.argv[1])))
    except KeyboardInterrupt:
        sys.exit(0)
