"""The HTTP libraries, imported when one is used: httpx2 where it is installed, else httpx."""

from __future__ import annotations

import contextlib
import functools
import importlib
import importlib.util
import sys
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, Literal

from .._base.errors import ConfigurationError
from .._base.problems import given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

EngineName = Literal["fast", "httpx2", "httpx"]
FAST: Final = "fast"
REQUIREMENTS: Final = {
    "httpx2": "httpx2>=2.10,<3",
    "httpx": "httpx>=0.27,<0.29",
    FAST: "pyreqwest>=0.15,<0.16",
}


# Statements, and not names in strings, so that what makes programs of one file finds them.
def _httpx2() -> Any:
    import httpx2

    return httpx2


def _httpx() -> Any:
    import httpx

    return httpx


LIBRARIES: Final[dict[str, Callable[[], Any]]] = {"httpx2": _httpx2, "httpx": _httpx}


def first_installed(names: Iterable[str]) -> str:
    """Return the first of *names* that is installed; raise `ConfigurationError` if none is."""
    for name in names:
        if importlib.util.find_spec(name) is not None:
            return name
    raise ConfigurationError(f"no HTTP library is installed: pip install '{REQUIREMENTS['httpx']}'")


def check_name(name: str | None) -> None:
    """Raise `ConfigurationError` unless *name*, if there is one, is that of an engine."""
    if name is not None and name not in list(REQUIREMENTS):
        raise ConfigurationError(
            f"engine={given(name)}, or FR_ENGINE, is not an engine: "
            f"use {', '.join(map(repr, REQUIREMENTS))}"
        )


def check_installed(name: str | None) -> None:
    """Raise `ConfigurationError` unless the engine of this *name* is installed, by its files.

    Without a name, unless there is one that is used then. pyreqwest is imported, for which see
    `fast`.
    """
    check_name(name)
    if name == FAST:
        fast()
        return
    name = name or first_installed(LIBRARIES)
    for module in (name, core(name)):
        if importlib.util.find_spec(module) is None:
            raise _is_missing(name, module)


def library(name: str) -> Any:
    """Return the library of this *name*; raise `ConfigurationError` if it cannot be imported."""
    try:
        module = LIBRARIES[name]()
        importlib.import_module(core(name))
    except ModuleNotFoundError as error:
        raise _is_missing(name, error.name) from (None if error.name == name else error)
    _load()
    return module


def _is_missing(name: str, module: str | None) -> ConfigurationError:
    if module == name:
        cure = f"pip install '{REQUIREMENTS[name]}'"
        return ConfigurationError(f"engine={name!r} is not installed: {cure}")
    cure = f"pip install --force-reinstall '{REQUIREMENTS[name]}'"
    return ConfigurationError(f"{name} cannot be imported, as {module} is missing: {cure}")


def fast() -> Any:
    """Return pyreqwest; raise `ConfigurationError` if it is not installed.

    Some of its memory is of the thread that imports it: the process crashes once that has ended.
    """
    if threading.current_thread() is not threading.main_thread():
        _import_for_good("pyreqwest")
    try:
        import pyreqwest
        from pyreqwest import client, exceptions, proxy, request, response
    except ImportError:
        raise ConfigurationError(
            f"engine={FAST!r} needs pyreqwest, which cannot be imported: "
            f"pip install '{REQUIREMENTS[FAST]}'"
        ) from None
    # Request and response are imported here, and not while a request is sent.
    return SimpleNamespace(
        __version__=pyreqwest.__version__,
        client=client,
        exceptions=exceptions,
        proxy=proxy,
        request=request,
        response=response,
    )


def _import_for_good(name: str) -> None:
    """Import the module of this *name*, if there is one, by a thread that never ends."""
    done = threading.Event()

    def run() -> None:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
        done.set()
        threading.Event().wait()

    if name not in sys.modules:
        threading.Thread(target=run, name=f"flowroute {name}", daemon=True).start()
        done.wait()


def core(name: str) -> str:
    """Return the name of what the library *name* is made of."""
    return name.replace("httpx", "httpcore")


@functools.cache
def _load() -> None:
    """Import what either library imports when it is first used, also in a thread.

    A signal that interrupts an import may leave its lock taken, so no call imports anything but by
    `_base.imports`.
    """
    for module in ("anyio", "encodings.idna", "uuid"):
        with contextlib.suppress(ImportError):
            importlib.import_module(module)


def load_for_tasks() -> None:
    """Import what either library imports when it is first used in a task: a third of itself."""
    with contextlib.suppress(ImportError):
        importlib.import_module("anyio._backends._asyncio")
