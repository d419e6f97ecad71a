"""Which proxy the environment has for a URL, as httpx reads it."""

from __future__ import annotations

import ipaddress
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from urllib.parse import SplitResult

# There the settings of the system have proxies, too.
OF_SYSTEM = frozenset({"darwin", "win32"})


def proxy_for(url: str, environ: Mapping[str, str]) -> str | None:
    """Return the URL of the proxy for *url*, None without one."""
    if sys.platform not in OF_SYSTEM and not any(
        name.lower().endswith("_proxy") for name in environ
    ):
        return None
    from urllib.request import getproxies

    proxies = getproxies()
    parts = urlsplit(url)
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or is_excepted(parts, proxies.get("no", "")):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def is_excepted(parts: SplitResult, names: str) -> bool:
    """Return whether *names*, the value of ``NO_PROXY``, has the host of a URL.

    The name of a domain is that of its hosts as well; addresses and ``localhost`` are themselves.
    """
    return any(
        _matches(parts, name) for name in (part.strip() for part in names.split(",")) if name
    )


def _matches(parts: SplitResult, name: str) -> bool:
    if name == "*":
        return True
    host = parts.hostname or ""
    if _is_address(name):
        return host == name.lower()
    pattern = urlsplit(name if "://" in name else f"//{name}")
    excepted = (pattern.hostname or "").removeprefix("*")
    if pattern.scheme not in ("", "all", parts.scheme):
        return False
    if pattern.port is not None and pattern.port != (parts.port or _port(parts.scheme)):
        return False
    if "://" in name or excepted == "localhost" or _is_address(excepted):
        return host == excepted
    if excepted.startswith("."):
        return host.endswith(excepted)
    return host == excepted or host.endswith(f".{excepted}")


def _port(scheme: str) -> int:
    return 443 if scheme == "https" else 80


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
