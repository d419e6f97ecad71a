"""vcrpy: its cassettes neither answer nor keep requests that are answered here.

Its stubs of HTTP libraries are bypassed where those libraries are patched. What is left is
`http.client`, whose classes it replaces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._base import active
from .method_patch import MethodPatch, Own, Wrap

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def patches(cassette: ModuleType, _: Own) -> list[MethodPatch]:
    """Return the patches of the library."""
    library: Any = cassette
    kinds = {"can_play_response_for": False, "filter_request": None, "append": None}
    return [MethodPatch(library.Cassette, name, _passing(kinds[name])) for name in kinds]


def _passing(result: object) -> Wrap:
    """Return what returns *result* for requests that are answered here."""

    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        def passed(self: Any, request: Any, *args: Any, **settings: Any) -> Any:
            if active.responder_for(request.host, request.port) is not None:
                return result
            return below(self, request, *args, **settings)

        return passed

    return wrap
