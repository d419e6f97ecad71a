"""The output of the demo: blocks with headings, in colour on a terminal."""

from __future__ import annotations

import os
import sys
import textwrap
from typing import TYPE_CHECKING

from .layout import INDENT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable

BOLD, DIM, RED, CYAN = "1", "2", "31", "36"


class Output:
    """Plain text of 100 columns; colour on a terminal only, and not if NO_COLOR is set."""

    def __init__(self) -> None:
        self._in_colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    def section(self, title: str, opening: Iterable[str]) -> None:
        """Begin a section: its title, and the code that it begins with."""
        self._write("")
        self._write("═" * WIDTH, BOLD)
        self._write(f"{INDENT}{title}", BOLD)
        self._write("═" * WIDTH, BOLD)
        self._write("")
        for code in opening:
            self._write(textwrap.indent(code, INDENT), CYAN)

    def block(self, name: str, purpose: str, code: str) -> None:
        """Begin a block: its name, its description, and the code that runs."""
        self._write("")
        self._write(f"── {name} ".ljust(WIDTH, "─"), BOLD)
        self._write(f"{INDENT}{purpose}", DIM)
        self._write("")
        self._write(textwrap.indent(code, INDENT), CYAN)
        self._write("")

    def result(self, lines: Iterable[str]) -> None:
        """Write the result of a block."""
        for line in lines:
            self._write(f"{INDENT}{line}".rstrip())

    def skipped(self, name: str, reason: str) -> None:
        """Write the heading of a block that is not run, and why."""
        self._write("")
        self._write(f"── {name} ".ljust(WIDTH, "─"), BOLD)
        self._write(f"{INDENT}not run: {reason}", DIM)

    def failed(self, *lines: str) -> None:
        """Write lines about a failure."""
        for line in lines:
            self._write(line, RED)

    def line(self, text: str = "") -> None:
        """Write a line that belongs to no block."""
        self._write(text)

    def _write(self, text: str, style: str = "") -> None:
        coloured = style and text and self._in_colour
        print(f"\033[{style}m{text}\033[0m" if coloured else text, flush=True)
