"""The answers, served by FastAPI with `uvicorn with_fastapi:app`."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from answers import receiver
from fastapi import FastAPI

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncGenerator[None]:
    async with receiver:  # handles events beside the requests
        yield


app = FastAPI(lifespan=lifespan)
app.mount("/flowroute", receiver.asgi())
