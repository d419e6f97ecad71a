"""The code in README and docs runs, and prints what they show."""

from __future__ import annotations

import gc
import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from docs.shell import run as run_command
from sandbox_serving.served import Served

from flowroute_ext._rate_limit.registry import stores_of
from scripts.doc_page import Page, pages

PAGES = pages()

# Some clients live until the end of a page.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")


def run(page: Page, sandbox: Served) -> None:
    """Run the Python and the commands of a page from top to bottom, and compare what they print."""
    stores_of.__self__.__init__()  # a program of its own has sent nothing yet
    gc.freeze()  # only what the page makes is looked through after it
    namespace: dict[str, object] = {"__name__": "__main__"}
    printed = ""
    for name, text in page.files.items():
        Path(name).write_text(text, "utf-8")
    for fence in page.fences:
        if fence.language == "python":
            # Its lines have the numbers that they have in the page.
            code = compile("\n" * fence.line + fence.text, page.name, "exec")
            if ".wait(" in fence.text:  # the sandbox's clock stands still otherwise
                sandbox.json("POST", "/_sandbox/clock/advance", {"seconds": 10})
            with redirect_stdout(io.StringIO()) as output:
                exec(code, namespace)
            printed = output.getvalue()
        elif fence.language == "sh":
            printed = "".join(map(run_command, fence.text.splitlines()))
        elif fence.language == "output":
            assert printed.replace(sandbox.url, "http://127.0.0.1:8080") == fence.text, page.name
    namespace.clear()
    gc.collect()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_alone(page: Page, sandbox: Served, tmp_path, monkeypatch):
    """A page can be followed with a new sandbox, in an empty folder."""
    monkeypatch.chdir(tmp_path)  # some pages write files

    run(page, sandbox)


@pytest.mark.once
@pytest.mark.timeout(600)
def test_all_pages_in_order(sandbox: Served, tmp_path, monkeypatch):
    """The pages can be followed one after the other, with one sandbox and in one folder."""
    monkeypatch.chdir(tmp_path)

    for page in PAGES:
        run(page, sandbox)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_has_a_language(page: Page):
    """Each block is Python or its output, for the shell, a diagram, or plain text."""
    known = {"python", "output", "sh", "mermaid", "text"}
    assert {fence.language for fence in page.fences} <= known
    assert [line for line in page.prose.splitlines() if line.startswith(("    ", "```"))] == []
