"""`flowroute cassettes`: list, show, validate, check."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import pytest_flowroute
from flowroute_ext.cli.group import flowroute

PACK = Path(pytest_flowroute.__file__).parent / "cassettes"
SEND = (PACK / "messages" / "send.yaml").read_text(encoding="utf-8")


def run(*arguments: object) -> Result:
    """The outcome of `flowroute cassettes …`."""
    return CliRunner().invoke(flowroute, ["cassettes", *map(str, arguments)])


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a cassette of its own, which is the working directory."""
    path = tmp_path / "tests" / "cassettes" / "flowroute" / "messages" / "send.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(SEND.replace("Sends an SMS;", "Greets a guest;"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def test_list_has_a_line_for_each_scenario() -> None:
    """Every name is there with its first line, aligned and sorted."""
    result = run("list")

    lines = result.output.splitlines()
    assert result.exit_code == 0
    assert len(lines) == len(list(PACK.rglob("*.yaml")))
    assert lines == sorted(lines)
    [send] = [line for line in lines if line.startswith("messages/send ")]
    assert send.split(maxsplit=1)[1] == "Sends an SMS; Flowroute takes it and answers with its id."


def test_list_finds_words() -> None:
    """Only scenarios with all of the words in name or line are listed; none is an error."""
    assert [line.split()[0] for line in run("list", "number", "funds").output.splitlines()] == [
        "documented/error-403-funds",
        "numbers/purchase-insufficient-funds",
    ]
    nothing = run("list", "fax")
    assert (nothing.exit_code, nothing.output) == (1, "Error: no scenario has 'fax' in it\n")


def test_own_scenarios_have_precedence_and_are_marked(own: Path) -> None:
    """A cassette below the working directory is listed with a star, and shown."""
    result = run("list", "guest")

    line = "Greets a guest; Flowroute takes it and answers with its id."
    assert result.output == f"messages/send *  {line}\n"
    assert run("show", "messages/send").output.startswith(line)


def test_show() -> None:
    """It prints the description, the origin, the parameters, and each request and response."""
    result = run("show", "messages/forbidden")

    assert result.exit_code == 0
    assert (
        result.output
        == """\
Sends from a number that is not on the account.
Origin: sandbox. OpenAPI document: 2026.11.1.
A test may replace:
  to='12065550142'
  from_='12065550100'
  body='Your table is ready.'

1. POST https://api.flowroute.com/v2.1/messages
      {
        "to": "12065550142",
        "from": "12065550100",
        "body": "Your table is ready."
      }
   403 Forbidden
      {
        "errors": [
          {
            "detail": "",
            "status": 403,
            "title": "ActionNotAuthorizedError"
          }
        ]
      }
"""
    )
    assert run("show", "messages/send", "--raw").output == SEND


@pytest.mark.parametrize("name", ["send", "message/send", "messages/sent"])
def test_show_suggests_the_nearest_name(name: str) -> None:
    """The error for an unknown name suggests a similar one."""
    result = run("show", name)

    assert result.exit_code == 1
    assert f"there is no scenario '{name}'. Did you mean " in result.output
    assert "'messages/send'" in result.output


def test_validate_and_check_pass_the_cassettes_of_the_package() -> None:
    """Folders are searched, and the number of files is printed."""
    total = len(list(PACK.rglob("*.yaml")))
    for command, word in (("validate", "valid"), ("check", "clean")):
        result = run(command, PACK)
        assert (result.exit_code, result.output) == (0, f"{total} cassettes {word}\n")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"to": "12065550142"', '"to": 12065550142', "1: request.body.to: is not of type string"),
        ('"from": "12065550100",', "", "1: request.body: 'from' is a required property"),
        (
            '"to":',
            '"copy": "", "to":',
            "1: request.body: has members that are not known: copy",
        ),
        (
            "v2.1/messages\n",
            "v2.3/messages\n",
            "1: request: no operation of the OpenAPI document is POST /v2.3/messages",
        ),
        (
            "code: 202",
            "code: 200",
            "1: response.status.code: send_a_message answers 202, never 200",
        ),
        (
            '"links": {\n              "self": ',
            '"links": {\n              "self": 1, "was": ',
            "1: response.body.data.links.self: is not of type string",
        ),
        (
            "openapi: 2026.11.1",
            "openapi: 2025.1.1",
            (
                "flowroute.openapi: '2025.1.1' is not the version of the OpenAPI document,"
                " '2026.11.1': record it again"
            ),
        ),
        ("interactions:", "tracks:", "not a cassette: it has no list of interactions"),
        (
            "    method: POST",
            "    verb: POST",
            "1: not an interaction of vcrpy's format, version 1 (KeyError('method'))",
        ),
        (
            "v2.1/messages\n",
            "v2.1/messages?limit=1\n",
            "1: request.query.limit: send_a_message has no such parameter",
        ),
    ],
)
def test_validate_names_path_and_field(old: str, new: str, problem: str, tmp_path: Path) -> None:
    """Each difference is shown with its place in the file, and the exit status is 1."""
    path = tmp_path / "a.yaml"
    assert old in SEND
    path.write_text(SEND.replace(old, new), encoding="utf-8")

    result = run("validate", path)

    assert (result.exit_code, result.output) == (
        1,
        f"{path}: {problem}\n1 of 1 cassette not valid\n",
    )


def test_check_names_the_place_and_not_the_text(tmp_path: Path) -> None:
    """Personal data is reported by its place only; the exit status is 1."""
    path = tmp_path / "a.yaml"
    path.write_text(SEND.replace('"to": "12065550142"', '"to": "14152277123"'), encoding="utf-8")

    result = run("check", path)

    assert result.exit_code == 1
    assert result.output.splitlines() == [
        f"{path}: 1: request.body.to: is neither public by the OpenAPI document nor made up",
        "1 of 1 cassette not clean",
    ]


@pytest.mark.parametrize("command", ["validate", "check"])
@pytest.mark.parametrize(
    ("content", "told"), [("a: [", "not YAML"), ("just text", "not a cassette")]
)
def test_a_file_that_is_no_cassette(command: str, content: str, told: str, tmp_path: Path) -> None:
    """Any other file is an error, not a traceback."""
    path = tmp_path / "a.yaml"
    path.write_text(content, encoding="utf-8")

    result = run(command, path)

    assert result.exit_code == 1
    assert f"{path}: {told}" in result.output


def test_validate_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without jsonschema the error names the extra, without a traceback."""
    monkeypatch.setitem(sys.modules, "jsonschema", None)

    result = run("validate", PACK / "messages" / "send.yaml")

    assert result.exit_code == 1
    assert result.output.startswith("Error: validating needs jsonschema: pip install ")


def test_the_group_is_listed() -> None:
    """`flowroute --help` names the command without loading it."""
    result = CliRunner().invoke(flowroute, ["--help"])

    assert "cassettes  Inspect the cassettes for your tests." in result.output


@pytest.mark.parametrize(
    ("command", "extra"), [("show", "pytest"), ("check", "pytest"), ("validate", "record")]
)
def test_commands_without_yaml(command: str, extra: str) -> None:
    """Without PyYAML each command that reads cassettes names the extra, without a traceback."""
    program = (
        "import sys; sys.modules['yaml'] = None; from flowroute_ext.cli import main;"
        f"sys.argv[1:] = ['cassettes', {command!r}, {str(PACK / 'messages' / 'send.yaml')!r}];"
        "main()"
    )

    process = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert (process.returncode, process.stderr) == (
        1,
        f'Error: cassettes are YAML: pip install "flowroute-ext[{extra}]"\n',
    )


def test_cassettes_of_every_suffix_are_checked(tmp_path: Path) -> None:
    """Those that a test may play: YAML, and below cassettes/flowroute JSON and .yml as well."""
    folder = tmp_path / "cassettes" / "flowroute"
    folder.mkdir(parents=True)
    for name in ("a.yml", "b.json"):
        (folder / name).write_text('{"version": 1, "interactions": [], "zebulon": 1}')
    (tmp_path / "package.json").write_text('{"name": "x"}')

    result = run("check", tmp_path)

    assert result.exit_code == 1
    assert result.output.splitlines() == [
        *(f"{folder / name}: ?: is no member of a cassette" for name in ("a.yml", "b.json")),
        "2 of 2 cassettes not clean",
    ]
