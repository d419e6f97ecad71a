"""Put what the generator made into build/site, as the version of pyproject.toml.

usage: python website/finish.py

build/site has a folder for each version that was built there, `versions.json` for the selector in
the header, and a page that leads to the newest. Whoever publishes keeps the folders of versions
before; building one replaces its own folder only.
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
MADE = ROOT / "build" / "staged" / "site"
SITE = ROOT / "build" / "site"
# What the theme would load from elsewhere for features that are off, or browsers that are old.
ELSEWHERE = re.compile(
    r"https://(?:unpkg\.com|cdn\.jsdelivr\.net|cdn\.redoc\.ly|api\.github\.com)/[\w@./-]*"
)
# What the search needs where pages are opened from a folder.
SHIM = "https://unpkg.com/iframe-worker/shim"
VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(.*)")
LATEST = """<!doctype html>
<meta charset="utf-8">
<title>flowroute-ext</title>
<meta http-equiv="refresh" content="0; url={version}/index.html">
<a href="{version}/index.html">The documentation of version {version}</a>
"""


def key(version: str) -> tuple[int, int, int, bool, str]:
    """What versions are sorted by: a release comes after what is before it."""
    match = VERSION.fullmatch(version)
    if match is None:
        return (0, 0, 0, False, version)
    major, minor, patch, rest = match.groups()
    return int(major), int(minor), int(patch), not rest, rest


def main() -> None:
    """Move the version that was made, and list all of them."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    for path in [*MADE.rglob("*.js"), *MADE.rglob("*.html")]:
        text = path.read_text("utf-8")
        here = "../" * (len(path.relative_to(MADE).parts) - 1)
        text = text.replace(SHIM, f"{here}assets/vendor/iframe-worker.js")
        path.write_text(ELSEWHERE.sub("data:,", text), "utf-8")
    folder = SITE / version
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(MADE, folder)
    there = [path.name for path in SITE.iterdir() if (path / "index.html").is_file()]
    versions = sorted(there, key=key, reverse=True)
    listed = [
        {"version": name, "title": name, "aliases": ["latest"] if name == versions[0] else []}
        for name in versions
    ]
    (SITE / "versions.json").write_text(json.dumps(listed, indent=2) + "\n")
    (SITE / "index.html").write_text(LATEST.format(version=versions[0]))


if __name__ == "__main__":
    main()
