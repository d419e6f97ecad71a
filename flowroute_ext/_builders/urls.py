"""URLs that Flowroute calls or fetches, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .._base.problems import invalid, shown, shown_url

if TYPE_CHECKING:
    from urllib.parse import SplitResult

# Characters. The signed URLs of storage services have about 2,000.
LONGEST = 8192


def web_url(value: object, *, field: str, rule: str, public: bool = False) -> str:
    """Return *value*, if it is an absolute http or https URL with a host.

    A *public* URL has no credentials, and no fragment, which is never sent. Raises
    `InvalidValue`, which names *field* and states *rule*.
    """
    if not isinstance(value, str) or not value.strip():
        raise invalid("URL", field, shown(value), rule=rule, cure="give it as text")
    url = value.strip()
    if len(url) > LONGEST:
        got, cure = f"{len(url):,} characters", f"give one of at most {LONGEST:,} characters"
        raise invalid("URL", field, got, rule=rule, cure=cure)
    parts = _split(url)
    if any(character.isspace() or not character.isprintable() for character in url):
        cure = "percent-encode spaces, as %20, and leave out control characters"
    elif parts is None or not parts.hostname:
        cure = "write it like 'https://example.com/path'"
    elif parts.scheme not in ("http", "https"):
        cure = "begin it with https:// or http://"
    elif public and "@" in parts.netloc:
        cure = "leave out the user name and the password before the @"
    elif public and "#" in url:
        cure = "leave out the # and what follows it"
    else:
        return url
    raise invalid("URL", field, shown_url(url), rule=rule, cure=cure)


def _split(url: str) -> SplitResult | None:
    """Return the parts of *url*, or None if it is not a URL, or has an impossible port."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    return None if port == 0 else parts
