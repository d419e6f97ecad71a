"""Where the demo writes: headed blocks on the terminal, in colour if it can."""

from __future__ import annotations

import os
import sys
import textwrap
from typing import TYPE_CHECKING

from .layout import INDENT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable

BOLD, DIM, RED, CYAN = "1", "2", "31", "36"


class Screen:
    """Plain text of 100 columns; colour on a terminal only, and not if NO_COLOR is set."""

    def __init__(self) -> None:
        self._in_colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    def act(self, title: str, opening: Iterable[str]) -> None:
        """Begin an act: its title, and the code that it begins with."""
        self._write("")
        self._write("═" * WIDTH, BOLD)
        self._write(f"{INDENT}{title}", BOLD)
        self._write("═" * WIDTH, BOLD)
        self._write("")
        for code in opening:
            self._write(textwrap.indent(code, INDENT), CYAN)

    def block(self, name: str, purpose: str, code: str) -> None:
        """Begin a block: its name, what it is for, and the code that runs."""
        self._write("")
        self._write(f"── {name} ".ljust(WIDTH, "─"), BOLD)
        self._write(f"{INDENT}{purpose}", DIM)
        self._write("")
        self._write(textwrap.indent(code, INDENT), CYAN)
        self._write("")

    def tell(self, lines: Iterable[str]) -> None:
        """What came back."""
        for line in lines:
            self._write(f"{INDENT}{line}".rstrip())

    def skipped(self, name: str, reason: str) -> None:
        """A block that is not run, and why."""
        self._write("")
        self._write(f"── {name} ".ljust(WIDTH, "─"), BOLD)
        self._write(f"{INDENT}not run: {reason}", DIM)

    def failed(self, *lines: str) -> None:
        """Something that should not be."""
        for line in lines:
            self._write(line, RED)

    def line(self, text: str = "") -> None:
        """A line of the conclusion."""
        self._write(text)

    def _write(self, text: str, style: str = "") -> None:
        coloured = style and text and self._in_colour
        print(f"\033[{style}m{text}\033[0m" if coloured else text, flush=True)
