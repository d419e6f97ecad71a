"""Check the types of all code, and of the Python of README and docs, with mypy or pyright.

The settings are those of `pyproject.toml`. Beside its files stand a module for each page, and one
whose lines are wrong: each of them must be reported, and nothing else.

usage: python scripts/type_check.py mypy|pyright
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from doc_page import ROOT, Page, pages

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = "from flowroute_ext import Flowroute\n\nflowroute = Flowroute()\n"
# Each line is an error for both, with what they have to name.
WRONG = {
    'flowroute.numbers.search(number_type="local")': "number_type",
    'flowroute.routes.list(route_type="sip")': "route_type",
    'flowroute.messages.set_callback("fax", "https://example.com/")': "set_callback",
    "flowroute.numbers.get(1)": '"get"',
    'flowroute.numbers.get("12065550100").stauts': "stauts",
}


class TypeFault(NamedTuple):
    """What a checker reports: a file, the number of a line, and the message."""

    file: str
    line: int
    message: str


def main() -> int:
    """Run the checker that the command line names, and print what is not as it should be."""
    checkers = {"mypy": by_mypy, "pyright": by_pyright}
    if len(sys.argv) != 2 or sys.argv[1] not in checkers:
        print("usage: python scripts/type_check.py mypy|pyright", file=sys.stderr)
        return 2
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    with tempfile.TemporaryDirectory() as folder:
        write_modules(Path(folder))
        faults = [*checkers[sys.argv[1]](settings, Path(folder))]
    wrong = {("wrong.py", line): code for line, code in enumerate(WRONG, HEAD.count("\n") + 1)}
    lines = [
        f"{fault.file}:{fault.line}: {fault.message}" for fault in faults if fault[:2] not in wrong
    ]
    for place, code in wrong.items():
        if not any(fault[:2] == place and WRONG[code] in fault.message for fault in faults):
            lines.append(f"no error is reported that names {WRONG[code]}: {code}")
    print(*lines, sep="\n", end="\n" if lines else "")
    return int(bool(lines))


def write_modules(folder: Path) -> None:
    """Write a module for each page, and the one with what is wrong."""
    for page in pages():
        name = re.sub(r"\W", "_", page.path.stem)
        (folder / f"page_{name}.py").write_text(python_of(page), "utf-8")
    (folder / "wrong.py").write_text(HEAD + "\n".join([*WRONG, ""]), "utf-8")


def python_of(page: Page) -> str:
    """Return the Python of a page, with the lines that it has there."""
    lines = [""] * page.text.count("\n")
    for fence in page.fences:
        if fence.language == "python":
            code = fence.text.splitlines()
            lines[fence.line : fence.line + len(code)] = code
    return "\n".join([*lines, ""])


def by_mypy(settings: dict[str, Any], folder: Path) -> Iterator[TypeFault]:
    """Return what mypy reports of the files in its settings and of a folder's modules."""
    options = ("--strict", "--no-pretty", "--no-error-summary")
    for text in run("mypy", *options, *settings["mypy"]["files"], *folder.iterdir()).splitlines():
        if match := re.fullmatch(r"(.*?):(\d+): (error|note): (.*)", text):
            if match[3] == "error":
                yield TypeFault(shown(match[1]), int(match[2]), match[4])
        else:
            yield TypeFault("mypy", 0, text)


def by_pyright(settings: dict[str, Any], folder: Path) -> Iterator[TypeFault]:
    """Return what pyright reports of the files in its settings and of a folder's modules."""
    ours = settings["pyright"]
    pages = os.path.relpath(folder, ROOT)
    for name in ("include", "strict"):
        ours[name].append(pages)
    # Imports are resolved from where the settings are.
    with tempfile.NamedTemporaryFile("w", dir=ROOT, prefix=".pyright", suffix=".json") as file:
        json.dump(ours, file)
        file.flush()
        output = json.loads(run("pyright", "--outputjson", "-p", file.name))
    for fault in output["generalDiagnostics"]:
        line = fault["range"]["start"]["line"] + 1
        yield TypeFault(shown(fault["file"]), line, fault["message"])


def run(module: str, *arguments: str | Path) -> str:
    """Return the output of a checker. One that cannot check ends this process with its words."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 1} or done.stderr:
        sys.exit(done.stderr + done.stdout)
    return done.stdout


def shown(file: str) -> str:
    """Return the path of a file as it is printed: of a page's module only the name."""
    path = ROOT / file
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


if __name__ == "__main__":
    sys.exit(main())
