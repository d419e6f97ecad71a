"""scripts/unasync.py, on small repositories."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import unasync
from scripts.unasync import RULES, TEST_RULES, Twin

TWINS = (
    Twin("package/_async", "package/_sync", RULES),
    Twin("tests/_async", "tests/_sync", TEST_RULES),
)
TRANSPORT = '''\
"""The asynchronous transport."""

from collections.abc import AsyncIterator, Iterator

from .zebra import AsyncAardvark
from .number import Number


class AsyncTransport:
    """An `AsyncTransport` is shared by tasks: `await transport.aclose()`."""

    async def __aenter__(self) -> "AsyncTransport":
        return self

    async def all(self) -> AsyncIterator[bytes]:
        async with self.engine.async_client() as client:
            response = await client.get()
            async for part in response.aiter_raw():
                yield part
'''
SYNC_TRANSPORT = '''\
# Written by scripts/unasync.py from package/_async/transport.py. Do not edit.
"""The synchronous transport."""

from collections.abc import Iterator

from .number import Number
from .zebra import Aardvark


class Transport:
    """An `Transport` is shared by threads: `transport.close()`."""

    def __enter__(self) -> "Transport":
        return self

    def all(self) -> Iterator[bytes]:
        with self.engine.client() as client:
            response = client.get()
            for part in response.iter_raw():
                yield part
'''


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one async module, and its twin still to be written."""
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\nline-length = 100\n")
    (tmp_path / "package" / "_async" / "inner").mkdir(parents=True)
    (tmp_path / "package" / "_async" / "transport.py").write_text(TRANSPORT)
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
    """The words of async code are removed or shortened; similar words stay."""
    assert unasync.translate(text) == expected


def test_anyio_marks_are_removed() -> None:
    """A sync test is not marked for an event loop."""
    text = "pytestmark = pytest.mark.anyio\n\n@pytest.mark.anyio\nasync def test():\n"

    assert unasync.translate(text, TEST_RULES) == "\ndef test():\n"


def test_written_twins_pass_the_check(root: Path) -> None:
    """A twin names its source, has sorted imports, and passes the check."""
    assert write(root) == 0
    assert (root / "package" / "_sync" / "transport.py").read_text() == SYNC_TRANSPORT
    assert (root / "package" / "_sync" / "inner" / "__init__.py").read_text() == (
        "# Written by scripts/unasync.py from package/_async/inner/__init__.py. Do not edit.\n"
    )
    assert check(root) == 0


def test_the_check_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where no twin is written yet, the check reports it and writes nothing."""
    before = files(root)

    assert check(root) == 1
    assert capsys.readouterr().out == (
        "missing: package/_sync/inner/__init__.py\nmissing: package/_sync/transport.py\n"
    )
    assert files(root) == before


def test_an_edit_is_shown(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line changed or appended by hand is shown as a difference, and written over."""
    write(root)
    transport = root / "package" / "_sync" / "transport.py"
    transport.write_text(SYNC_TRANSPORT + "extra = 1\n")

    assert check(root) == 1
    assert capsys.readouterr().out == (
        "--- package/_sync/transport.py\n"
        "+++ package/_sync/transport.py (expected)\n"
        "@@ -18,4 +18,3 @@\n"
        "             response = client.get()\n"
        "             for part in response.iter_raw():\n"
        "                 yield part\n"
        "-extra = 1\n\n"
    )
    assert write(root) == 0
    assert transport.read_text() == SYNC_TRANSPORT


@pytest.mark.parametrize("name", ["old.py", "notes.txt", "inner/old.py"])
def test_a_file_without_a_source(root: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A file among the twins that has no source is reported, and removed."""
    write(root)
    stray = root / "package" / "_sync" / name
    stray.touch()

    assert check(root) == 1
    assert capsys.readouterr().out == f"without a source: package/_sync/{name}\n"
    assert write(root) == 0
    assert not stray.exists()


def test_compiled_files_do_not_count(root: Path) -> None:
    """What Python writes on import is no stray file."""
    write(root)
    (root / "package" / "_sync" / "__pycache__").mkdir()
    (root / "package" / "_sync" / "__pycache__" / "transport.cpython-311.pyc").touch()

    assert check(root) == 0


def test_a_rule_that_changes_nothing_is_an_error(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rule that matches nothing in its files fails the run, and nothing is written."""
    twins = (TWINS[0]._replace(rules=RULES | {"trio": "triple"}), TWINS[1])

    assert unasync.main([], root, twins) == 1
    assert capsys.readouterr().err == "rules that change nothing:\n  trio\n"
    assert not (root / "package" / "_sync").exists()

    (root / "tests" / "_async").mkdir(parents=True)
    (root / "tests" / "_async" / "test_transport.py").touch()

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
