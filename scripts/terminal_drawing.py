"""Draw screens of a terminal as a picture, which may move: called by terminal_pictures.py.

rich draws each line once; a style without a script moves a strip of screens.
"""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.terminal_theme import TerminalTheme

if TYPE_CHECKING:
    from rich.text import Text

COLUMNS, ROWS = 94, 17
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
