"""Write the page of licences: of each package that an installation with all extras brings.

    python scripts/licences.py PYTHON            # write docs/reference/licences.md
    python scripts/licences.py PYTHON --check    # exit 1 where the page differs

PYTHON is that of an environment with the package, all its extras and nothing else, which
scripts/release.sh makes. constraints.txt has the versions.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "licences.md"
# Said by the file of the licence alone, which the metadata names.
BY_FILE = {"pyreqwest": "Apache-2.0"}
HEAD = """# Licences

flowroute-ext is under the [MIT licence](https://spdx.org/licenses/MIT.html), and copies no other
package into itself. An installation with all extras brings these packages on Linux, by the licences
that they declare:

| package | licence |
| --- | --- |
"""


def page(python: str) -> str:
    """Return the page for what is installed beside *python*."""
    command = [
        "pip-licenses",
        f"--python={python}",
        "--format=json",
        "--from=mixed",
    ]
    command += ["--ignore-packages", "flowroute-ext"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = {item["Name"].lower(): item["License"] for item in json.loads(output)}
    rows |= {name: BY_FILE[name] for name in rows.keys() & BY_FILE.keys()}
    return HEAD + "".join(f"| {name} | {rows[name]} |\n" for name in sorted(rows))


def main(python: str, *options: str) -> int:
    """Write the page, or compare it."""
    text = page(python)
    if "--check" in options:
        if PAGE.read_text("utf-8") == text:
            return 0
        print(f"{PAGE.name} is not up to date: write it with scripts/licences.py", file=sys.stderr)
        return 1
    PAGE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
