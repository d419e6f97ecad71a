"""What the documentation site is made with: links, versions, and the check of what was built."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from scripts.doc_page import ROOT

WEBSITE = ROOT / "website"
POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'


@pytest.fixture(autouse=True)
def website(monkeypatch):
    """The modules of website/ can be imported."""
    monkeypatch.syspath_prepend(str(WEBSITE))
    yield
    for name in ("check", "example_pages", "finish", "stage"):
        sys.modules.pop(name, None)


def checked(folder: Path, **pages: str) -> list[str]:
    """The problems of a site of these pages."""
    from check import problems

    for name, text in pages.items():
        (folder / f"{name}.html").write_text(POLICY + text, "utf-8")
    return problems(folder)


def test_a_site_without_problems(tmp_path):
    """Links to pages, anchors and other sites, and what is loaded from the site, are right."""
    two = '<h2 id="here">Here</h2><a href="#here"><a href="https://example.com/">'

    assert checked(tmp_path, one='<a href="two.html#here"><img src="two.html">', two=two) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('<a href="three.html">', "one.html: three.html leads to nothing"),
        ('<a href="#there">', "one.html: #there has no such anchor"),
        ('<img src="a.png">', "one.html: a.png leads to nothing"),
        ('<source srcset="a.png 2x, one.html">', "one.html: a.png leads to nothing"),
        ('<img src="https://example.com:1">', "one.html loads https://example.com:1"),
        ('<script src="//example.com:1"></script>', "one.html loads //example.com:1"),
        (
            '<link rel="preconnect" href="https://example.com:1">',
            "one.html loads https://example.com:1",
        ),
        (
            '<p style="background: url(https://example.com:1)">',
            "one.html loads https://example.com:1",
        ),
    ],
)
def test_what_is_wrong_with_a_page(tmp_path, text: str, problem: str):
    """A link that leads to nothing, and anything that is loaded from elsewhere, is a problem."""
    assert checked(tmp_path, one=text) == [problem]


def test_what_is_wrong_with_other_files(tmp_path):
    """Styles load nothing from elsewhere, scripts have no address of a CDN, pages a policy."""
    (tmp_path / "a.css").write_text("@import '//example.com:1'; p { background: url(a.png) }")
    (tmp_path / "a.js").write_text('"http://www.w3.org/2000/svg" + "https://unpkg.com/a"')
    (tmp_path / "one.html").write_text("")

    assert checked(tmp_path) == [
        "a.css loads //example.com:1",
        "a.js has https://unpkg.com",
        "one.html has no policy against what is loaded from elsewhere",
    ]


def test_links_on_the_site():
    """A link to a file of the repository leads to its page; those in code stay as they are."""
    from stage import linked

    text = "[a](../../SECURITY.md#x) [b](../../examples/celery) [c](http.md) [d](https://e.f)\n"
    code = "```text\n[a](../../SECURITY.md)\n```\n"
    assert linked("guides/numbers.md", "docs/guides/numbers.md", text + code) == (
        "[a](../explanation/security.md#x) [b](../examples/celery.md) [c](http.md) [d](https://e.f)\n"
        + code
    )


def test_every_version_is_listed(tmp_path, monkeypatch):
    """The versions built are listed, newest first; the newest is what the site opens."""
    import finish

    monkeypatch.setattr(finish, "MADE", tmp_path / "made")
    monkeypatch.setattr(finish, "SITE", tmp_path / "site")
    for folder in ("made", "site/0.0.9", "site/0.0.10", "site/0.1.0rc1"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "index.html").write_text("")
    finish.main()

    listed = json.loads((tmp_path / "site" / "versions.json").read_text())
    assert [one["version"] for one in listed] == ["0.1.0", "0.1.0rc1", "0.0.10", "0.0.9"]
    assert [one["aliases"] for one in listed] == [["latest"], [], [], []]
    assert "url=0.1.0/index.html" in (tmp_path / "site" / "index.html").read_text()
