"""Hints to install an extra: each exists, and what it is named for works with it alone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from structure.tree import ROOT, files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
NAMED = re.compile(r"flowroute-ext\[([^\]{]*)\]|pip install \"(?:\.\./)*\.+\[([^\]{]*)\]")

# What a hint is given for, and the extras in it. None of these serves, sends or measures anything.
NEEDED = {
    "from flowroute_ext.cli import main; sys.argv[1:] = ['--help']; main()": "cli",
    "from flowroute_ext.cli.bulk.send_bulk import send_bulk; send_bulk(['--help'])": "cli",
    "import flowroute_ext.cli.bulk.progress_bar, flowroute_ext.cli.bulk.outbox": "cli",
    "from flowroute_ext.cli import main; sys.argv[1:] = ['sandbox', '--help']; main()": "sandbox",
    "import keyring, flowroute_ext.cli.profiles.commands": "cli,keyring",
    "import flowroute_ext.cli.bulk.job, flowroute_ext.cli.bulk.outbox, python_calamine": "sandbox",
    "import flowroute_ext.cli.bulk.schedule as times, python_calamine;"
    " assert times.zones_of('131255501') == ('America/Chicago',)": "cli",
    "import flowroute_sandbox.serving.server": "sandbox",
    "from flowroute_sandbox import Request, Sandbox; import flowroute_sandbox.page.page as page;"
    " assert page.Page(Sandbox()).respond(Request('GET', '/')).status == 200": "sandbox",
    "import pytest_flowroute.plugin, pytest_flowroute.fixtures": "pytest",
    "from pytest_flowroute.command import cassettes; cassettes(['list', 'e911'])": "cli,pytest",
    "from pytest_flowroute.command import cassettes; cassettes(['validate', PACK])": "cli,record",
    "import pytest_flowroute._recording.vcr as vcr; vcr.module('vcr')": "record",
    "import python_calamine, flowroute_ext._outbox.files.workbooks": "excel",
    "from flowroute_ext import RateLimit; RateLimit(shared='redis://localhost')": "redis",
    "from flowroute_ext.send_once import RedisClaims; RedisClaims('redis://localhost')": "redis",
    "from flowroute_ext.send_once import PostgresClaims; PostgresClaims('postgresql:///')": (
        "postgres"
    ),
    "from flowroute_ext import Flowroute; Flowroute('key', 'secret')": "httpx2",
    "from flowroute_ext._base.json import library; assert library.orjson()": "fast",
    "import flowroute_ext.exports, pyarrow.parquet": "parquet",
    "from datetime import UTC, datetime; from flowroute_ext._exports.report import page, tally;"
    " one = tally.Tally(); page.page(one.report()); import vl_convert": "report",
    "sys.path.insert(0, 'examples/celery'); import tasks": "celery,redis,sandbox",
    # It starts a sandbox too.
    "sys.path[:0] = ['benchmarks']; import reliability, flowroute_sandbox.serving.server": "bench",
}
RUN = """
import json, sys

PACK = "pytest_flowroute/cassettes/e911s"

class Missing:
    names = set(json.loads(sys.argv.pop(1)))

    def find_spec(self, name, *_):
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
for code in sys.argv[1:]:
    sys.argv[1:] = []
    try:
        exec(compile(code, code, "exec"), {"sys": sys, "PACK": PACK})
    except SystemExit as end:
        assert not end.code, code
"""


def hints() -> Iterator[tuple[str, str]]:
    """Every file that names extras, and the extras."""
    for name in files():
        if name.endswith((".md", ".py", ".toml", ".sh")) and not name.startswith("tests/"):
            for match in NAMED.finditer((ROOT / name).read_text("utf-8")):
                yield name, match[1] or match[2]


def needed(requirements: list[str], extras: set[str], found: set[str]) -> set[str]:
    """The names of all packages that these requirements install."""
    for text in requirements:
        one = Requirement(text)
        marker, name = one.marker, canonicalize_name(one.name)
        here = marker is None or any(marker.evaluate({"extra": extra}) for extra in extras or {""})
        if here and name not in found:
            found.add(name)
            with suppress(PackageNotFoundError):  # the SDKs to compare with
                needed(requires(name) or [], one.extras, found)
    return found


@cache
def modules() -> Mapping[str, list[str]]:
    """The modules here, with the packages that have them."""
    return packages_distributions()


def missing(extras: str) -> list[str]:
    """The modules here that an installation with these extras would not have."""
    listed = [text for extra in extras.split(",") for text in EXTRAS[extra]]
    there = needed(PROJECT["dependencies"] + listed, set(), {PROJECT["name"]})
    return [
        module
        for module, homes in modules().items()
        if not {canonicalize_name(home) for home in homes} & there
    ]


def test_every_named_extra_exists() -> None:
    """Each extra that documentation, code or an error message names is in pyproject.toml."""
    found = list(hints())

    assert {name for name, _ in found} >= {"README.md", "flowroute_ext/cli/bulk/send_bulk.py"}
    assert [one for one in found if not {*one[1].split(",")} <= EXTRAS.keys()] == []
    assert {extra for _, extras in found for extra in extras.split(",")} == EXTRAS.keys()


@pytest.mark.once
@pytest.mark.parametrize("extras", sorted({*NEEDED.values()}))
def test_an_extra_is_enough(extras: str) -> None:
    """With the extras of the hint, and without all else that is installed here, it works."""
    codes = [code for code, needed in NEEDED.items() if needed == extras]
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(missing(extras)), *codes],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
