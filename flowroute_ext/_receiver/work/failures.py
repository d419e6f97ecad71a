"""What is logged of a handler that failed: where, and never with what."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..._base.durations import duration
from ..._base.errors import FlowrouteError

if TYPE_CHECKING:
    from ..store.session import HeldEvent

OURS: Final = str(Path(__file__).parents[1])

logger = logging.getLogger("flowroute_ext.receiver")


def log_failure(name: str, held: HeldEvent, error: BaseException, wait: float | None) -> None:
    """Log that the handler *name* raised *error*, and in how many seconds it is called again.

    The message of an error that is not ours is left out, as it may have a number or a text in it.
    """
    frames = [*traceback.extract_tb(error.__traceback__)]
    ours = [index for index, frame in enumerate(frames) if frame.filename.startswith(OURS)]
    frames = frames[ours[-1] + 1 :] if ours else frames
    location = "".join(
        f'\n  File "{frame.filename}", line {frame.lineno}, in {frame.name}' for frame in frames
    )
    # Our own errors have no number and no text in them.
    description = type(error).__name__
    if isinstance(error, FlowrouteError):
        description = f"{description} ({error})"
    logger.log(
        logging.ERROR if wait is None else logging.WARNING,
        "%s failed with %s on event %d (%s), try %d; %s%s",
        name,
        description,
        held.id,
        held.kind,
        held.tries,
        "it is set aside" if wait is None else f"again in {duration(wait)}",
        location,
    )
