"""The resources of a client are imported and made when they are first used."""

from __future__ import annotations

import asyncio
import copy
import importlib
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from flowroute_ext import AsyncFlowroute, Flowroute
from flowroute_ext._base import imports
from flowroute_ext._base.imports import uninterrupted

ROOT = Path(__file__).parents[2]
NAMES = ["cdrs", "cnams", "e911s", "messages", "numbers", "ports", "routes"]
KEYS = ("key", "secret")


FORKING = """
import os, signal, sys, threading

sys.path[:0] = {path!r}
from flowroute_ext._base.imports import uninterrupted

begun, forking = threading.Event(), threading.Event()
os.register_at_fork(before=forking.set)  # the last one is the first to be called

def load():
    import begun_in_the_parent

thread = threading.Thread(target=uninterrupted, args=(load,))
thread.start()
begun.wait()
child = os.fork()
if not child:
    signal.alarm(30)
    import begun_in_the_parent

    os._exit(0 if begun_in_the_parent.is_whole else 1)
thread.join()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
SLOW = """
import __main__

__main__.begun.set()
__main__.forking.wait()
is_whole = True
"""
EXITING = """
import sys
sys.path[:0] = {path!r}
import flowroute_ext

class Kept:
    client = flowroute_ext.Flowroute("key", "secret", base_url="http://127.0.0.1:9")

    def __del__(self, suppress=__import__("contextlib").suppress):
        with suppress(Exception):
            self.client.numbers.get("12065550100")

sys.modules["kept"] = Kept()
"""
USING = """
import threading
from flowroute_ext._base.imports import uninterrupted

thread = uninterrupted(threading.current_thread)
"""


class Interrupted(Exception):
    """What the handler of a signal raises."""


def test_what_is_not_used_is_not_imported() -> None:
    """A program that sends texts does not read the code of port orders."""
    code = (
        "import sys; from flowroute_ext import Flowroute; Flowroute('key', 'secret').messages;"
        "print([name for name in sys.modules if name.startswith('flowroute_ext._sync.')])"
    )

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert "flowroute_ext._sync.messages" in found.stdout
    assert not any(f"_sync.{name}'" in found.stdout for name in {*NAMES} - {"messages"})


@pytest.mark.parametrize("cls", [Flowroute, AsyncFlowroute])
@pytest.mark.parametrize("name", NAMES)
def test_a_resource(cls: type, name: str) -> None:
    """It is one and the same for all threads, and `dir` names it before it is made."""
    client = cls(*KEYS)
    assert name in dir(client)

    with ThreadPoolExecutor(8) as pool:
        made = {*pool.map(getattr, [client] * 8, [name] * 8)}

    assert made == {getattr(client, name)}


def test_a_name_that_is_not_there() -> None:
    """It is an error as of any object, also in a client whose arguments were refused."""
    client = Flowroute(*KEYS)
    with pytest.raises(AttributeError, match="'Flowroute' object has no attribute 'numbrs'"):
        getattr(client, "numb" + "rs")
    with pytest.raises(AttributeError, match="'Flowroute' object has no attribute 'numbers'"):
        _ = Flowroute.__new__(Flowroute).numbers


@pytest.mark.parametrize("cls", [Flowroute, AsyncFlowroute])
def test_subclasses(cls: type[Any]) -> None:
    """A subclass may look up names itself, have a resource of its own, and have errors of it."""

    def look_up(_: object, name: str) -> object:
        return {"extra": 1}[name]

    def several(self: Any) -> list[object]:
        return [super(counted, self).numbers]

    def broken(_: object) -> object:
        return getattr(None, "noth" + "ing")

    own: Any = type("Own", (cls,), {"__getattr__": look_up})
    members = {"numbers": property(several), "broken": property(broken)}
    counted: Any = type("Counted", (cls,), members)

    assert own(*KEYS).extra == 1
    assert own(*KEYS).routes
    assert len(counted(*KEYS).numbers) == 1
    with pytest.raises(AttributeError, match="'NoneType' object has no attribute 'nothing'"):
        _ = counted(*KEYS).broken


def test_patched() -> None:
    """A test may replace a resource of a client, or of all of them."""
    client = Flowroute(*KEYS)
    with mock.patch.object(client, "numbers") as one:
        assert client.numbers is one
    with mock.patch.object(Flowroute, "routes") as of_all:
        assert client.routes is of_all

    assert client.numbers.get
    assert client.routes.create


@pytest.mark.parametrize("cls", [Flowroute, AsyncFlowroute])
@pytest.mark.parametrize("used", [False, True])
@pytest.mark.parametrize("copied", [copy.deepcopy, pickle.dumps])
def test_pickled(cls: type[Any], *, used: bool, copied: Callable[[object], object]) -> None:
    """No credentials get into a pickle, whether a client has been used or not."""
    client = cls(*KEYS)
    assert not used or client.numbers

    with pytest.raises(TypeError, match="cannot pickle a client, which has credentials"):
        copied(client)


def test_a_python_that_exits() -> None:
    """A client that is first used when modules are cleared waits for no thread, on any Python."""
    subprocess.run(
        [sys.executable, "-c", EXITING.format(path=[str(ROOT), str(ROOT / "generated")])],
        check=True,
        timeout=60,
    )


def test_a_signal_during_an_import() -> None:
    """An exception of its handler interrupts the wait, and never the import."""
    begun, finish, ended = threading.Event(), threading.Event(), threading.Event()
    main = threading.get_ident()

    def load() -> None:
        begun.set()
        signal.pthread_kill(main, signal.SIGUSR1)
        finish.wait(60)
        ended.set()

    def interrupt(*_: object) -> None:
        raise Interrupted

    before = signal.signal(signal.SIGUSR1, interrupt)
    try:
        with pytest.raises(Interrupted):
            uninterrupted(load)
    finally:
        signal.signal(signal.SIGUSR1, before)

    finish.set()
    assert begun.is_set()
    assert ended.wait(60)


def test_an_import_that_fails() -> None:
    """Its error is that of the call."""
    with pytest.raises(ImportError, match="broken"):
        uninterrupted(lambda: exec("raise ImportError('broken')"))


def test_no_more_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python that starts no more threads, as when it exits, imports by the one that asks."""

    def start(_: threading.Thread) -> None:
        raise RuntimeError("can't create new thread at interpreter shutdown")

    monkeypatch.setattr(threading.Thread, "start", start)

    assert uninterrupted(threading.current_thread) is threading.main_thread()


def test_a_fork_during_an_import(tmp_path: Path) -> None:
    """It waits for the import, so that the child finds a whole module, and no lock."""
    (tmp_path / "begun_in_the_parent.py").write_text(SLOW)
    code = FORKING.format(path=[str(ROOT), str(tmp_path)])

    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_in_the_midst_of_another_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that uses a client while it is imported itself waits for no other thread."""
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "uses_a_client.py").write_text(USING)

    assert importlib.import_module("uses_a_client").thread is threading.main_thread()
    assert uninterrupted(threading.current_thread) is not threading.main_thread()


def test_a_thread_of_the_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that was forked before the thread began has another one import."""
    starts: list[Callable[[Any], object]] = [lambda _: None, imports._Import.start]

    def start(thread: object) -> None:
        starts.pop(0)(thread)

    monkeypatch.setattr(imports._Import, "start", start)

    assert uninterrupted(threading.current_thread) is not threading.main_thread()
    assert starts == []


def test_what_is_imported_already() -> None:
    """Making another client starts no thread."""
    key = object()

    assert uninterrupted(threading.current_thread, key) is not threading.main_thread()
    assert uninterrupted(threading.current_thread, key) is threading.main_thread()


def test_closed_before_it_was_used() -> None:
    """A client that was closed before its first call makes none."""
    client, asynchronous = Flowroute(*KEYS), AsyncFlowroute(*KEYS)
    client.close()
    asyncio.run(asynchronous.close())

    with pytest.raises(RuntimeError, match="This client is closed"):
        client.numbers.get("12065550100")
    with pytest.raises(RuntimeError, match="This client is closed"):
        asyncio.run(asynchronous.numbers.get("12065550100"))
