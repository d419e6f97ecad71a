"""Lay out in build/staged what the generator makes the site of: settings, theme and pages.

usage: python website/stage.py [--wait]

The pages are those of docs/, and those that are written elsewhere in the repository: the files of
its root that are in ROOT_PAGES, and the examples. In all of them links to files of the repository
lead to the pages that these are on the site. With --wait, wait for a file to change first.
"""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import api_pages
import yaml

from example_pages import INDEX, examples, index, page_of, source_of

ROOT = Path(__file__).parents[1]
STAGED = ROOT / "build" / "staged"
DOCS = ROOT / "docs"
# Files of the repository that are pages of the site, too.
ROOT_PAGES = {
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "explanation/security.md",
}
LINK = re.compile(r"\]\((?![a-z]+:|#)([^)\s]+)\)")
FENCE = re.compile(r"^( *)```.*?^\1```$", re.MULTILINE | re.DOTALL)


def pages() -> dict[str, tuple[str, str]]:
    """Each page: its path on the site, the path in the repository that it comes of, its text."""
    found = {
        path.relative_to(DOCS).as_posix(): (path.relative_to(ROOT).as_posix(), path.read_text())
        for path in sorted(DOCS.rglob("*.md"))
    }
    for name, page in ROOT_PAGES.items():
        found[page] = name, elsewhere((ROOT / name).read_text())
    found[INDEX] = "examples/README.md", elsewhere(index())
    for page, text in api_pages.pages().items():
        found[page] = f"docs/{page}", elsewhere(text)
    for example in examples():
        found[page_of(example)] = source_of(example)[0], elsewhere(source_of(example)[1])
    return found


def elsewhere(text: str) -> str:
    """A page whose source is not in docs/, and which therefore has no link to edit it."""
    return f"---\nedit: false\n---\n\n{text}"


def linked(page: str, source: str, text: str) -> str:
    """The text of a page, with links that are right on the site."""

    def replace(match: re.Match[str]) -> str:
        link, hash_, anchor = match[1].partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), link))
        relative = posixpath.relpath(place(target), posixpath.dirname(page) or ".")
        return f"]({relative}{hash_}{anchor})"

    parts, end = [], 0
    for fence in FENCE.finditer(text):
        parts += [LINK.sub(replace, text[end : fence.start()]), fence[0]]
        end = fence.end()
    return "".join([*parts, LINK.sub(replace, text[end:])])


def place(target: str) -> str:
    """Where a file or a folder of the repository is on the site, as a path in docs/."""
    if target.startswith("docs/"):
        return target.removeprefix("docs/")
    if target in ROOT_PAGES:
        return ROOT_PAGES[target]
    if target == "README.md":
        return "index.md"
    if target == "examples":
        return INDEX
    if target.startswith("examples/"):
        return page_of(ROOT / target.removesuffix("/README.md"))
    raise SystemExit(f"a page links to {target}, which is not on the site")


def expanded(item: Any) -> Any:
    """An entry of `nav`, with the pages of a folder, and files of the repository, in place."""
    if isinstance(item, dict):
        [(title, inner)] = item.items()
        return {title: expanded(inner)}
    if isinstance(item, list):
        return [expanded(inner) for inner in item]
    if item == "../examples/":
        return [INDEX, *({each.name: page_of(each)} for each in examples())]
    if item == api_pages.FOLDER:
        return api_pages.nav()
    if item.startswith("../"):
        return ROOT_PAGES[item.removeprefix("../")]
    if item.endswith("/"):
        links = re.findall(r"\]\(([\w-]+\.md)\)", (DOCS / item / "index.md").read_text())
        return [f"{item}index.md", *(f"{item}{name}" for name in dict.fromkeys(links))]
    return item


def settings() -> str:
    """The settings of mkdocs.yml, with the addresses of pyproject.toml and all of `nav`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    head, _, nav = (ROOT / "mkdocs.yml").read_text().partition("\nnav:\n")
    added: dict[str, Any] = {"nav": expanded(yaml.safe_load(nav))}
    urls = {name.lower(): url for name, url in project.get("urls", {}).items()}
    if repository := urls.get("repository") or urls.get("source"):
        added |= {
            "repo_url": repository,
            "repo_name": repository.split("//")[-1].split("/", 1)[-1],
            "edit_uri": "edit/main/docs/",
        }
    if documentation := urls.get("documentation"):
        added["site_url"] = f"{documentation.rstrip('/')}/{project['version']}/"
    return head + "\n" + yaml.safe_dump(added, allow_unicode=True, sort_keys=False)


def with_samples() -> dict[str, Any]:
    """The OpenAPI document, with the calls of each operation for the explorer."""
    document: dict[str, Any] = yaml.load(
        (ROOT / "openapi" / "flowroute.yaml").read_text(), yaml.CSafeLoader
    )
    samples = json.loads((DOCS / "reference" / "operations" / "samples.json").read_text())
    for methods in document["paths"].values():
        for each in methods.values():
            if isinstance(each, dict) and each.get("operationId") in samples:
                each["x-codeSamples"] = samples[each["operationId"]]
    return document


def stage() -> bool:
    """Lay all of it out, and return whether anything is another than before."""
    wanted = {
        f"docs/{page}": linked(page, source, text).encode()
        for page, (source, text) in pages().items()
    }
    for path in DOCS.rglob("*"):
        if path.is_file() and path.suffix != ".md":
            wanted[f"docs/{path.relative_to(DOCS).as_posix()}"] = path.read_bytes()
    for path in (ROOT / "website" / "theme").rglob("*.html"):
        wanted[f"theme/{path.relative_to(ROOT / 'website' / 'theme')}"] = path.read_bytes()
    for path in sorted((ROOT / ".venv-docs" / "vendor").glob("*.js")):
        wanted[f"docs/assets/vendor/{path.name}"] = path.read_bytes()
    document = json.dumps(with_samples())
    wanted["docs/openapi.json"] = document.encode()
    wanted["docs/assets/openapi.js"] = f"window.flowrouteOpenApi = {document};\n".encode()
    wanted["mkdocs.yml"] = settings().encode()
    changed = False
    there = {p.relative_to(STAGED).as_posix() for p in STAGED.rglob("*") if p.is_file()}
    for name in there - wanted.keys():
        if name.startswith(("docs/", "theme/")):
            (STAGED / name).unlink()
            changed = True
    for name, content in wanted.items():
        path = STAGED / name
        if name not in there or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            changed = True
    return changed


def main() -> None:
    """Stage the site, at once or after the next change."""
    if sys.argv[1:] == ["--wait"]:
        while not stage():
            time.sleep(1)  # for a developer who edits pages; the generator has its own watcher
    else:
        shutil.rmtree(STAGED, ignore_errors=True)
        stage()


if __name__ == "__main__":
    main()
