"""Check a site that was built: its links lead somewhere, and it loads nothing from elsewhere.

usage: python website/check.py [FOLDER]

FOLDER is that of the version that was built last, unless it is given. Each problem is printed, and
the exit status is 1 if there is one.
"""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from finish import SITE, key

# Attributes whose target a browser loads by itself, and those that a reader follows.
LOADED = {"src", "srcset", "data", "poster", "background", "action", "formaction", "ping"}
RELATIONS = {"canonical", "prev", "next", "alternate", "edit", "license", "author"}
LOADS = re.compile(r"""(?:url\(|@import)\s*['"]?((?:https?:)?//[^'")\s;]+)""")
# Hosts that scripts of the generator, its theme and the explorer would load something from.
HOSTS = re.compile(
    r"https?://(?:unpkg\.com|[\w.]*jsdelivr\.net|cdnjs\.\w+|cdn\.[\w.]+|fonts\.\w+|api\.github\.com"
    r"|api\.gitlab\.com|gitlab\.com/api|www\.googletagmanager\.com|www\.google-analytics\.com)"
)


class Html(HTMLParser):
    """The ids of a page, the links that are followed, and what is loaded."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.text = path.read_text("utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what an element links to, or loads."""
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given[name] for name in ("id", "name") if name in given and tag != "meta"}
        for name, value in given.items():
            if name in LOADED and not (tag == "form" and name == "data"):
                parts = value.split(",") if name == "srcset" else [value]
                self.loaded += [part.split()[0] for part in parts if part.strip()]
            elif name == "href" and tag == "link":
                follows = set(given.get("rel", "").split()) <= RELATIONS
                (self.links if follows else self.loaded).append(value)
            elif name == "href":
                self.links.append(value)
            elif name == "style":
                self.loaded += LOADS.findall(value)


def is_elsewhere(url: str) -> bool:
    """Whether a URL has a host."""
    return url.startswith("//") or urlsplit(url).scheme in {"http", "https", "ws", "wss"}


def main() -> int:
    """Check all files of the site; return the exit status."""
    newest = max((p for p in SITE.iterdir() if p.is_dir()), key=lambda path: key(path.name))
    folder = (Path(sys.argv[1]) if sys.argv[1:] else newest).resolve()
    found = problems(folder)
    print("".join(f"{problem}\n" for problem in found), end="")
    files = [path for path in folder.rglob("*") if path.is_file()]
    count = sum(path.suffix == ".html" for path in files)
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"{count} pages, {size:.1f} MB, {len(found)} problems: {folder}")
    return int(bool(found))


def problems(folder: Path) -> list[str]:
    """What is wrong with the files of a folder."""
    pages = {path: Html(path) for path in sorted(folder.rglob("*.html"))}
    found = [problem for page in pages.values() for problem in of_page(page, pages)]
    for path in folder.rglob("*.css"):
        found += [f"{path.name} loads {url}" for url in LOADS.findall(path.read_text("utf-8"))]
    for path in folder.rglob("*.js"):
        found += [f"{path.name} has {url}" for url in HOSTS.findall(path.read_text("utf-8"))]
    return sorted(found)


def of_page(page: Html, pages: dict[Path, Html]) -> list[str]:
    """What is wrong with a page."""
    name = page.path.name
    found = [f"{name} loads {url}" for url in page.loaded if is_elsewhere(url)]
    if "Content-Security-Policy" not in page.text:
        found.append(f"{name} has no policy against what is loaded from elsewhere")
    for url in {*page.links, *page.loaded}:
        parts = urlsplit(url)
        if parts.scheme or is_elsewhere(url) or name == "404.html":
            continue
        target = (page.path.parent / unquote(parts.path)).resolve() if parts.path else page.path
        if target.is_dir():
            target /= "index.html"
        if not target.is_file():
            found.append(f"{name}: {url} leads to nothing")
        elif target.name == "explorer.html" and parts.fragment.startswith("tag/"):
            continue  # Redoc makes these as it draws
        elif target in pages and unquote(parts.fragment) not in {"", *pages[target].ids}:
            found.append(f"{name}: {url} has no such anchor")
    return found


if __name__ == "__main__":
    sys.exit(main())
