"""Take the pictures of a terminal that README and the documentation show.

    python scripts/terminal_pictures.py [FOLDER]

They go to docs/pictures, or to FOLDER. The commands are typed into a real shell on a
pseudoterminal, and run against a sandbox that is started for it; pyte is the terminal, and rich
draws it. What moves is a strip of screens, moved by the style of the picture: no script.
"""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import termios
import time
from io import StringIO
from pathlib import Path

import pyte
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text
from scenarios.terminal import FILES, STILLS, STORY, Scene

ROOT = Path(__file__).parents[1]
COLUMNS, ROWS = 94, 17
KEYSTROKE, SCREEN, AFTER = 0.028, 0.1, 1.2  # seconds in the picture
PROMPT = "❯ "
LINE, WIDTH, TOP = 24.4, 12.2, 42  # rich's sizes of a character, and the height of the bar
PART = re.compile(r'(<text [^>]*) clip-path="url\(#t-line-(\d+)\)"(>[^<]+</text>)')
STRIDE = LINE * (ROWS + 1)  # from one screen of the strip to the next
DARK, RED, GREEN, YELLOW = (71, 85, 105), (248, 113, 113), (52, 211, 153), (251, 191, 36)
BLUE, PURPLE, CYAN, LIGHT = (96, 165, 250), (192, 132, 252), (45, 212, 191), (226, 232, 240)
THEME = TerminalTheme((17, 24, 39), LIGHT, [DARK, RED, GREEN, YELLOW, BLUE, PURPLE, CYAN, LIGHT])
FRAME = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {whole}" role="img">
<title>{title}</title>
<style>
.{{unique_id}}-matrix {{{{
    font: {{char_height}}px / {{line_height}}px ui-monospace, SFMono-Regular, Menlo, Consolas,
        "DejaVu Sans Mono", monospace;
}}}}
{{styles}}
{motion}
</style>
<rect width="100%" height="100%" rx="10" fill="#111827" />
<circle cx="22" cy="21" r="6" fill="#f87171" />
<circle cx="42" cy="21" r="6" fill="#fbbf24" />
<circle cx="62" cy="21" r="6" fill="#34d399" />
<svg x="18" y="{top}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
<defs>{{matrix}}</defs>
<g class="strip"><g class="{{unique_id}}-matrix">STRIP</g></g>
</svg>
</svg>
"""


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


def draw(screens: list[list[Text]], times: list[float], seconds: float, title: str) -> str:
    """Return the picture of screens, one after the other, for ever; or of one.

    Each line is drawn once, however many screens it is on.
    """
    lines = list(
        {line.markup: line for screen in screens for line in screen if line.plain}.values()
    )
    number = {line.markup: index for index, line in enumerate(lines)}
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True)
    for line in lines:
        console.print(line, no_wrap=True, overflow="crop")
    rows = ROWS if len(screens) > 1 else len(lines_of(screens[0]))
    frame = FRAME.format(
        title=title,
        motion=motion(times, seconds),
        top=TOP,
        width=round(WIDTH * COLUMNS + 36),
        height=round(LINE * rows),
        whole=round(LINE * rows + TOP + 16),
    )
    drawn = console.export_svg(title=title, theme=THEME, code_format=frame, unique_id="t")
    strip = "".join(
        f'<use href="#l{drawn_at}" y="{STRIDE * index + LINE * (y - drawn_at):.1f}"/>'
        for index, screen in enumerate(screens)
        for y, line in enumerate(screen)
        if line.plain and (drawn_at := number[line.markup]) >= 0
    )
    return grouped(drawn).replace("STRIP", strip)


def lines_of(screen: list[Text]) -> list[Text]:
    """Return the lines of a screen without the empty ones at its end."""
    used = max(index for index, line in enumerate(screen) if line.plain)
    return screen[: used + 1]


def grouped(drawn: str) -> str:
    """Return rich's picture with the parts of each line in a group, which can be used again."""
    parts: dict[int, str] = {}

    def collect(match: re.Match[str]) -> str:
        number = int(match[2])
        if match[3] != ">\n</text>":
            parts[number] = parts.get(number, "") + match[1] + match[3]
        return ""

    rest = PART.sub(collect, drawn)
    groups = "".join(f'<g id="l{number}">{markup}</g>' for number, markup in parts.items())
    return rest.replace("<defs>", f"<defs>{groups}")


def motion(times: list[float], seconds: float) -> str:
    """Return the style that moves the strip from screen to screen, braces doubled for format()."""
    if len(times) == 1:
        return ""
    steps = "\n".join(
        f"{100 * at / seconds:.2f}% {{{{ transform: translateY({-STRIDE * index:.1f}px) }}}}"
        for index, at in enumerate(times)
    )
    return (
        f".strip {{{{ animation: play {seconds:.1f}s step-end infinite }}}}\n"
        f"@keyframes play {{{{\n{steps}\n}}}}\n"
        "@media (prefers-reduced-motion: reduce) {{ .strip {{ animation: none;"
        f" transform: translateY({-STRIDE * (len(times) - 1):.1f}px) }}}} }}}}"
    )


def main(folder: Path) -> None:
    """Take every picture, and print the size of each."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "flowroute_ext.cli", "sandbox", "--port", "0"]
    with (
        tempfile.TemporaryDirectory() as place,
        subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, text=True) as served,
    ):
        environment = {
            "FR_ACCESS_KEY": "sandbox-access-key",
            "FR_BASE_URL": address(served),
            "FR_SECRET_KEY": "sandbox-secret-key",
            "HOME": place,
            "INPUTRC": os.devnull,
            "LANG": "C.UTF-8",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PS1": f"\\[\x1b[36m\\]{PROMPT}\\[\x1b[0m\\]",
            "TERM": "xterm-256color",
        }
        try:
            take(folder / "terminal.svg", STORY, environment, title="A text, and a file of texts")
            for name, scenes in STILLS.items():
                take(folder / f"{name}.svg", scenes, environment, title=name, last=True)
        finally:
            served.terminate()


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


def address(served: subprocess.Popen[str]) -> str:
    """Return the address of a sandbox that has started."""
    for line in served.stdout or ():
        if line.startswith("READY "):
            return line.removeprefix("READY ").strip()
    raise SystemExit("the sandbox did not start")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "docs" / "pictures")
