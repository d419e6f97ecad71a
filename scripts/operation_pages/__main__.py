"""Write docs/reference/operations/ from calls.toml and the OpenAPI document.

usage: python -m operation_pages [--check]

Each form of a call is run against a sandbox of its own, and what it prints goes onto the page. The
run fails unless all forms make the same request. With --check, change nothing: name each page that
differs, and exit 1 if one does.
"""

from __future__ import annotations

import sys
from pathlib import Path

from operation_pages.pages import FOLDER, pages


def main() -> int:
    """Write the pages, or compare them; return the exit status."""
    texts = pages()
    existing = {
        name: (FOLDER / name).read_text("utf-8") for name in texts if (FOLDER / name).exists()
    }
    if sys.argv[1:] == ["--check"]:
        for name in texts:
            if texts[name] != existing.get(name):
                print(f"{Path(FOLDER.name) / name} is not what python -m operation_pages writes")
        return int(texts != existing)
    FOLDER.mkdir(exist_ok=True)
    for name, text in texts.items():
        (FOLDER / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
