"""The `flowroute cassettes` command."""

from __future__ import annotations

import difflib
import sys
from collections import defaultdict
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

PACK = Path(__file__).parent / "cassettes"
OWN = Path("cassettes") / "flowroute"
NEEDS_YAML = 'cassettes are YAML: pip install "flowroute-ext[{extra}]"'


@click.group()
def cassettes() -> None:
    """List, show and check cassettes: those of the package and your own."""


@cassettes.command("list")
@click.argument("words", nargs=-1)
@click.option(
    "--directory",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path(),
    help="Where your tests are.  [default: here]",
)
def list_cassettes(words: tuple[str, ...], directory: Path) -> None:
    """List the scenarios, with a line about each.

    With WORDS, list those that have all of them in their name or their line. Your own scenarios
    are marked with a star; they take precedence over those of the package.
    """
    scenarios = _scenarios(directory)
    rows = [
        (f"{name}{'' if path.is_relative_to(PACK) else ' *'}", _first_line(path))
        for name, path in sorted(scenarios.items())
    ]
    wanted = [row for row in rows if all(word.lower() in " ".join(row).lower() for word in words)]
    if not wanted:
        raise click.ClickException(f"no scenario has {' and '.join(map(repr, words))} in it")
    width = max(len(name) for name, _ in wanted)
    for name, line in wanted:
        click.echo(_printable(f"{name:{width}}  {line}".rstrip()))


@cassettes.command()
@click.argument("name")
@click.option("--raw", is_flag=True, help="Show the file as it is.")
@click.option(
    "--directory",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path(),
    help="Where your tests are.  [default: here]",
)
def show(name: str, directory: Path, *, raw: bool) -> None:
    """Show a scenario: its description, its parameters, and each request with its response.

    NAME is the name of a scenario, or a file.
    """
    path = Path(name) if Path(name).is_file() else _scenario(name, directory)
    text = path.read_text(encoding="utf-8")
    if raw and not sys.stdout.isatty():
        click.echo(text.rstrip())
    else:
        click.echo(_printable(text.rstrip() if raw else "\n".join(_description(path, text))))


@cassettes.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def validate(files: tuple[Path, ...]) -> None:
    """Compare cassettes with the OpenAPI document.

    FILES may be folders. Every difference is shown with its path in the file; the exit status is
    1 if there is one.
    """
    with _yaml("record"):  # which has jsonschema too
        from ._audit.validation import JsonSchemaMissing
        from ._audit.validation import validate as differences

    try:
        _report(files, differences, "valid")
    except JsonSchemaMissing as error:
        raise click.ClickException(str(error)) from error


@cassettes.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def check(files: tuple[Path, ...]) -> None:
    """Search cassettes for personal or secret data.

    FILES may be folders. The output shows the place of what was found and never its text; the
    exit status is 1 if there is anything.
    """
    with _yaml("pytest"):
        from ._audit.checker import check as leaks
        from ._audit.checker import check_name

    _report(files, leaks, "clean", check_name)


def _report(
    files: Iterable[Path],
    examine: Callable[[str], list[str]],
    well: str,
    examine_name: Callable[[Path], list[str]] | None = None,
) -> None:
    paths = list(dict.fromkeys(chain.from_iterable(map(_files, files))))
    if not paths:
        raise click.ClickException("there is no cassette")
    wrong = 0
    for path in paths:
        problems = examine(path.read_text(encoding="utf-8", errors="replace"))
        problems += examine_name(path) if examine_name else []
        wrong += bool(problems)
        for problem in problems:
            click.echo(_printable(f"{path}: {problem}"))
    total = f"{len(paths)} cassette{'s' if len(paths) > 1 else ''}"
    click.echo(f"{wrong} of {total} not {well}" if wrong else f"{total} {well}")
    if wrong:
        sys.exit(1)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    else:
        files = {*path.rglob("*.yaml")}
        for suffix in ("yml", "json"):  # which others have for other things as well
            files |= {file for file in path.rglob(f"*.{suffix}") if OWN.name in file.parent.parts}
        yield from sorted(files)


def _scenarios(directory: Path) -> dict[str, Path]:
    """Return the scenarios by name; those below the directory replace those of the package."""
    if not PACK.is_dir():
        raise click.ClickException("the cassettes cannot be read from a zip file: unpack it first")
    own = (folder for folder in sorted(directory.rglob(str(OWN))) if folder.is_dir())
    return {
        path.relative_to(root).with_suffix("").as_posix(): path
        for root in (PACK, *own)
        for path in sorted(root.rglob("*.yaml"))
    }


def _scenario(name: str, directory: Path) -> Path:
    scenarios = _scenarios(directory)
    if name in scenarios:
        return scenarios[name]
    by_end: dict[str, list[str]] = defaultdict(list)
    for candidate in scenarios:
        by_end[candidate.rpartition("/")[2]].append(candidate)
    near = by_end[name] or difflib.get_close_matches(name, scenarios, n=3)
    hint = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
    raise click.ClickException(f"there is no scenario {name!r}.{hint}")


@contextmanager
def _yaml(extra: str) -> Generator[None, None, None]:
    """Import what needs PyYAML, or fail with the *extra* that has it."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name != "yaml":
            raise
        raise click.ClickException(NEEDS_YAML.format(extra=extra)) from error


def _printable(text: str) -> str:
    """Return a text with the codes of what is no letter, which could change a terminal."""
    return "".join(
        letter if letter.isprintable() or letter == "\n" else ascii(letter)[1:-1] for letter in text
    )


def _first_line(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        line = file.readline().strip()
    return line.removeprefix("#").strip() if line.startswith("#") else ""


def _description(path: Path, text: str) -> Iterator[str]:
    with _yaml("pytest"):
        from ._base.layout import laid_out, read
    try:
        cassette = read(text)
    except ValueError as error:
        raise click.ClickException(_printable(f"{path}: {error}")) from error
    yield cassette.description or path.name
    if cassette.origin:
        yield f"Origin: {cassette.origin}. OpenAPI document: {cassette.openapi}."
    if cassette.parameters:
        yield "A test may replace:"
        yield from (f"  {name}={value!r}" for name, value in cassette.parameters.items())
    indented = partial(_indented, layout=laid_out)
    for number, interaction in enumerate(cassette.interactions, 1):
        yield ""
        yield f"{number}. {interaction.method} {interaction.uri}"
        yield from indented(interaction.request_body)
        yield f"   {interaction.status} {interaction.reason}".rstrip()
        yield from indented(interaction.response_body)


def _indented(body: str, layout: Callable[[str], str]) -> Iterator[str]:
    return (f"      {line}" for line in layout(body).splitlines())
