"""The code in README and docs runs, and prints what they show."""

from __future__ import annotations

import gc

import pytest
from docs.page import Page, pages
from docs.shell import check

PAGES = pages()


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # some clients live until the end
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python(page: Page, sandbox, capsys, tmp_path, monkeypatch):
    """The Python of a page runs from top to bottom on a new account, and prints what it shows."""
    monkeypatch.chdir(tmp_path)  # some pages write files
    namespace: dict[str, object] = {"__name__": "__main__"}
    printed = ""
    for fence in page.fences:
        if fence.language == "python":
            # Its lines have the numbers that they have in the page.
            exec(compile("\n" * fence.line + fence.text, page.name, "exec"), namespace)
            printed = capsys.readouterr().out
        elif fence.language == "output":
            assert printed.replace(sandbox.url, "http://127.0.0.1:8080") == fence.text
    namespace.clear()
    gc.collect()


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(line, id=f"{page.name}: {line}")
        for page in PAGES
        for fence in page.fences
        if fence.language == "sh"
        for line in fence.text.splitlines()
    ],
)
def test_shell(line: str):
    """A line for the shell is an existing command with valid options."""
    check(line)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_has_a_language(page: Page):
    """Each block is Python or its output, for the shell, a diagram, or plain text."""
    known = {"python", "output", "sh", "mermaid", "text"}
    assert {fence.language for fence in page.fences} <= known
    assert [line for line in page.prose.splitlines() if line.startswith(("    ", "```"))] == []
