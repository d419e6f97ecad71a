"""A page of the documentation: its fences, its headings and its links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
FENCE = re.compile(r"^```(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^This is `(\S+)`[^\n]*\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Fence:
    """A block of code: its language, its text, and the line of the page that it begins after."""

    language: str
    text: str
    line: int


class Page:
    """A Markdown file of the repository; `files` are those that it shows, by their names."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text("utf-8")
        self.fences = [
            Fence(match[1], match[2], self.text.count("\n", 0, match.start(2)))
            for match in FENCE.finditer(self.text)
        ]
        self.files = dict(FILE.findall(self.text))
        self.prose = FENCE.sub("", self.text)

    @property
    def name(self) -> str:
        """The path of the file in the repository."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def anchors(self) -> set[str]:
        """The anchors of the headings, as GitHub makes them."""
        headings = re.findall(r"^#+ (.*)$", self.prose, re.MULTILINE)
        return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}

    @property
    def links(self) -> list[str]:
        """The targets of the links."""
        return re.findall(r"\]\(([^)\s]+)\)", self.prose)


def listed() -> list[str]:
    """The pages that the navigation of the site lists, as paths in docs/, in its order."""
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    return re.findall(r"^ *- (?:[^:\n]*: )?([\w/-]+\.md)$", settings, re.MULTILINE)


def pages() -> list[Page]:
    """The README and the pages of docs/ that are run from top to bottom, in their order.

    Those about testing and frameworks are run by the tests of these, in `tests/fixtures` and
    `tests/receiver`.
    """
    alone = (
        "testing/",
        "guides/receiving/",
        "reference/commands/",
        "reference/operations/",
        "start/test.md",
    )
    files = [ROOT / "docs" / name for name in listed() if not name.startswith(alone)]
    return [Page(ROOT / "README.md"), *map(Page, files)]
