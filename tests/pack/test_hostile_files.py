"""Files of another origin: read within bounds, and checked in whatever they hide."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
import yaml
from click.testing import CliRunner
from pack.leaks import NUMBER, error

from pytest_flowroute._audit.checker import check
from pytest_flowroute._base.layout import CassetteFile, read, render
from pytest_flowroute._base.safe_yaml import parsed
from pytest_flowroute._playback.cassettes import load
from pytest_flowroute._scrubbing.scrubber import scrub
from pytest_flowroute.command import cassettes

if TYPE_CHECKING:
    from pathlib import Path

ABOUT = ("A story.", "recorded", "2026.11.1")
CLEAN = render(CassetteFile(*ABOUT, scrub([error("no", body="Dinner?")]).interactions))
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "an alias bomb": BOMB,
    "a bomb of merged members": BOMB.replace("[x", "[{x: 1}, x"),
    "a cycle": "&a [*a]",
    "a cycle of members": "a: &x {b: *x}",
    "brackets": "[" * 100_000,
    "closed brackets": "[" * 100_000 + "]" * 100_000,
    "braces": "{a: " * 50_000,
    "dashes": "- " * 50_000 + "a",
    "keys": "? " * 20_000 + "a",
    "an indent": "".join(" " * depth + "a:\n" for depth in range(2_000)),
    "a tag of Python": "!!python/object/apply:os.system ['true']",
    "a tag of its own": "!acme {a: 1}",
    "a control character": "a: \x1b[31m",
    "a date that is none": "a: 2026-99-99",
    "a tag of another value": "a: !!bool maybe",
    "a number of many digits": "a: " + "9" * 5_000,
    "two documents": "a: 1\n---\nb: 2",
    "an alias of nothing": "a: *nobody",
}
UNUSUAL = {
    "nothing": "# a comment",
    "a text": "'a'",
    "no value": "---\n...\n",
    "names of every kind": "{1: a, ~: b, 2026-01-01: c, 1.5: d, yes: e, '': f}",
    "a list for a name": "? [a]\n: b",
    "a name twice": "a: 1\nb: 2\na: 3",
    "values of every kind": "[1, '1', 0x1F, 1_0, 1:30, .inf, ~, null, no, 2026-01-01, 012, '']",
    "tags": "[!!str 1, !!binary aGk=, !!float 1, ! 1, !!set {a, b}, !!seq [a], !!omap [a: 1]]",
    "a tag of a name": "{!!str 1: a, !!int '2': b}",
    "aliases": "a: &x [1, {b: 2}]\nc: *x\nd: {<<: {e: 1}, f: *x}",
    "anchors": "a: &x 1\nb: &x 2",
    "the sign for a merge": "[<<]",
    "the sign for a value": "[=]",
    "blocks": "a: |\n  b\n\n  c\nd: >-\n  e\n  f\n",
    "empty lists and objects": "[{}, [], {a: [], b: {}}]",
}


@pytest.mark.parametrize("text", UNUSUAL.values(), ids=UNUSUAL)
def test_yaml_is_read_as_by_pyyaml(text: str) -> None:
    """The same values of the same types, or an error too."""
    try:
        value = yaml.safe_load(text)
    except (yaml.YAMLError, TypeError):
        with pytest.raises(yaml.YAMLError):
            parsed(text)
        return
    assert repr(parsed(text.encode())) == repr(value)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_yaml_is_refused(text: str) -> None:
    """By the reader and by the checker, without its text; the process goes on."""
    with pytest.raises(yaml.YAMLError):
        parsed(text)
    with pytest.raises(ValueError, match="not a cassette"):
        read(text)
    [problem] = check(text)
    assert problem.startswith("not YAML that can be read safely")


def test_aliases_of_vcrpy_are_read() -> None:
    """Lists that it writes once and repeats."""
    assert parsed("a: &id001 [1, 2]\nb: *id001\nc: *id001") == {key: [1, 2] for key in "abc"}


@pytest.mark.parametrize(
    ("there", "other", "problem"),
    [
        ("method: POST", "method: 5", "'method' has to be a text, not of the type int"),
        ("method: POST", "method: 2026-01-01", "'method' has to be a text, not of the type date"),
        (
            "uri: https",
            "uri: ~\n    was: https",
            "'uri' has to be a text, not of the type NoneType",
        ),
        ("flowroute:\n", "flowroute: x\nwas:\n", "'flowroute' has to be an object"),
        ("flowroute:\n", "flowroute:\n  keep: 5\n", "'keep' has to be a list"),
        ("flowroute:\n", "flowroute:\n  slots: [1]\n", "'slots' has to be an object"),
        ("flowroute:\n", "flowroute:\n  slots: {text: 5}\n", "slots.text is a size and a key"),
        ("code: 422", "code: 0o646", "invalid literal for int"),
        ("interactions:\n", "interactions: ~\nwas:\n", "not iterable"),
    ],
)
def test_a_value_of_another_kind_is_refused(
    there: str, other: str, problem: str, tmp_path: Path
) -> None:
    """With the file and the member, where a test plays it."""
    path = tmp_path / "odd.yaml"
    assert there in CLEAN
    path.write_text(CLEAN.replace(there, other, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(problem)) as refused:
        load(path)
    assert str(refused.value).startswith(f"{path} is no cassette in vcrpy's format: ")


HIDDEN = {
    "a comment": (f"{CLEAN}# call {NUMBER}\n", "comment"),
    "a comment beside a block": (
        CLEAN.replace("body: |-", f"body: |- # call {NUMBER}", 1),
        "comment",
    ),
    "the name of an anchor": (CLEAN.replace("method: POST", "method: &zebulon POST"), "line"),
    "a member given twice": (
        CLEAN.replace("    method: POST", f"    method: '{NUMBER}'\n    method: POST"),
        "line",
    ),
    "a merge of members": (
        CLEAN.replace("    method: POST", f"    <<: {{method: '{NUMBER}'}}\n    method: POST"),
        "line",
    ),
    "a tag": (CLEAN.replace("method: POST", "method: !!binary NDE1MjI3NzEyMw=="), "line"),
    "a null with a text": (CLEAN.replace("message: ''", f"message: !!null {NUMBER}"), "line"),
    "a header without values": (
        CLEAN.replace("    headers:\n", "    headers:\n      zebulon: []\n", 1),
        "1: request.headers.?",
    ),
    "an unknown member": (f"{CLEAN}zebulon: 1\n", "?: is no member"),
    "an interaction that is a text": (f"{CLEAN}- {NUMBER}\n", "2: is no object"),
    "a description": (CLEAN.replace("A story.", f"For {NUMBER}."), "flowroute.description"),
    "an origin": (CLEAN.replace("origin: recorded", "origin: zebulon"), "flowroute.origin"),
    "a method": (CLEAN.replace("method: POST", "method: zebulon"), "1: request.method"),
    "a status": (CLEAN.replace("code: 422", f"code: {NUMBER}"), "1: response.status.code"),
    "a phrase": (CLEAN.replace("message: ''", "message: Zebulon"), "1: response.status.message"),
    "a body that is binary": (
        CLEAN.replace("      string: |-", "      string: !!binary |\n        aGk=\n      x: |-"),
        "line",
    ),
    "a member of JSON given twice": (
        CLEAN.replace('"body": ', f'"body": "{NUMBER}",\n        "body": '),
        "1: request.body.body",
    ),
}


@pytest.mark.parametrize(("text", "place"), HIDDEN.values(), ids=HIDDEN)
def test_what_a_reader_does_not_see_is_reported(text: str, place: str) -> None:
    """In every corner of a file, by its place and without its text."""
    assert check(CLEAN) == []
    assert text != CLEAN
    problems = check(text)
    assert [problem for problem in problems if problem.startswith(place)]
    assert not [problem for problem in problems if NUMBER in problem or "zebulon" in problem]


@pytest.mark.parametrize("letter", ["a", "1", "-", "a.", "%", "&#", "<", "password", "415 ", "{"])
def test_a_long_text_takes_time_by_its_length(letter: str) -> None:
    """What would need the square of it, for a text of sixty thousand letters, would not end."""
    long = letter * (60_000 // len(letter))
    scrubbed = scrub([error(long, body=long)], keep=["body"])
    assert check(render(CassetteFile(*ABOUT, scrub([error(long)]).interactions))) == []
    assert json.loads(scrubbed.interactions[0].request_body)["body"] == long
    check(render(CassetteFile(*ABOUT, scrubbed.interactions, keep=["body"])))


def test_control_characters_are_shown_as_codes(tmp_path: Path) -> None:
    """A description or a body cannot change what a terminal shows."""
    path = tmp_path / "a.yaml"
    about = "A \x1b[2J\u202estory\x07."
    path.write_text(render(CassetteFile(about, *ABOUT[1:], [error("\x1b]0;x", body="a\tb")])))
    for command in (["show", str(path)], ["check", str(path)], ["validate", str(path)]):
        output = CliRunner().invoke(cassettes, command).output
        assert not [letter for letter in output if not letter.isprintable() and letter != "\n"]
    assert (
        "A \\x1b[2J\\u202estory\\x07." in CliRunner().invoke(cassettes, ["show", str(path)]).output
    )
