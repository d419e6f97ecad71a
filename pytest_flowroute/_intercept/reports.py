"""How the failures of this plugin are reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .._base.errors import LiveRequestBlocked, UnmatchedRequest
from . import LIBRARIES

if TYPE_CHECKING:
    import pytest

ERRORS: Final = LiveRequestBlocked.__module__


def without_libraries(failure: pytest.ExceptionInfo[BaseException]) -> None:
    """Leave HTTP libraries out of the traceback of one of this plugin's own errors.

    Nothing is wrong in them, and their arguments hold credentials, numbers and texts.
    """
    entry = failure.tb
    if not isinstance(failure.value, (LiveRequestBlocked, UnmatchedRequest)):
        return
    while entry.tb_next is not None:
        inner = entry.tb_next
        if _library(str(inner.tb_frame.f_globals.get("__name__", ""))):
            entry.tb_next = inner.tb_next
        else:
            entry = inner


def _library(module: str) -> bool:
    root = module.partition(".")[0]
    own = module.startswith("pytest_flowroute.") and module != ERRORS
    return own or root in LIBRARIES or root in {"asyncio", "http", "flowroute_ext"}
