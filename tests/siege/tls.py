"""TLS between the workers of an episode and its server, with a certificate of its own."""

from __future__ import annotations

import http.client
import json
import shutil
import ssl
import subprocess
from pathlib import Path
from typing import Any


def certificate(folder: Path) -> Path | None:
    """Write a certificate that signs itself, with its key; None without openssl."""
    if shutil.which("openssl") is None:
        return None
    path = folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", "/CN=siege"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "-", "-out", "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    path.write_bytes(done.stdout)
    return path


def server_context(path: str) -> ssl.SSLContext:
    """The context of a server with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def change(port: int, settings: dict[str, Any], authority: str | None) -> None:
    """Change the settings of the server at *port*, which *authority* has signed if it has TLS."""
    if authority is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    else:
        context = ssl.create_default_context(cafile=authority)
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=context)
    connection.request("PUT", "/", json.dumps(settings))
    connection.getresponse().read()
    connection.close()
