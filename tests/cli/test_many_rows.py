"""`flowroute send-bulk` with files of any size."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flowroute_ext._outbox import adding
from flowroute_ext.cli.bulk import checking
from flowroute_ext.cli.group import flowroute

OPTIONS = ("--template", "Hi {name}", "--from", "12065550100")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def dry_run() -> Result:
    """What is printed for people.csv."""
    return CliRunner().invoke(flowroute, ["send-bulk", "people.csv", "--dry-run", *OPTIONS])


def peak(count: int, number: str) -> int:
    """The most bytes that were in use for a file of so many rows, of which half are equal."""
    lines = [f"{number},{line // 2}\n" for line in range(count)]
    with Path("people.csv").open("w") as file:
        file.writelines(["to,name\n", *lines])
    del lines
    tracemalloc.start()
    try:
        dry_run()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.once
@pytest.mark.parametrize("number", ["3125550199", "911"], ids=["good", "bad"])
def test_any_number_of_rows(size, monkeypatch, folder, number):
    """Rows are neither kept in memory, good or bad, nor is what is wrong with them."""
    monkeypatch.setattr(adding, "BATCH", 100)
    count = size(300, 100_000)
    peak(1, number)

    assert peak(4 * count, number) < 2 * peak(count, number)


def test_of_many_different_problems_the_first_are_shown(monkeypatch, folder):
    """Of what is wrong with a file, so much is listed as a person reads; all lines are counted."""
    monkeypatch.setattr(checking, "MOST_KEPT", 3)
    content = (
        "to,name\n3125550100,Ada\n91,Alan\n911,Grace\n9111,Linus\n91111,Ken\n" + 3 * "911,Guido\n"
    )

    Path("people.csv").write_text(content)

    output = dry_run().stdout

    assert output.splitlines()[:1] == ["people.csv: 1 of 8 rows can be sent."]
    assert [line.partition(":")[0] for line in output.splitlines()[6:14]] == [
        "7 lines are bad",
        "",
        "  line 3",
        "  line 4",
        "  line 5",
        "  and 4 more",
        "",
        "Nothing was written, and nothing sent.",
    ]
