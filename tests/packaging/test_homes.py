"""The packages where programs are shipped as one file: zips, zipapps, and programs of PyInstaller.

None of these has `site-packages`, environment variables or a folder to write to.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from flowroute_ext import __version__
from flowroute_ext._pyinstaller import hook_dirs

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("homes")]

ROOT = Path(__file__).resolve().parents[2]
OURS = ("flowroute_api", "flowroute_ext", "flowroute_sandbox", "pytest_flowroute")
# What they need, and the command.
NEEDED = (
    *("anyio", "attr", "attrs", "certifi", "click", "dateutil", "h11", "httpcore", "httpx", "idna"),
    *(
        "jinja2",
        "markdown_it",
        "markupsafe",
        "mdurl",
        "pygments",
        "rich",
        "six",
        "typing_extensions",
        "uvicorn",
    ),
)
SHIPPED = (".css", ".html", ".js", ".json", ".pem", ".py", ".svg", ".toml")

PROGRAM = """
import sys

sys.path[:0] = sys.argv[1:]
import asyncio
import flowroute_ext, flowroute_ext.errors, flowroute_ext.send_once, flowroute_ext.types
from flowroute_ext.compat import FlowrouteNumbersAndMessagingClient
import httpx
from flowroute_sandbox import Request, Sandbox, transport
from flowroute_sandbox.page.page import Page

for module in (flowroute_ext, flowroute_ext.errors, flowroute_ext.send_once, flowroute_ext.types):
    for name in module.__all__:
        getattr(module, name)

sandbox = Sandbox()
sandbox.seed_number("12065550100")
keys = sandbox.access_key, sandbox.secret_key
with httpx.Client(transport=transport(sandbox, httpx)) as http:
    with flowroute_ext.Flowroute(*keys, http_client=http) as flowroute:
        print(*(number.value for number in flowroute.numbers.list()))
    client = FlowrouteNumbersAndMessagingClient(*keys, http_client=http)
    print(client.numbers.list_phone_number_details("12065550100")["data"]["id"])
    with flowroute_ext.Flowroute(*keys, http_client=http) as flowroute:
        try:
            flowroute_ext.Message(to="911", from_="12065550100", body="Hi")
        except flowroute_ext.InvalidValue as error:
            print(error.problems[0].field)

async def refused():
    async with flowroute_ext.AsyncFlowroute("a", "b", base_url="http://127.0.0.1:9") as flowroute:
        await flowroute.numbers.get("12065550142", max_retries=0)

try:
    asyncio.run(refused())
except flowroute_ext.ConnectFailed as error:
    print(type(error).__name__)
page = Page(sandbox)
for path in ("/", "/_sandbox/page/levers", "/_sandbox/page/static/page.js"):
    print(page.respond(Request("GET", path)).status)
with flowroute_ext.Flowroute("a", "b"):
    print(sys.modules["flowroute_ext"].__file__)
"""
PRINTED = ["12065550100", "12065550100", "to", "ConnectFailed", "200", "200", "200"]


def python(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """A Python that has nothing but its standard library."""
    return subprocess.run(
        [sys.executable, "-S", "-I", "-B", *map(str, arguments)],
        cwd="/",
        env={},
        capture_output=True,
        text=True,
        check=False,
    )


def files(package: str) -> Iterator[tuple[Path, str]]:
    """The files of a package or a module, each with its place."""
    where = Path(str(import_module(package).__file__))
    if where.name != "__init__.py":
        yield where, where.name
        return
    for file in where.parent.rglob("*"):
        if file.suffix in SHIPPED:
            yield file, f"{package}/{file.relative_to(where.parent).as_posix()}"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All in one zip, which is a zipapp that runs the command."""
    path = tmp_path_factory.mktemp("zip") / "app.pyz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("__main__.py", "from flowroute_ext.cli import main\n\nmain()\n")
        for package in (*OURS, *NEEDED):
            for file, place in files(package):
                archive.write(file, place)
    return path


def test_imported_from_a_zip(archive: Path):
    """Clients, all public names and the sandbox's page work in a zip, and nothing is unpacked.

    So they do with neither assertions nor docstrings.
    """
    process = python("-OO", "-c", PROGRAM, archive)

    assert process.stderr == ""
    *printed, where = process.stdout.splitlines()
    assert (printed, where) == (PRINTED, str(archive / "flowroute_ext" / "__init__.py"))
    assert [file.name for file in archive.parent.iterdir()] == [archive.name]


def test_unpacked_and_read_only(archive: Path, tmp_path: Path, size: Callable[[int, int], int]):
    """So they do in a folder like a Lambda's, where nothing can be written."""
    if not size(0, 1):
        pytest.skip("all modules are compiled for a folder with --full only")
    folder = tmp_path / "task"
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    before = sorted(folder.rglob("*"))
    for path in [*before, folder]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        process = python("-O", "-c", PROGRAM, folder)
        after = sorted(folder.rglob("*"))
    finally:
        for path in [*(each for each in before if each.is_dir()), folder]:
            path.chmod(0o755)

    assert process.stderr == ""
    assert process.stdout.splitlines()[:-1] == PRINTED
    assert after == before


def test_the_command_in_a_zipapp(archive: Path, tmp_path: Path):
    """The command runs in a zipapp: its own sub-commands, and those of the other packages."""
    assert python(archive, "--version").stdout == f"flowroute-ext {__version__}\n"

    file = tmp_path / "rows.csv"
    file.write_text("to,from,body\n13125550142,12065550100,Hi\n")
    sent = python(archive, "send-bulk", file, "--dry-run")
    assert sent.stdout.startswith("rows.csv: 1 row can be sent.\n")

    helped = python(archive, "sandbox", "--help")
    assert helped.stdout.startswith("Usage: flowroute sandbox")
    listed = python(archive, "cassettes", "list")
    assert listed.stderr == (
        "Error: the cassettes cannot be read from a zip file: unpack it first\n"
    )


def test_an_http_library_that_is_missing(tmp_path: Path):
    """Where httpx was not shipped, a sentence says what to install."""
    for package in (*OURS, *set(NEEDED) - {"httpx"}):
        (tmp_path / package).symlink_to(Path(str(import_module(package).__file__)).parent)
    (tmp_path / "six.py").symlink_to(str(import_module("six").__file__))
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from flowroute_ext import Flowroute; Flowroute('key', 'secret')"
    )
    process = python("-c", program)

    assert process.stderr.splitlines()[-2:] == [
        (
            "flowroute_ext._base.errors.ConfigurationError: "
            "no HTTP library is installed: pip install 'httpx>=0.27,<0.29'"
        ),
        "Cause and cure: docs/reference/errors.md#configurationerror",
    ]


def test_the_hooks_of_pyinstaller():
    """The distribution has an entry point for them, and they list every module and data file."""
    (point,) = entry_points(group="pyinstaller40", name="hook-dirs").select(
        value="flowroute_ext._pyinstaller:hook_dirs"
    )
    (folder,) = point.load()()
    assert [folder] == hook_dirs()
    hooks = {
        file.stem.removeprefix("hook-"): run(file) for file in sorted(Path(folder).glob("hook-*"))
    }

    assert sorted(hooks) == sorted(OURS)
    for package in ("flowroute_api", "flowroute_ext", "flowroute_sandbox"):
        listed = {name for name in hooks[package]["hiddenimports"] if name.startswith(package)}
        left_out = tuple(f"{package}.{name}" for name in ("_pyinstaller", "cli", "page", "serving"))
        wanted = {module_of(place) for _, place in files(package) if place.endswith(".py")}
        assert listed == {
            name for name in wanted if not name.startswith(left_out) and "hook-" not in name
        }
    shipped = {Path(file) for file, _ in hooks["pytest_flowroute"]["datas"]}
    assert {*(ROOT / "pytest_flowroute" / "cassettes").rglob("*.yaml")} < shipped
    datas = dict(hooks["flowroute_sandbox"]["datas"])
    places = {place: file for file, place in files("flowroute_sandbox") if file.suffix != ".py"}
    assert datas == {str(file): str(Path(place).parent) for place, file in places.items()}
    assert {"flowroute_sandbox/fidelity.toml", "flowroute_sandbox/page/static/page.js"} < {*places}


def run(hook: Path) -> dict[str, list[object]]:
    """The names that a hook defines."""
    names: dict[str, list[object]] = {}
    exec(compile(hook.read_text("utf-8"), hook, "exec"), names)
    return names


def module_of(place: str) -> str:
    return place.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


FROZEN = """
import sys

if len(sys.argv) > 1:
    from flowroute_ext.cli import main

    main()
from flowroute_ext import Flowroute

with Flowroute("key", "secret", base_url="http://127.0.0.1:9") as flowroute:
    try:
        flowroute.numbers.get("12065550142", max_retries=0)
    except Exception as error:
        print(type(error).__name__)
"""
# What is installed here and has nothing to do with it.
EXCLUDED = (
    *("_pytest", "cryptography", "httptools", "jsonschema", "numpy", "psycopg", "pygments"),
    *("pytest", "redis", "trio", "uvloop", "watchfiles", "websockets", "yaml"),
)


@pytest.mark.timeout(600)  # it takes ten seconds of an idle processor
def test_a_program_of_pyinstaller(tmp_path: Path, size: Callable[[int, int], int]):
    """A program that PyInstaller makes, with no option for it, has a client and the command."""
    if not size(0, 1):
        pytest.skip("a program is made with --full only")
    (tmp_path / "frozen.py").write_text(FROZEN)
    excluded = [word for name in EXCLUDED for word in ("--exclude-module", name)]
    made = subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", *excluded, "frozen.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr

    def frozen(*arguments: str) -> str:
        program = tmp_path / "dist" / "frozen" / "frozen"
        return subprocess.run(
            [program, *arguments], cwd=empty, env={}, capture_output=True, text=True, check=False
        ).stdout

    # It looks for cassettes of one's own below where it is run: at the root, that is everywhere.
    empty = tmp_path / "empty"
    empty.mkdir()

    assert frozen() == "ConnectFailed\n"
    assert frozen("--version") == f"flowroute-ext {__version__}\n"
    assert "flowroute sandbox" in frozen("sandbox", "--help")
    assert frozen("cassettes", "list").startswith("account/")
