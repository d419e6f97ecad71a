"""scripts/regenerate.sh, run on copies of the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = [
    "openapi",
    "scripts",
    "docs/reference/commands",
    "generated/flowroute_api",
    "flowroute_ext",
    "tests/ext/_async",
    "tests/ext/_sync",
    "tests/operations/_async",
    "tests/operations/_sync",
    "pytest_flowroute",
]
# A Python that has the generator's output at once, where what the script does with it is tested.
# That the generator writes just this, each time, is what `scripts/regenerate.sh --check` checks.
QUICK = f"""#!/bin/sh
case "$2" in
    openapi_spec_validator) exit ;;
    openapi_python_client)
        for folder; do :; done
        cp -a "{ROOT}/generated/flowroute_api" "$folder"
        touch "$folder/client.py" "$folder/errors.py"
        exit ;;
esac
exec "{sys.executable}" "$@"
"""

# Each run of the script takes seconds, and on a busy machine minutes.
pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what the script reads and writes."""
    copy = tmp_path / "copy"
    for folder in NEEDED:
        if (ROOT / folder).exists():
            shutil.copytree(ROOT / folder, copy / folder)
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def run(
    root: Path, *arguments: str, cwd: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the script of a tree from any folder."""
    return subprocess.run(
        [str(root / "scripts" / "regenerate.sh"), *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHON": sys.executable, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def contents(root: Path) -> dict[str, bytes]:
    """Every file of a tree, by its path, except what Python has compiled."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    }


@pytest.fixture
def python(tmp_path: Path, size: Callable[[str, str], str]) -> str:
    """The Python to run the script with: with `--full`, one that has to run the generator."""
    quick = tmp_path / "quick"
    quick.write_text(QUICK)
    quick.chmod(0o755)
    return size(str(quick), sys.executable)


def test_drift(tree: Path, tmp_path: Path, python: str) -> None:
    """--check shows edited, missing and stray files and changes nothing; else they are mended.

    Cassettes that do not fit a new version of the document make a run fail, with the cure. The
    script works from any folder.
    """
    good = contents(tree)
    generated = tree / "generated" / "flowroute_api"
    twin = next((tree / "flowroute_ext" / "_sync").glob("*.py"))
    (generated / "types.py").write_text("# edited\n")
    (generated / "models" / "number.py").unlink()
    (generated / "models" / "stray.py").touch()
    (generated / "client.py").touch()
    twin.write_text("# edited\n")
    bad = contents(tree)

    checked = run(tree, "--check", cwd=tmp_path, PYTHON=python, PYTHONHASHSEED="1")

    assert checked.returncode == 1
    assert contents(tree) == bad
    assert "\n-# edited\n" in checked.stdout
    assert "Only in generated/flowroute_api/models: stray.py\n" in checked.stdout
    assert "Only in generated/flowroute_api: client.py\n" in checked.stdout
    assert "/flowroute_api/models: number.py\n" in checked.stdout
    assert f"--- flowroute_ext/_sync/{twin.name}\n" in checked.stdout
    assert checked.stderr == (
        "regenerate: there is drift; cure: run scripts/regenerate.sh and commit what it writes\n"
    )

    document = tree / "openapi" / "flowroute.yaml"
    version = re.search(r'version: "(.+)"', document.read_text())
    assert version is not None
    document.write_text(document.read_text().replace(version[1], "2027.1.1", 1))
    written = run(tree, cwd=tmp_path, PYTHON=python, PYTHONHASHSEED="2")

    place = "messages/send: flowroute.openapi: "
    assert f"{place}'{version[1]}' is not the version" in written.stdout
    assert (written.returncode, written.stderr) == (
        1,
        "regenerate: cure: run scripts/record_cassettes.py\n",
    )
    new = contents(tree)
    for name in ("openapi/flowroute.yaml", "pytest_flowroute/openapi.json"):
        assert new[name] == good[name].replace(version[1].encode(), b"2027.1.1", 1)
        new[name] = good[name]
    assert new == good


def test_another_version_of_the_generator_is_refused(tree: Path, tmp_path: Path) -> None:
    """The generator has to be exactly the pinned version; the message says how to install it."""
    fake = tmp_path / "openapi_python_client-0.28.0.dist-info"
    fake.mkdir()
    (fake / "METADATA").write_text("Name: openapi-python-client\nVersion: 0.28.0\n")

    result = run(tree, cwd=tree, PYTHONPATH=str(tmp_path))

    assert result.returncode == 1
    assert result.stderr == (
        "regenerate: openapi-python-client==0.29.1 is needed, and 0.28.0 is installed\n"
        f"cure: {sys.executable} -m pip install -c constraints.txt --group codegen\n"
    )


def test_a_missing_generator(tree: Path, tmp_path: Path) -> None:
    """Every tool that is not installed is named, with the command that installs them."""
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -S "$@"\n')
    bare.chmod(0o755)

    result = run(tree, "--check", cwd=tree, PYTHON=str(bare))

    assert result.returncode == 1
    assert "openapi-python-client==0.29.1 is needed, and it is not installed\n" in result.stderr
    assert "ruff==0.17.6 is needed, and it is not installed\n" in result.stderr
    assert result.stderr.endswith("-m pip install -c constraints.txt --group codegen\n")


@pytest.mark.parametrize("arguments", [["--chekc"], ["--check", "--check"], ["all"]])
def test_anything_but_check_is_a_usage_error(arguments: list[str], tmp_path: Path) -> None:
    """The script takes --check or nothing, and does nothing with other arguments."""
    result = run(ROOT, *arguments, cwd=tmp_path)

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "usage: scripts/regenerate.sh [--check]\n"
