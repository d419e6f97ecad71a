"""Cookies: none are kept, and none are sent.

The API has none, and one that a response sets could not only follow a request to another account:
where it cannot be written as a header, no request could be made any more.
"""

from __future__ import annotations

from typing import Any

from .hooked import OURS, bound_for_hooks


def keep_no_cookies(library: Any, client: Any) -> None:
    """Have *client*, also one of the user, keep no cookies of the responses to our requests.

    A client extracts the cookies of a response before it calls its hooks, which is when those are
    to get it within bounds.
    """
    jar = client.cookies
    if "extract_cookies" in vars(jar):
        return
    extract = jar.extract_cookies

    def extract_cookies(response: Any) -> None:
        if OURS in response.request.extensions:
            bound_for_hooks(library, client, response)
        else:
            extract(response)

    jar.extract_cookies = extract_cookies
