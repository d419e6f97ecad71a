"""The Python of README and docs is typed, and type checkers report what is wrong."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from docs.page import ROOT, Page, pages

# Each line is an error for both, with what they have to name.
WRONG = {
    'flowroute.numbers.search(number_type="local")': "number_type",
    'flowroute.routes.list(route_type="sip")': "route_type",
    'flowroute.messages.set_callback("fax", "https://example.com/")': "set_callback",
    "flowroute.numbers.get(1)": '"get"',
    'flowroute.numbers.get("12065550100").stauts': "stauts",
}
HEAD = "from flowroute_ext import Flowroute\n\nflowroute = Flowroute()\n"


def python_of(page: Page) -> str:
    """The Python of a page, with the lines that it has there."""
    lines = [""] * page.text.count("\n")
    for fence in page.fences:
        if fence.language == "python":
            code = fence.text.splitlines()
            lines[fence.line : fence.line + len(code)] = code
    return "\n".join([*lines, ""])


@pytest.fixture(scope="module")
def typed(tmp_path_factory) -> Path:
    """A folder with a module for each page, and one with what is wrong."""
    folder = tmp_path_factory.mktemp("pages")
    for page in pages():
        name = re.sub(r"\W", "_", page.path.stem)
        (folder / f"page_{name}.py").write_text(python_of(page), "utf-8")
    (folder / "wrong.py").write_text(HEAD + "\n".join([*WRONG, ""]), "utf-8")
    return folder


def check_found(found: list[tuple[str, int, str]]) -> None:
    """Fail unless exactly the wrong lines were found."""
    assert [one for one in found if one[0] != "wrong.py"] == []
    messages: defaultdict[int, str] = defaultdict(str)
    for _, number, message in found:
        messages[number] += message
    first = HEAD.count("\n") + 1
    assert [*messages] == [*range(first, first + len(WRONG))]
    for message, named in zip(messages.values(), WRONG.values(), strict=True):
        assert named in message


@pytest.mark.once
def test_mypy(typed: Path):
    """With --strict, mypy reports what is wrong, and nothing in the pages."""
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--no-pretty"]
    done = subprocess.run(
        [*command, "--config-file=", "--follow-imports=silent", *sorted(typed.glob("*.py"))],
        cwd=ROOT,  # for the cache there
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    matches = [re.match(r"(.*?):(\d+): error: (.*)", line) for line in done.stdout.splitlines()]
    check_found([(Path(one[1]).name, int(one[2]), one[3]) for one in matches if one])


@pytest.mark.once
def test_pyright(typed: Path):
    """With strict settings, pyright reports what is wrong, and nothing in the pages."""
    settings = {
        "include": ["."],
        "strict": ["."],
        "extraPaths": [str(ROOT), str(ROOT / "generated")],
        "pythonVersion": "3.11",
    }
    (typed / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--outputjson", "-p", typed],
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(done.stdout)["generalDiagnostics"]
    check_found(
        sorted(
            (Path(one["file"]).name, one["range"]["start"]["line"] + 1, one["message"])
            for one in found
            if one["severity"] == "error"
        )
    )
