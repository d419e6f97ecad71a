"""The pages of the examples: the README of each, and its files."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
LANGUAGES = {".py": "python", ".toml": "toml", ".sh": "sh"}
INDEX = "examples/index.md"


def examples() -> list[Path]:
    """The examples, each of them a file, or a folder with a README."""
    return sorted(
        path
        for path in (ROOT / "examples").iterdir()
        if path.suffix in LANGUAGES or (path / "README.md").is_file()
    )


def page_of(example: Path) -> str:
    """The path of its page on the site."""
    return f"examples/{example.stem}.md"


def index() -> str:
    """The page that lists all of them."""
    rows = [f"- [{each.name}]({each.name}): {_about(each)}" for each in examples()]
    return "\n".join(["# Examples\n", "Small programs to start from; the tests run them.\n", *rows])


def source_of(example: Path) -> tuple[str, str]:
    """The path in the repository that its page comes of, and the text of the page."""
    name = example.relative_to(ROOT).as_posix()
    if example.is_file():
        return name, f"# {example.name}\n\n{_code(example)}"
    parts = [(example / "README.md").read_text()]
    parts += [
        f"## {file.relative_to(example).as_posix()}\n\n{_code(file)}"
        for file in sorted(example.rglob("*"))
        if file.suffix in LANGUAGES and "__pycache__" not in file.parts
    ]
    return f"{name}/README.md", "\n".join(parts)


def _about(example: Path) -> str:
    """The first sentence of its docstring, comment or README."""
    text = (example / "README.md" if example.is_dir() else example).read_text()
    if example.is_dir():
        text = text.partition("\n")[2]
    text = re.sub(r"\n(?:# )?", " ", text.lstrip('"# \n'))
    return re.split(r"(?<=[.:])\s", text, maxsplit=1)[0]


def _code(path: Path) -> str:
    return f"```{LANGUAGES[path.suffix]}\n{path.read_text()}```\n"
