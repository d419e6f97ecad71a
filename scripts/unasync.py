"""Write the sync twins of the async code, or check that they are what would be written.

usage: scripts/unasync.py [--check]

With --check, change nothing: print every difference, and exit 1 if there is one.
A rule that matches nothing is an error in both cases: remove it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent

RULES = {
    # asynccontextmanager, too
    r"\basync( (?=(def|for|with)\b)|(?=contextmanager\b))": "",
    r"\bawait ": "",
    r"\b__a(?=(enter|exit|iter|next)__)": "__",
    # AsyncNumbers, AsyncIterator, StopAsyncIteration
    r"Async(?=[A-Z])": "",
    # async_client(), is_async_client(), async_sending()
    r"(?<![a-z])async_(?=(client|sending)\b)": "",
    # aclose(), aiter_raw(), asleep(), aresolve=, asend_once(), aplan(), "the asynchronous API"
    r"\ba(?=(close|iter_raw|sleep|resolve|send_once|plan|apply|audit|synchronous)\b)": "",
    # "shared by any number of tasks"
    r"\btasks\b": "threads",
}
TEST_RULES = RULES | {r"(?m)^.*\bpytest\.mark\.anyio\b.*\n": ""}


class Twin(NamedTuple):
    """A folder of async code, the folder of its sync twin, and the rules that translate it."""

    source: str
    target: str
    rules: dict[str, str]


TWINS = (
    Twin("flowroute_ext/_async", "flowroute_ext/_sync", RULES),
    Twin("tests/send_once/_async", "tests/send_once/_sync", TEST_RULES),
    Twin("tests/ext/_async", "tests/ext/_sync", TEST_RULES),
    Twin("tests/operations/_async", "tests/operations/_sync", TEST_RULES),
)


def translate(text: str, rules: dict[str, str] = RULES) -> str:
    """Return async code as sync code, unformatted."""
    for pattern, replacement in rules.items():
        text = re.sub(pattern, replacement, text)
    return text


def banner(source: str) -> str:
    """Return the first line of a file that is written from `source`."""
    return f"# Written by scripts/unasync.py from {source}. Do not edit.\n"


def idle_rules(root: Path, twins: tuple[Twin, ...]) -> list[str]:
    """Return the rules that match nothing in the folders that exist."""
    matched: dict[str, bool] = {}
    for twin in twins:
        texts = sources(root / twin.source).values()
        for pattern in twin.rules if texts else ():
            matches = any(re.search(pattern, text) for text in texts)
            matched[pattern] = matched.get(pattern, False) or matches
    return [pattern for pattern, matches in matched.items() if not matches]


def sources(folder: Path) -> dict[str, str]:
    """Return the modules of a folder, by their path in it."""
    files = sorted(folder.rglob("*.py"))
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in files}


def written(root: Path, twins: tuple[Twin, ...]) -> dict[str, bytes]:
    """Return every file that the twins should hold, by its path in the repository."""
    texts = {
        f"{twin.target}/{name}": banner(f"{twin.source}/{name}") + translate(text, twin.rules)
        for twin in twins
        for name, text in sources(root / twin.source).items()
    }
    return formatted(texts, root / "pyproject.toml")


def formatted(texts: dict[str, str], config: Path) -> dict[str, bytes]:
    """Return files with imports and lines as ruff formats them."""
    if not texts:
        return {}
    ruff = [sys.executable, "-m", "ruff"]
    options = ["--quiet", "--no-cache", "--config", str(config)]
    with tempfile.TemporaryDirectory() as scratch:
        files = {name: Path(scratch, name) for name in texts}
        for name, file in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(texts[name], "utf-8")
        for command in (["check", "--select=I", "--fix"], ["format"]):
            subprocess.run([*ruff, *command, *options, *files.values()], check=True)
        return {name: file.read_bytes() for name, file in files.items()}


def existing(root: Path, twins: tuple[Twin, ...]) -> dict[str, bytes]:
    """Return every file that the twins hold, by its path in the repository."""
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for twin in twins
        for file in sorted((root / twin.target).rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    }


def differences(wanted: dict[str, bytes], current: dict[str, bytes]) -> list[str]:
    """Return the differences: files that are missing, have no source, or differ."""
    lines = [f"missing: {name}" for name in sorted(wanted.keys() - current.keys())]
    lines += [f"without a source: {name}" for name in sorted(current.keys() - wanted.keys())]
    for name in sorted(wanted.keys() & current.keys()):
        if wanted[name] != current[name]:
            texts = [side[name].decode("utf-8", "replace") for side in (current, wanted)]
            old, new = (text.splitlines(keepends=True) for text in texts)
            lines.append("".join(unified_diff(old, new, name, f"{name} (expected)")))
    return lines


def main(arguments: list[str], root: Path = ROOT, twins: tuple[Twin, ...] = TWINS) -> int:
    """Run the command; return its exit status."""
    if arguments not in ([], ["--check"]):
        print("usage: scripts/unasync.py [--check]", file=sys.stderr)
        return 2
    if idle := idle_rules(root, twins):
        print("rules that change nothing:", *idle, sep="\n  ", file=sys.stderr)
        return 1
    wanted, current = written(root, twins), existing(root, twins)
    if arguments:
        drift = differences(wanted, current)
        for text in drift:
            print(text)
        return 1 if drift else 0
    for name in current.keys() - wanted.keys():
        (root / name).unlink()
    for name, content in wanted.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
