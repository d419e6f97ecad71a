"""The checks of this machine: Python, libraries, TLS and the variables of proxies."""

from __future__ import annotations

import platform
import ssl
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from flowroute_ext._base.masking import mask_url
from flowroute_ext._http.libraries import LIBRARIES
from flowroute_ext.cli.operations.doctor.findings import Finding, note, off, ok

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OLDEST: Final = (3, 11)
NEEDED: Final = ("attrs", "click", "python-dateutil")
EITHER: Final = tuple(LIBRARIES)
# The extra that installs each.
OPTIONAL: Final = {"rich": "cli", "keyring": "keyring", "uvicorn": "sandbox"}
PROXIES: Final = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
SCHEMES: Final = ("http", "https", "socks5", "socks5h")
CERTIFICATES: Final = ("SSL_CERT_FILE", "SSL_CERT_DIR")


def machine(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is found on this machine, without a request."""
    yield python(sys.version_info[:2])
    yield from libraries()
    yield from certificates(environ)
    yield from proxies(environ)


def python(running: tuple[int, ...]) -> Finding:
    """Return whether this version of Python is one that is supported."""
    oldest = ".".join(map(str, OLDEST))
    detail = f"{platform.python_implementation()} {platform.python_version()}"
    if running >= OLDEST:
        return ok("Python", detail)
    return off("Python", detail, f"use Python {oldest} or newer")


def libraries() -> Iterator[Finding]:
    """Yield which libraries are installed, and which extras are not."""
    versions = {name: _version(name) for name in (*NEEDED, *EITHER, *OPTIONAL)}
    missing = [name for name in NEEDED if versions[name] is None]
    if not any(versions[name] for name in EITHER):
        missing.append(EITHER[-1])
    listed = [f"{name} {installed}" for name, installed in versions.items() if installed]
    own = _version("flowroute-ext") or "not installed as a distribution"
    yield ok("flowroute-ext", own)
    if missing:
        yield off("libraries", f"without {', '.join(missing)}", f"pip install {' '.join(missing)}")
    else:
        yield ok("libraries", ", ".join(listed))
    for name, extra in OPTIONAL.items():
        if versions[name] is None:
            yield note(name, "not installed", f'pip install "flowroute-ext[{extra}]"')


def certificates(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Yield which TLS there is, and whether the certificates that are set exist."""
    yield ok("TLS", ssl.OPENSSL_VERSION)
    for name in CERTIFICATES:
        path = environ.get(name)
        if path and Path(path).exists():
            yield note(name, path)
        elif path:
            yield off(name, f"{path} does not exist", f"give a file that does, or: unset {name}")


def proxies(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the proxies that requests go through, and those that cannot be used."""
    settings = [
        (name, value)
        for upper in PROXIES
        for name in (upper, upper.lower())
        if (value := environ.get(name))
    ]
    if not settings:
        yield ok("proxy", "none is set")
    for name, value in settings:
        try:
            parts = urlsplit(value)
            usable = parts.scheme in SCHEMES and bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if usable:
            yield note(name, f"requests go through {mask_url(value)}")
        else:
            cure = f"write it like http://proxy.example.com:3128, or: unset {name}"
            yield off(name, "it is no URL of a proxy", cure)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
