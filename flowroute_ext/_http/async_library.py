"""The library that runs asynchronous code, which has to be asyncio."""

from __future__ import annotations

import sys


def check_async_library() -> None:
    """Raise `RuntimeError` where another library than asyncio runs this, such as trio.

    A client would work there until it has to wait. A coroutine that is driven by hand may pass.
    """
    sniffio = sys.modules.get("sniffio")  # which those libraries import
    if sniffio is None:
        return
    try:
        library = sniffio.current_async_library()
    except sniffio.AsyncLibraryNotFoundError:
        return
    if library != "asyncio":
        raise RuntimeError(
            f"AsyncFlowroute needs asyncio, but {library} runs this code: use Flowroute in a "
            "thread, as `anyio.to_thread.run_sync` does, or asyncio"
        ) from None
