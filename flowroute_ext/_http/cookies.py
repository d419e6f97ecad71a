"""Cookies: none are kept, and none are sent.

The API has none, and one that a response sets could not only follow a request to another account:
where it cannot be written as a header, no request could be made any more.
"""

from __future__ import annotations

from typing import Any

# The extension of a request that marks it as ours.
OURS = "flowroute_ext"


def keep_no_cookies(client: Any) -> None:
    """Have *client*, also one of the user, keep no cookies of the responses to our requests."""
    jar = client.cookies
    if "extract_cookies" in vars(jar):
        return
    extract = jar.extract_cookies

    def extract_cookies(response: Any) -> None:
        if OURS not in response.request.extensions:
            extract(response)

    jar.extract_cookies = extract_cookies
