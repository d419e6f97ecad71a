"""The distribution: built here, and installed into an empty environment."""

from __future__ import annotations

import email
import subprocess
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest
from hatchling import build

from flowroute_ext import __version__

pytestmark = [
    pytest.mark.once,
    pytest.mark.xdist_group("distribution"),
    pytest.mark.timeout(600),  # pip installs
]

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("flowroute_api", "flowroute_ext", "flowroute_sandbox", "pytest_flowroute")

INSTALLED = """
from importlib.metadata import distributions

print(*(distribution.name for distribution in distributions()))
"""
CALLS = """
import asyncio
import httpx
from flowroute_ext import AsyncFlowroute, Flowroute
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY, Sandbox
from flowroute_sandbox.serving.transport import transport

sandbox = Sandbox()
sandbox.seed_number("12065550100")

with httpx.Client(transport=transport(sandbox)) as client:
    flowroute = Flowroute(ACCESS_KEY, SECRET_KEY, http_client=client)
    print(*(number.value for number in flowroute.numbers.list()))

async def main():
    async with httpx.AsyncClient(transport=transport(sandbox)) as client:
        flowroute = AsyncFlowroute(ACCESS_KEY, SECRET_KEY, http_client=client)
        print(*[number.value async for number in flowroute.numbers.list()])

asyncio.run(main())
"""


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder that holds nothing of this project."""
    return subprocess.run(
        [*map(str, command)], cwd=cwd, env={}, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, built from here."""
    folder = tmp_path_factory.mktemp("dist")
    unpacked = tmp_path_factory.mktemp("unpacked")
    with chdir(ROOT):
        source = build.build_sdist(str(folder))
    with tarfile.open(folder / source) as archive:
        archive.extractall(unpacked, filter="data")
    with chdir(unpacked / source.removesuffix(".tar.gz")):
        wheel = build.build_wheel(str(folder))
    assert (source, wheel) == (
        f"flowroute_ext-{__version__}.tar.gz",
        f"flowroute_ext-{__version__}-py3-none-any.whl",
    )
    return folder / wheel


@pytest.fixture(scope="module")
def environment(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory, installed: Callable[[Path, str], Path]
) -> Path:
    """A virtual environment with the wheel and its dependencies, without pip."""
    folder = tmp_path_factory.mktemp("environment")
    installed(folder, str(wheel))
    return folder


def names(wheel: Path) -> set[str]:
    """The files in a wheel."""
    return set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_holds_the_packages_and_nothing_else(wheel: Path) -> None:
    """Every module of the packages is in it, the cassettes are, and no test is."""
    sources = {
        f"{package}/{file.relative_to(folder).as_posix()}"
        for package in PACKAGES
        for folder in [ROOT / "generated" / package, ROOT / package]
        for file in folder.rglob("*.*")
        if file.suffix in {".css", ".html", ".js", ".json", ".py", ".pyi", ".svg", ".yaml"}
    }
    about = {
        f"flowroute_ext-{__version__}.dist-info/{name}"
        for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")
    }

    cassettes = (ROOT / "pytest_flowroute" / "cassettes").rglob("*.yaml")
    data = {f"{package}/py.typed" for package in PACKAGES} | {
        "flowroute_sandbox/fidelity.toml",
        "pytest_flowroute/openapi.json",
        *(cassette.relative_to(ROOT).as_posix() for cassette in cassettes),
    }

    assert names(wheel) == sources | about | data


def test_the_source_distribution_has_what_is_needed_to_test_and_document_it(wheel: Path) -> None:
    """Everything but what is for CI and Git: a packager can run the tests and build the site."""
    with tarfile.open(next(wheel.parent.glob("*.tar.gz"))) as archive:
        held = {Path(name).parts[1] for name in archive.getnames()}
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    there = {Path(name).parts[0] for name in tracked.splitlines()}

    assert held == there - {".ci", ".gitattributes"} | {"PKG-INFO"}


def test_the_metadata(wheel: Path) -> None:
    """Its metadata is that of pyproject.toml, with the README as its description."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(f"flowroute_ext-{__version__}.dist-info/METADATA").decode()
    metadata = email.message_from_string(text)

    assert metadata["Name"] == "flowroute-ext"
    assert metadata["Version"] == __version__
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == project["requires-python"]
    assert metadata.get_all("Provides-Extra") == sorted(project["optional-dependencies"])
    assert metadata.get_payload() == (ROOT / "README.md").read_text("utf-8")


def test_it_needs_three_packages_and_theirs(environment: Path) -> None:
    """Without extras it installs attrs, dateutil and httpx, and nothing that an extra needs."""
    listed = run(environment / "bin" / "python", "-Ic", INSTALLED, cwd=environment)
    found = {*listed.stdout.split()}

    assert found >= {"flowroute-ext", "attrs", "httpx", "python-dateutil"}
    assert found & {"click", "httpx2", "pip", "pytest", "pyyaml", "uvicorn", "vcrpy"} == set()


def test_it_works_without_extras(environment: Path) -> None:
    """Both clients make a real call, to a sandbox in the same process."""
    called = run(environment / "bin" / "python", "-Ic", CALLS, cwd=environment)

    assert (called.stdout, called.stderr) == ("12065550100\n12065550100\n", "")


def test_the_command_says_what_it_needs(environment: Path) -> None:
    """Without click, `flowroute` prints in one line what to install."""
    command = run(environment / "bin" / "flowroute", "--version", cwd=environment)

    assert (command.returncode, command.stdout, command.stderr) == (
        1,
        "",
        'The flowroute command needs click: pip install "flowroute-ext[cli]"\n',
    )
