"""Run the tests of tests/plugin/versions with the oldest and newest of what the plugin supports.

usage: python scripts/plugin_matrix.py [NAME...]

Makes a throw-away environment for each name, or for all of them; needs uv and the network. What
was installed and how many tests passed is written to tests/plugin/versions/record.json, and from
that the tables of docs/testing/versions.md. A test that fails leaves both as they are.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
TESTS: Final = ROOT / "tests" / "plugin" / "versions"
RECORD: Final = TESTS / "record.json"
PAGE: Final = ROOT / "docs" / "testing" / "versions.md"
BEGIN, END = "<!-- {}: written by scripts/plugin_matrix.py -->\n", "<!-- end -->"


@dataclass(frozen=True)
class Environment:
    """What is installed for a run, and the files of tests that it runs; all `test_*.py` if none."""

    python: str
    packages: tuple[str, ...]
    files: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


LIBRARIES: Final = {
    "httpx": ("0.27.0", "test_httpx"),
    "requests": ("2.28.0", "test_requests"),
    "urllib3": ("1.26.0", "test_urllib3"),
    "aiohttp": ("3.8.3", "test_aiohttp"),
    "httplib2": ("0.22.0", "test_httplib2"),
    "tornado": ("6.4", "test_tornado"),
    "trio": ("0.27.0", "test_trio"),
    "freezegun": ("1.5.0", "test_clocks"),
    "time-machine": ("2.16.0", "test_clocks"),
}
"""The oldest supported version of each library, and the module that tests it."""
PLUGINS: Final = (
    *("anyio", "hypothesis", "pook", "pytest-aiohttp", "pytest-asyncio", "pytest-bdd"),
    *("pytest-benchmark", "pytest-cov", "pytest-django", "pytest-env", "pytest-freezer"),
    *("pytest-httpx", "pytest-mock", "pytest-order", "pytest-randomly", "pytest-recording"),
    *("pytest-repeat", "pytest-rerunfailures", "pytest-socket", "pytest-sugar", "pytest-timeout"),
    *("pytest-xdist", "requests-mock", "respx", "responses", "syrupy", "inline-snapshot"),
)
WITH_PYTEST_8: Final = ("pytest-asyncio", "pytest-rerunfailures", "pytest-subtests")
DECODERS: Final = ("brotli", "zstandard", "backports.zstd")
APPLICATIONS: Final = {
    "with_django_and_celery": ("django", "celery", "requests"),
    "with_fastapi": ("fastapi", "httpx"),
    "with_scripts": ("aiohttp", "urllib3"),
}
ENVIRONMENTS: Final = {
    "oldest": Environment(
        "3.11",
        (
            *(f"{name}=={oldest}" for name, (oldest, _) in LIBRARIES.items()),
            *("attrs==24.1.0", "pytest==8.4.0", "pyyaml==6.0.2"),
        ),
    ),
    "urllib3 2.0": Environment("3.12", ("urllib3==2.0.0", "requests==2.31.0", "aiohttp==3.9.0")),
    "newest": Environment("3.13", tuple(LIBRARIES)),
    "niquests": Environment(
        "3.13", ("niquests",), ("with_niquests.py", "test_http_client.py", "test_httpx.py")
    ),
    "plugins": Environment(
        "3.13",
        (*PLUGINS, *DECODERS, *(name for names in APPLICATIONS.values() for name in names)),
        (
            *("with_plugins.py", "with_asyncio.py", "with_encodings.py"),
            *(f"{name}.py" for name in APPLICATIONS),
        ),
    ),
    "pytest 8": Environment(
        "3.13",
        ("pytest==8.4.0", "httpx", *WITH_PYTEST_8),
        ("with_asyncio.py", "with_asyncio_auto.py"),
        ("-o", "asyncio_mode=auto"),
    ),
}
SETTINGS: Final = """
SECRET_KEY = "example"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "django_settings"
urlpatterns = []
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
"""
INI: Final = """
[pytest]
markers = once
asyncio_default_fixture_loop_scope = function
"""
VERSIONS: Final = (
    "import json, platform; from importlib.metadata import distributions as all;"
    "print(json.dumps({'python': platform.python_version(),"
    " **{each.name.lower().replace('_', '-'): each.version for each in all()}}))"
)


def run(environment: Environment) -> dict[str, Any]:
    """Return the versions that were installed, and how many tests of each module passed."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        python = str(folder / "venv" / "bin" / "python")
        find = f". scripts/venv.sh && find_python {environment.python}"
        interpreter = call("bash", "-c", find).strip()
        call("uv", "venv", "-q", "-p", interpreter, str(folder / "venv"))
        project = f"{ROOT}[pytest]"
        call("uv", "pip", "install", "-q", "--python", python, project, *environment.packages)
        shutil.copytree(TESTS, folder / "versions")
        (folder / "pytest.ini").write_text(INI)
        (folder / "django_settings.py").write_text(SETTINGS)
        tests = [f"versions/{file}" for file in environment.files] or ["versions"]
        options = ("-q", "-rp", *environment.options)
        output = call(python, "-m", "pytest", *options, *tests, folder=folder)
        passed = Counter(re.findall(r"^PASSED versions/(\w+)\.py::", output, re.MULTILINE))
        return {
            "versions": json.loads(call(python, "-c", VERSIONS)),
            "passed": dict(sorted(passed.items())),
        }


def call(*command: str, folder: Path = ROOT) -> str:
    """Return the output of a command; exit with it if the command fails."""
    left_out = {"VIRTUAL_ENV", "PYTHONPATH", "PYTEST_ADDOPTS"}
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment["DJANGO_SETTINGS_MODULE"] = "django_settings"
    if folder != ROOT:
        environment["PYTHONPATH"] = str(folder)
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def tables(record: dict[str, Any]) -> dict[str, str]:
    """Return the tables of the page, by their names."""
    oldest, newest = record["oldest"], record["newest"]
    shown = [("Python", "python", ""), ("pytest", "pytest", "")]
    shown += [(name, name, module) for name, (_, module) in LIBRARIES.items()]
    libraries = [
        (
            label,
            oldest["versions"][name],
            newest["versions"][name],
            str(newest["passed"][module]) if module else "all",
        )
        for label, name, module in shown
    ]
    niquests = record["niquests"]
    version = niquests["versions"]["niquests"]
    libraries.append(("niquests", version, version, str(niquests["passed"]["with_niquests"])))
    plugins = record["plugins"]
    versions = plugins["versions"]
    applications = [
        (", ".join(f"{name} {versions[name]}" for name in names), str(plugins["passed"][module]))
        for module, names in APPLICATIONS.items()
    ]
    older = record["pytest 8"]["versions"]
    return {
        "libraries": table(("", "oldest", "newest", "tests"), libraries),
        "applications": table(("application", "tests"), applications),
        "plugins": listed(PLUGINS, versions),
        "asyncio": listed(("pytest", *WITH_PYTEST_8), older),
        "decoders": listed(DECODERS, versions),
    }


def listed(names: tuple[str, ...], versions: dict[str, str]) -> str:
    """Return these names with their versions."""
    return ", ".join(f"{name} {versions[name]}" for name in names) + ".\n"


def table(head: tuple[str, ...], rows: list[Any]) -> str:
    """Return a table in Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in lines)


def page(text: str, record: dict[str, Any]) -> str:
    """Return the page with the tables of this record."""
    for name, content in tables(record).items():
        before, begin, rest = text.partition(BEGIN.format(name))
        text = f"{before}{begin}\n{content}\n{END}{rest.partition(END)[2]}"
    return text


def main() -> None:
    """Run what was asked for, and write the record and the page."""
    names = sys.argv[1:] or list(ENVIRONMENTS)
    if unknown := [name for name in names if name not in ENVIRONMENTS]:
        sys.exit(f"{unknown[0]}: no such environment; there are {', '.join(ENVIRONMENTS)}")
    record: dict[str, Any] = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    for name in names:
        record[name] = run(ENVIRONMENTS[name])
        print(f"{name}: {sum(record[name]['passed'].values())} tests passed")
    RECORD.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n")
    if record.keys() >= ENVIRONMENTS.keys():
        PAGE.write_text(page(PAGE.read_text(), record))


if __name__ == "__main__":
    main()
