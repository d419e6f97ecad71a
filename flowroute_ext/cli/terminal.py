"""What the commands print, readable by every terminal and steering none, and what they read."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, TextIO, cast

import click

from flowroute_ext._base.masking import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

# The typographic characters of our own sentences, for an encoding that has none.
PLAIN = {"•": "*", "…": "...", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"'}


INTERRUPTED: Final = 130  # 128 and the number of SIGINT, as shells have it


class Output:
    """A text stream before *stream*, for text that others may have written.

    Control characters are written as escapes, and so is what the encoding of *stream* does not
    have. Once nothing reads any more, nothing is written: a command still ends what it does. Other
    failures, as of a disk, end it where its output is *needed*.

    It has no `buffer`, as click would write to that in an encoding of its own choice.
    """

    def __init__(self, stream: TextIO, *, escapes: bool = True, needed: bool = True) -> None:
        self.stream = stream
        self._escapes = escapes
        self._needed = needed
        self._broken = False

    def __getattr__(self, name: str) -> Any:
        if name == "buffer":
            raise AttributeError(name)
        return getattr(self.stream, name)

    def write(self, text: str) -> int:
        """Write *text*."""
        shown = self._encodable(visible(text) if self._escapes else text)
        if shown:  # click tries what a stream takes with nothing
            self._unless_broken(lambda: self.stream.write(shown))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write *lines*."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Write what is buffered."""
        self._unless_broken(self.stream.flush)

    def finish(self) -> None:
        """Write what is buffered, or drop it, so that Python has nothing to write as it exits."""
        self.flush()
        if self._broken:
            with suppress(OSError, ValueError):
                null = os.open(os.devnull, os.O_WRONLY)
                os.dup2(null, self.stream.fileno())
                os.close(null)

    def _encodable(self, text: str) -> str:
        encoding = getattr(self.stream, "encoding", None) or "utf-8"
        if _has(encoding, text):
            return text
        spelt = (
            character if _has(encoding, character) else PLAIN.get(character, character)
            for character in text
        )
        return "".join(spelt).encode(encoding, "backslashreplace").decode(encoding)

    def _unless_broken(self, write: Callable[[], object]) -> None:
        if self._broken:
            return
        try:
            write()
        except (BrokenPipeError, ValueError):  # the other end is closed, or this one
            self._broken = True
        except OSError as error:
            self._broken = True
            if self._needed:
                raise unwritable(error) from error


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def safe_output() -> Generator[None, None, None]:
    """Have all that is printed until the block ends go through `Output`, errors and logs too."""
    before = sys.stdout, sys.stderr
    output = sys.stdout and Output(sys.stdout)
    errors = sys.stderr and Output(sys.stderr, needed=False)
    sys.stdout, sys.stderr = cast("TextIO", output), cast("TextIO", errors)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
        for stream in filter(None, (output, errors)):
            with suppress(click.ClickException):  # reported where it was written
                stream.finish()


@contextmanager
def ended_by_interrupts() -> Generator[None, None, None]:
    """Have Ctrl-C end the command as in a shell, also before it can say more of it itself."""
    try:
        yield
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nInterrupted.", err=True)
        raise click.exceptions.Exit(INTERRUPTED) from None


class Unwritable(click.ClickException):
    """The output of a command cannot be written."""


def unwritable(error: OSError) -> Unwritable:
    """Return the end of a command whose output cannot be written."""
    return Unwritable(f"the output cannot be written: {error.strerror or error}")


def standard_input() -> str:
    """Return the text on standard input; raise `ConfigurationError` where there is none."""
    from flowroute_ext._base.errors import ConfigurationError

    if sys.stdin is None:
        raise ConfigurationError("there is no standard input: give the text itself")
    data = getattr(sys.stdin, "buffer", sys.stdin).read()
    try:
        return data if isinstance(data, str) else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigurationError("standard input is not UTF-8: convert it") from None


def drawing(stream: TextIO) -> TextIO:
    """Return *stream* for what moves the cursor itself, and has no text of others in it."""
    return cast("TextIO", Output(stream_of(stream), escapes=False))


def stream_of(stream: TextIO) -> TextIO:
    """Return what is behind the `Output` *stream*, or *stream* itself if it is none."""
    return stream.stream if isinstance(stream, Output) else stream
