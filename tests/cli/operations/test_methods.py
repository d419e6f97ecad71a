"""The commands that are made from methods."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Iterable, Iterator, Mapping

import click
import pytest

from flowroute_ext import Flowroute
from flowroute_ext._base.imports import MadeOnUse
from flowroute_ext.cli.group import COMMANDS
from flowroute_ext.cli.operations.signatures.annotations import Plain, kind_of
from flowroute_ext.cli.operations.signatures.operations import operations

CLIENT = Flowroute("key", "secret")
# Each is made when it is first used.
RESOURCES = {
    name: type(getattr(CLIENT, name))
    for name, value in vars(Flowroute).items()
    if isinstance(value, MadeOnUse)
}
OF_PROGRAMS = {("messages", "find_sent"), ("messages", "record_receipt"), ("ports", "sign")}


# A call, or a type: as list(group=…), None or a datetime.
OF_PYTHON = re.compile(r"\w\([\w)=]|\w_\w+=|\bNone\b|datetime|RateLimit|``|\*\w+\*")


def commands(path: str, command: click.Command) -> Iterator[tuple[str, list[str]]]:
    """Each command beneath *command*, and itself, with its texts."""
    options = [str(getattr(each, "help", None) or "") for each in command.params]
    yield path, [command.help or "", command.short_help or "", *options]
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(f"{path} {name}", inner)


def test_every_resource_is_a_command():
    """Each resource of the client is a command of the same name."""
    assert RESOURCES.keys() <= COMMANDS.keys()


@pytest.mark.parametrize("name", [name for name in RESOURCES if name in COMMANDS])
def test_every_method_is_a_command(name):
    """Each public method is a command, but for those that take what only a program has."""
    methods = [each for each in vars(RESOURCES[name]) if not each.startswith("_")]
    expected = {each.replace("_", "-") for each in methods if (name, each) not in OF_PROGRAMS}

    assert COMMANDS[name][0]().commands.keys() == expected


@pytest.mark.parametrize("name", [name for name in RESOURCES if name in COMMANDS])
def test_every_parameter_is_an_option(name):
    """Each parameter is given on the command line, but for what is called back."""
    for operation in operations(RESOURCES[name]).values():
        given = {each.name for each in operation.parameters}
        left_out = {*inspect.signature(operation.method).parameters} - given - {"self"}

        assert left_out <= {"progress"} | ({"message"} if operation.name == "send" else set())


@pytest.mark.parametrize("name", [name for name in RESOURCES if name in COMMANDS])
def test_no_help_is_of_python(name):
    """What a command says of itself is in the words of a command line."""
    words = [(path, each) for path, one in commands(name, COMMANDS[name][0]()) for each in one]

    assert [(path, text) for path, text in words if OF_PYTHON.search(text)] == []


@pytest.mark.parametrize(
    ("annotation", "kind"),
    [
        ("str", Plain("text")),
        ("str | None", Plain("text")),
        ("int | None", Plain("whole")),
        ("bool | None", Plain("flag")),
        ("float | Decimal | None", Plain("number")),
        ("datetime | date | str", Plain("time")),
        ("NumberLike", Plain("text")),
        ("NumberType | None", Plain("choice", ("longcode", "toll-free"))),
        ("Literal['US', 'CA'] | str", Plain("text", ("US", "CA"))),
        ("Iterable[HasNumber | str]", Plain("text", several=True)),
        ("str | PathLike[str]", Plain("text")),
        ("Mapping[str, object] | None", Plain("pairs", several=True)),
        ("timedelta | float | None", Plain("number")),
        ("Iterable[MessageQuery]", None),
        ("Callable[[int], object] | None", None),
        ("Any", None),
    ],
)
def test_annotations(annotation, kind):
    """An annotation says what a command line can give, if anything."""
    assert kind_of(annotation, {}) == kind


class New:
    """Things that Flowroute may have next year."""

    def polish(
        self,
        number: str,
        *,
        how_often: int | None = None,
        gently: bool = False,
        aliases: Iterable[str] = (),
        filters: Mapping[str, object] | None = None,
    ) -> None:
        """Polish *number*, and return it.

        *how_often* is once if not given. Raises `NotFound`.
        """


def test_a_new_method():
    """A method that is added is a command at once, with its options and its docstring."""
    from click.testing import CliRunner

    from flowroute_ext.cli.operations.commands import resource_group

    result = CliRunner().invoke(resource_group("new", New), ["polish", "--help"])

    assert result.output.startswith("""\
Usage: new polish [OPTIONS] NUMBER

  Polish NUMBER, and show it.

Options:
  --how-often INTEGER             Once unless given.
  --gently / --no-gently
  --alias TEXT
  --filter NAME=VALUE
  -o, --output [table|json|jsonl|csv]
""")


def test_pairs(monkeypatch):
    """Names with values are given as such; a value is JSON where it is, and else text."""
    from click.testing import CliRunner

    from flowroute_ext.cli.operations.commands import resource_group

    given: list[dict] = []
    monkeypatch.setattr(Flowroute, "new", New(), raising=False)
    monkeypatch.setattr(New, "polish", _noting(New.polish, given))
    for name in ("FR_ACCESS_KEY", "FR_SECRET_KEY"):
        monkeypatch.setenv(name, "key")
    pairs = ["--filter", "a=1", "--filter", "b=x=y", "--alias", "One", "--alias", "Two"]
    result = CliRunner().invoke(resource_group("new", New), ["polish", "12065550100", *pairs])

    assert (result.exit_code, given) == (
        0,
        [{"filters": {"a": 1, "b": "x=y"}, "aliases": ("One", "Two")}],
    )
    assert "it must be NAME=VALUE" in (
        CliRunner().invoke(resource_group("new", New), ["polish", "1", "--filter", "a"]).stderr
    )


def _noting(method, given):
    @functools.wraps(method)
    def polish(self, number, **named):
        given.append(named)

    return polish
