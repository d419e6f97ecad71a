"""Which variable of the environment keeps an HTTP client from being made. Pure."""

from __future__ import annotations

import base64
import errno
import functools
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from .._base.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")
# Of the machine at this moment, and of no setting.
EXHAUSTED = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS, errno.EAGAIN})


def is_exhausted(error: BaseException) -> bool:
    """Return whether *error* says that this process, or the machine, has no more of something."""
    link: BaseException | None = error
    while link is not None:
        if isinstance(link, MemoryError) or (isinstance(link, OSError) and link.errno in EXHAUSTED):
            return True
        link = link.__cause__ or link.__context__
    return False


def unusable_certificates(error: Exception | None, environ: Mapping[str, str]) -> str | None:
    """Return what is wrong with the variables for TLS, where its context raised *error*, or None.

    A folder that is missing raises no error, and no server is trusted.
    """
    folder = environ.get("SSL_CERT_DIR")
    if folder and not environ.get("SSL_CERT_FILE") and not _any_folder(folder):
        return "SSL_CERT_DIR is not a folder: correct it, or unset it"
    if error is None:
        return None
    named = _named(environ, CERTIFICATES)
    if not named:
        return None
    return f"{named} cannot be used ({_shown(error)}): correct it, or unset it"


def no_certificates(environ: Mapping[str, str]) -> str:
    """Return why there are no certificates of authorities, by which servers are trusted."""
    given = [name for name in ("SSL_CERT_FILE", "SSL_CERT_DIR") if name in environ]
    for name in given:
        if not environ[name]:
            return f"{name} is empty: unset it"
    if given:
        return f"there are no certificates in {', '.join(given)}: correct it, or unset it"
    return (
        "there are no certificates of authorities on this machine: install ca-certificates, "
        "or set SSL_CERT_FILE"
    )


def unusable_proxy(
    error: Exception, environ: Mapping[str, str], usable: Callable[[str], bool]
) -> str | None:
    """Return which variable for proxies raised *error*, by trying each one with *usable*, or None.

    A proxy may have a password in it, also in the library's error, and neither is repeated.
    """
    if isinstance(error, ImportError):
        named = _named(environ, [name for name in PROXIES if _is_socks(environ, name)])
        if named:
            return f"{named} is a SOCKS proxy, which needs the package socksio: install it"
    for name in PROXIES:
        for spelling in (name, name.lower()):
            if (value := environ.get(spelling)) and not usable(value):
                return f"{spelling} is not the URL of a proxy: use one like http://127.0.0.1:3128"
    named = _named(environ, ["NO_PROXY"])
    if named:
        return f"{named} cannot be used: list host names, separated by commas"
    named = _named(environ, PROXIES)
    return f"{named} cannot be used: correct it, or unset it" if named else None


def proxies(environ: Mapping[str, str]) -> str:
    """Return the names of the variables that have a connection made by a proxy."""
    return _named(environ, ("HTTPS_PROXY", "ALL_PROXY"))


def proxy_secrets(environ: Mapping[str, str]) -> frozenset[str]:
    """Return the passwords of the proxies in the variables, in each form that they are sent in."""
    values = [environ.get(spelling) for name in PROXIES for spelling in (name, name.lower())]
    by_variable = (_secrets(value) for value in values if value and "@" in value)
    return frozenset(secret for secrets in by_variable for secret in secrets)


@functools.cache
def _secrets(proxy: str) -> frozenset[str]:
    user_info = proxy.rpartition("@")[0].rpartition("://")[2]
    name, _, password = user_info.partition(":")
    if not password:
        return frozenset()
    pair = f"{unquote(name)}:{unquote(password)}"
    token = base64.b64encode(pair.encode("utf-8", "surrogateescape")).decode()
    return frozenset({password, unquote(password), token, user_info})


def refused(problem: str) -> ConfigurationError:
    """Return the error for *problem* of the environment."""
    return ConfigurationError(f"no connection can be made: {problem}")


def _is_socks(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name) or environ.get(name.lower()) or ""
    return value.startswith("socks")


def _any_folder(paths: str) -> bool:
    return any(Path(path).is_dir() for path in paths.split(":") if path)


def _named(environ: Mapping[str, str], names: tuple[str, ...] | list[str]) -> str:
    """Return those of *names* that are set, also in lower case."""
    spelt = [spelling for name in names for spelling in (name, name.lower())]
    return ", ".join(name for name in spelt if environ.get(name))


def _shown(error: Exception) -> str:
    text = getattr(error, "strerror", None) or str(error)
    return f"{type(error).__name__}: {text}"
