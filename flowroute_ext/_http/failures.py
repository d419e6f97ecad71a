"""What is known of an exception of an HTTP library, and what of it may be shown. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._base.problems import invalid

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from flowroute_api.types import Request

    from .._base.problems import InvalidValue


def is_of(packages: AbstractSet[str], error: Exception) -> bool:
    """Return whether the class of *error* is of one of *packages*, or was raised by one.

    A response may be such that a library stumbles over it.
    """
    at, module = error.__traceback__, ""
    while at is not None:
        module, at = at.tb_frame.f_globals.get("__name__", ""), at.tb_next
    names = {type(error).__module__.partition(".")[0], module.partition(".")[0]}
    return not packages.isdisjoint(names)


def unmakeable(request: Request[object], url: str, error: Exception) -> InvalidValue:
    """Return the error for a *request* to an *url* that the library refuses to make."""
    return invalid(
        "request",
        request.operation,
        f"{len(url):,} characters ({type(error).__name__})",
        rule="must have a URL that can be sent",
        cure="shorten what to search for, and leave out control characters",
    )
