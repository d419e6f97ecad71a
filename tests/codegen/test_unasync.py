"""scripts/unasync.py, on small trees of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import unasync
from scripts.unasync import RULES, TEST_RULES, Twin

TWINS = (
    Twin("package/_async", "package/_sync", RULES),
    Twin("tests/_async", "tests/_sync", TEST_RULES),
)
DOOR = '''\
"""The asynchronous door."""

from collections.abc import AsyncIterator, Iterator

from .zebra import AsyncAardvark
from .number import Number


class AsyncDoor:
    """An `AsyncDoor` opens for any number of tasks: `await door.aclose()`."""

    async def __aenter__(self) -> "AsyncDoor":
        return self

    async def all(self) -> AsyncIterator[bytes]:
        async with self.engine.async_client() as client:
            reply = await client.get()
            async for part in reply.aiter_raw():
                yield part
'''
SYNC_DOOR = '''\
# Written by scripts/unasync.py from package/_async/door.py. Do not edit.
"""The synchronous door."""

from collections.abc import Iterator

from .number import Number
from .zebra import Aardvark


class Door:
    """An `Door` opens for any number of threads: `door.close()`."""

    def __enter__(self) -> "Door":
        return self

    def all(self) -> Iterator[bytes]:
        with self.engine.client() as client:
            reply = client.get()
            for part in reply.iter_raw():
                yield part
'''


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one async module, and its twin still to be written."""
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\nline-length = 100\n")
    (tmp_path / "package" / "_async" / "inner").mkdir(parents=True)
    (tmp_path / "package" / "_async" / "door.py").write_text(DOOR)
    (tmp_path / "package" / "_async" / "inner" / "__init__.py").touch()
    return tmp_path


def write(root: Path) -> int:
    """Write the twins."""
    return unasync.main([], root, TWINS)


def check(root: Path) -> int:
    """Check the twins."""
    return unasync.main(["--check"], root, TWINS)


def files(root: Path) -> dict[str, str]:
    """Every file of a tree, by its path."""
    return {
        path.relative_to(root).as_posix(): path.read_text()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("async def f() -> None:", "def f() -> None:"),
        ("x = [await f(y) async for y in z]", "x = [f(y) for y in z]"),
        ("async with AsyncFlowroute() as f:", "with Flowroute() as f:"),
        ("def __aexit__(self): self.__anext__()", "def __exit__(self): self.__next__()"),
        ("@asynccontextmanager", "@contextmanager"),
        ("raise StopAsyncIteration", "raise StopIteration"),
        ("AsyncIterable[AsyncGenerator[X, None]]", "Iterable[Generator[X, None]]"),
        ("engine.is_async_client(c); c.aclose()", "engine.is_client(c); c.close()"),
        ("import asyncio  # awaited, async", "import asyncio  # awaited, async"),
        ("unasync_client = readaclose", "unasync_client = readaclose"),
    ],
)
def test_async_text_becomes_sync_text(text: str, expected: str) -> None:
    """Words of async code are taken away or shortened; what only looks alike stays."""
    assert unasync.translate(text) == expected


def test_marks_for_anyio_go_from_tests() -> None:
    """A sync test is not marked for an event loop."""
    text = "pytestmark = pytest.mark.anyio\n\n@pytest.mark.anyio\nasync def test():\n"

    assert unasync.translate(text, TEST_RULES) == "\ndef test():\n"


def test_twins_are_written_tidy_and_then_pass_the_check(root: Path) -> None:
    """A twin names its source, has its imports sorted, and is in order from then on."""
    assert write(root) == 0
    assert (root / "package" / "_sync" / "door.py").read_text() == SYNC_DOOR
    assert (root / "package" / "_sync" / "inner" / "__init__.py").read_text() == (
        "# Written by scripts/unasync.py from package/_async/inner/__init__.py. Do not edit.\n"
    )
    assert check(root) == 0


def test_the_check_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where no twin was written yet, the check tells so and leaves it at that."""
    before = files(root)

    assert check(root) == 1
    assert capsys.readouterr().out == (
        "missing: package/_sync/door.py\nmissing: package/_sync/inner/__init__.py\n"
    )
    assert files(root) == before


def test_an_edit_is_shown(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line changed or appended by hand is shown as a difference, and written over."""
    write(root)
    door = root / "package" / "_sync" / "door.py"
    door.write_text(SYNC_DOOR + "extra = 1\n")

    assert check(root) == 1
    assert capsys.readouterr().out == (
        "--- package/_sync/door.py\n"
        "+++ package/_sync/door.py (as it should be)\n"
        "@@ -18,4 +18,3 @@\n"
        "             reply = client.get()\n"
        "             for part in reply.iter_raw():\n"
        "                 yield part\n"
        "-extra = 1\n\n"
    )
    assert write(root) == 0
    assert door.read_text() == SYNC_DOOR


@pytest.mark.parametrize("name", ["old.py", "notes.txt", "inner/old.py"])
def test_a_file_without_a_source_is_told_and_removed(
    root: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing lives among the twins that is not written from a source."""
    write(root)
    stray = root / "package" / "_sync" / name
    stray.touch()

    assert check(root) == 1
    assert capsys.readouterr().out == f"written from nothing: package/_sync/{name}\n"
    assert write(root) == 0
    assert not stray.exists()


def test_compiled_files_do_not_count(root: Path) -> None:
    """What Python leaves behind on import is no stray file."""
    write(root)
    (root / "package" / "_sync" / "__pycache__").mkdir()
    (root / "package" / "_sync" / "__pycache__" / "door.cpython-311.pyc").touch()

    assert check(root) == 0


def test_a_rule_that_changes_nothing_is_an_error(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rule has to earn its place, among the files it is for."""
    twins = (TWINS[0]._replace(rules=RULES | {"trio": "triple"}), TWINS[1])

    assert unasync.main([], root, twins) == 1
    assert capsys.readouterr().err == "rules that change nothing:\n  trio\n"
    assert not (root / "package" / "_sync").exists()

    (root / "tests" / "_async").mkdir(parents=True)
    (root / "tests" / "_async" / "test_door.py").touch()

    assert check(root) == 1
    assert capsys.readouterr().err == (
        "rules that change nothing:\n  (?m)^.*\\bpytest\\.mark\\.anyio\\b.*\\n\n"
    )


def test_an_unknown_argument_is_a_usage_error(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The script takes --check or nothing."""
    assert unasync.main(["--fix"], root, TWINS) == 2
    assert capsys.readouterr().err == "usage: scripts/unasync.py [--check]\n"
