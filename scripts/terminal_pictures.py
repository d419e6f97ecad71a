"""Take the pictures of a terminal that README and the documentation show.

    python scripts/terminal_pictures.py [FOLDER]

They go to docs/pictures, or to FOLDER. The commands are typed into a real shell on a
pseudoterminal, and run against a sandbox that is started for it; pyte is the terminal, and rich
draws it. What moves is a strip of screens, moved by the style of the picture: no script.
"""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

import pyte
from rich.style import Style
from rich.text import Text
from scenarios.served import served
from scenarios.terminal import FILES, STILLS, STORY, Scene
from terminal_drawing import COLUMNS, ROWS, draw

ROOT = Path(__file__).parents[1]
KEYSTROKE, SCREEN, AFTER = 0.028, 0.1, 1.2  # seconds in the picture
PROMPT = "❯ "


class Terminal:
    """A shell on a pseudoterminal, and the screens that it has shown with their times."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._own, other = pty.openpty()
        termios.tcsetwinsize(other, (ROWS, COLUMNS))
        self._shell = subprocess.Popen(
            ["bash", "--norc", "--noprofile"],
            cwd=folder,
            env=environment,
            stdin=other,
            stdout=other,
            stderr=other,
            start_new_session=True,
        )
        os.close(other)
        self.screens: list[list[Text]] = []
        self.times: list[float] = []
        self.seconds = 0.0  # how long the picture moves
        self._idle = 0
        self._wait_for_prompt()

    def play(self, scene: Scene) -> None:
        """Type a command, and show its output until it ends; or until it shows `scene.until`."""
        if scene.clear:
            self._screen.reset()
            self._stream.feed(b"\x1b[36m" + PROMPT.encode() + b"\x1b[0m")
        for start in range(0, len(scene.command), 3):
            keys = scene.command[start : start + 3]
            os.write(self._own, keys.encode())
            self._read(0.05)
            self._keep(KEYSTROKE * len(keys))
        self.seconds += 0.3
        os.write(self._own, b"\r")
        self._wait_for_prompt(scene.until)
        self._keep(AFTER)

    def close(self) -> None:
        """End the shell."""
        self._shell.kill()
        self._shell.wait()
        os.close(self._own)

    def _wait_for_prompt(self, until: str = "") -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            self._read(SCREEN)
            self._keep(SCREEN)
            shown = [line.rstrip() for line in self._screen.display]
            if until and any(until in line for line in shown):
                return
            if shown[self._screen.cursor.y] == PROMPT.rstrip() and self._screen.cursor.x == 2:
                return
        raise SystemExit("the command did not end: " + "\n".join(self._screen.display))

    def _read(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if select.select([self._own], [], [], left)[0]:
                self._stream.feed(os.read(self._own, 65536))

    def _keep(self, seconds: float) -> None:
        """Add the screen as it is, unless it is the last one, and let time pass.

        While a command shows nothing new, no more than a moment passes: the machine may be slow.
        """
        screen = [self._line(y) for y in range(ROWS)]
        changed = not self.screens or screen != self.screens[-1]
        if changed:
            self.screens.append(screen)
            self.times.append(self.seconds)
        self._idle = 0 if changed else self._idle + 1
        if self._idle < 2:
            self.seconds += seconds

    def _line(self, y: int) -> Text:
        cursor = self._screen.cursor
        text = Text()
        for x in range(COLUMNS):
            cell = self._screen.buffer[y][x]
            at_cursor = (x, y) == (cursor.x, cursor.y) and not cursor.hidden
            style = Style(color=color(cell.fg), bold=cell.bold)
            text.append("█" if at_cursor else cell.data or " ", style)
        text.rstrip()
        return joined(text)


def color(name: str) -> str | None:
    """Return pyte's name of a color as rich's."""
    if name == "default":
        return None
    if len(name) == 6 and all(digit in "0123456789abcdef" for digit in name):
        return f"#{name}"
    name = name.replace("brown", "yellow")
    return f"bright_{name[6:]}" if name.startswith("bright") else name


def joined(text: Text) -> Text:
    """Return a line in which neighbours of one style are one span."""
    runs: list[tuple[str, Style]] = []
    for character, span in zip(text.plain, text.spans, strict=False):
        style = span.style if isinstance(span.style, Style) else Style.null()
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + character, style)
        else:
            runs.append((character, style))
    return Text.assemble(*runs, end="")


def main(folder: Path) -> None:
    """Take every picture, and print the size of each."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place, served() as base_url:
        environment = {
            "FR_ACCESS_KEY": "sandbox-access-key",
            "FR_BASE_URL": base_url,
            "FR_SECRET_KEY": "sandbox-secret-key",
            "HOME": place,
            "INPUTRC": os.devnull,
            "LANG": "C.UTF-8",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PS1": f"\\[\x1b[36m\\]{PROMPT}\\[\x1b[0m\\]",
            "TERM": "xterm-256color",
        }
        take(folder / "terminal.svg", STORY, environment, title="A text, and a file of texts")
        for name, scenes in STILLS.items():
            take(folder / f"{name}.svg", scenes, environment, title=name, last=True)


def take(
    file: Path, scenes: list[Scene], environment: dict[str, str], *, title: str, last: bool = False
) -> None:
    """Write the picture of scenes, or of the *last* screen alone."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in FILES.items():
            Path(folder, name).write_text(content, "utf-8")
        terminal = Terminal(Path(folder), environment)
        try:
            for scene in scenes:
                terminal.play(scene)
        finally:
            terminal.close()
    screens, times = terminal.screens, terminal.times
    if last:
        screens, times = screens[-1:], times[-1:]
    file.write_text(draw(screens, times, terminal.seconds, title), "utf-8")
    print(f"{file.name}: {file.stat().st_size} bytes, {terminal.seconds:.0f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "docs" / "pictures")
