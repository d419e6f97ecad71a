"""Adding rows, and which rows are the same."""

from __future__ import annotations

import stat
from decimal import Decimal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowroute_ext import InvalidRows, Message, Outbox
from flowroute_ext.errors import RowProblem
from flowroute_ext.types import OutboxAdded, OutboxCounts, OutboxRow
from outbox.texts import OWN, rows


def problems(outbox, *arguments, **options) -> list[str]:
    """The problems of rows that cannot be added."""
    with pytest.raises(InvalidRows) as caught:
        outbox.add(*arguments, **options)
    return [str(problem) for problem in caught.value.problems]


def test_rows_wait_in_the_order_they_came(outbox):
    """Dicts and Messages are queued as they were given, with all their parts."""
    callback = "https://example.com/dlr"
    media = ("https://example.com/a.png", "https://example.com/b.png")
    picture = Message(to="13125550111", from_=OWN, media_urls=media, dlr_callback=callback)
    added = outbox.add(
        [
            {"to": "(312) 555-0110", "from": OWN, "body": "One", "reference": 17},
            picture,
            {"to": "13125550112", "from_": OWN, "body": "Two", "is_mms": "yes", "reference": "b"},
            {
                "To": "13125550113",
                "From": OWN,
                "Media URLs": " ".join(media),
                "reference": "c",
                "body": " ",
            },
        ]
    )

    assert added == OutboxAdded(new=4, known=0)
    assert outbox.status() == OutboxCounts(queued=4)
    found = list(outbox.rows())
    assert [row.message for row in found] == [
        Message(to="13125550110", from_=OWN, body="One"),
        picture,
        Message(to="13125550112", from_=OWN, body="Two", is_mms=True),
        Message(to="13125550113", from_=OWN, media_urls=media),
    ]
    assert [row.reference for row in found if row.message != picture] == ["17", "b", "c"]
    assert found[0] == OutboxRow(
        reference="17",
        message=Message(to="13125550110", from_=OWN, body="One"),
        state="queued",
        message_id=None,
        reason=None,
        attempts=0,
        started=None,
        ended=None,
    )


def test_adding_twice_adds_once(outbox, path):
    """Rows that are there already are known, in this object or another one."""
    outbox.add(rows(5))

    assert outbox.add(rows(8)) == OutboxAdded(new=3, known=5)
    assert Outbox(path).add(rows(8)) == OutboxAdded(new=0, known=8)
    assert outbox.status() == OutboxCounts(queued=8)


def test_rows_without_references(outbox):
    """Each occurrence of equal rows is a row, and the same one when they are given again."""
    text = {"to": "13125550110", "body": "Hello"}
    given = [text, text | {"body": "Bye"}, text]

    assert outbox.add(given, from_=OWN) == OutboxAdded(new=3, known=0)
    assert outbox.add(given, from_="+1 (206) 555-0100") == OutboxAdded(new=0, known=3)
    assert outbox.add([*given, text], from_=OWN) == OutboxAdded(new=1, known=3)
    assert len({row.reference for row in outbox.rows()}) == 4


def test_the_same_row_twice_in_one_go(outbox):
    """A reference that is given twice is one row."""
    assert outbox.add([*rows(2), *rows(2)]) == OutboxAdded(new=2, known=2)


def test_a_reference_of_another_message(outbox):
    """A known reference with another content is refused, and nothing is added."""
    outbox.add(rows(2))
    changed = rows(3)
    changed[1]["body"] = "Something else"

    assert problems(outbox, changed) == [
        (
            "row 2: reference must be of one message only, and is of another one in this outbox, "
            "but got 'row-1': give the row another reference, or its earlier content."
        )
    ]
    assert outbox.status() == OutboxCounts(queued=2)


def test_a_reference_of_two_messages(outbox):
    """Two messages with one reference are refused, and a problem of a later row is reported too."""
    given = [*rows(2), rows(2)[0] | {"body": "Something else"}, {"to": "911"}]

    found = problems(outbox, given)

    assert found[0] == (
        "row 3: reference must be of one message only, and is of the one in row 1, "
        "but got 'row-0': give each row a reference of its own."
    )
    assert [problem.partition(":")[0] for problem in found[1:]] == ["row 4"] * 3
    assert outbox.status() == OutboxCounts()


def test_every_problem_is_reported_and_nothing_added(outbox):
    """With one bad row none is added; each problem has its row."""
    wrong = [
        *rows(1),
        {"to": "911", "body": ""},
        "13125550110",
        {"to": "13125550110", "from": OWN, "body": "x", "reference": True},
    ]
    with pytest.raises(InvalidRows) as caught:
        outbox.add(wrong)

    fields = [(problem.line, problem.field) for problem in caught.value.problems]
    assert fields == [(2, "to"), (2, "from_"), (2, "body"), (3, "the row"), (4, "reference")]
    assert caught.value.problems[3] == RowProblem(
        field="the row",
        value="'1312•••0110'",
        rule="must be a dict or a Message",
        cure="make it one",
        line=3,
        unit="row",
    )
    assert outbox.status() == OutboxCounts()


def test_of_many_problems_the_first_are_shown():
    """The message of the error stays readable; `problems` has them all."""
    problem = RowProblem(field="to", value="nothing", rule="must be", cure="give it", line=1)
    error = InvalidRows("rows.csv", [attrs.evolve(problem, line=line) for line in range(1, 101)])

    assert len(error.problems) == 100
    assert str(error).splitlines() == [
        "Invalid rows.csv, 100 problems:",
        *(f"- line {line}: to must be, but got nothing: give it." for line in range(1, 21)),
        "- and 80 more",
    ]


def test_defaults_for_rows_without_their_own(outbox):
    """`from_` and `dlr_callback` are for the rows that have none."""
    mine, theirs = "https://example.com/mine", "https://example.com/theirs"
    outbox.add(
        [
            {"to": "13125550110", "body": "x", "dlr_callback": theirs},
            {"to": "13125550110", "body": "x", "from": "12065550199"},
        ],
        from_=OWN,
        dlr_callback=mine,
    )

    found = [(row.message.from_, row.message.dlr_callback) for row in outbox.rows()]
    assert found == [(OWN, theirs), ("12065550199", mine)]


def test_templates_make_the_texts(outbox):
    """Fields of the row replace the names in the template; other fields are ignored."""
    outbox.add(
        [
            {"to": "13125550110", "name": "Ada", "count": 2, "unused": object()},
            {"to": "13125550111", "name": "Alan {count}", "count": "three"},
        ],
        template="{{Hi}} {name}, your table for {count} is ready.",
        from_=OWN,
    )

    assert [row.message.body for row in outbox.rows()] == [
        "{Hi} Ada, your table for 2 is ready.",
        "{Hi} Alan {count}, your table for three is ready.",
    ]


def test_fields_that_a_row_does_not_have(outbox):
    """A row without a value for a field of the template is a bad row."""
    given = [
        {"to": "13125550110", "name": " "},
        {"to": "13125550110", "nome": "Ada"},
        {"to": "13125550110", "name": ["Ada"]},
        {"to": "13125550110", "name": "Ada", "body": "Another text"},
        Message(to="13125550110", from_=OWN, body="Ready"),
    ]

    assert problems(outbox, given, template="Hi {name}", from_=OWN) == [
        (
            "row 1: name must be there, as the template has it, but got a blank text: "
            "fill it in, or take the field out of the template."
        ),
        (
            "row 2: name must be there, as the template has it, but got no such field: "
            "write one of those that there are: 'to', 'nome'."
        ),
        (
            "row 3: name must be there, as the template has it, but got a value of type list: "
            "give it as text, as it is to be sent."
        ),
        (
            "row 4: the row must have its text from the template, but got a body of its own: "
            "leave it out, or put {body} into the template."
        ),
        (
            "row 5: the row must have its text from the template, but got a Message, which has its "
            "text: give dicts, or no template."
        ),
    ]


MISSING = [None, "", " ", "\u200b", "\u2060\ufeff", "\u3164", float("nan"), Decimal("NaN")]


@pytest.mark.parametrize("missing", MISSING)
def test_fields_that_are_missing(outbox, missing):
    """A field of nothing, as a table has it, is not given, whatever stands for nothing."""
    optional = ["media_urls", "is_mms", "dlr_callback", "reference", "from"]
    row = {"to": "13125550110", "name": "Ada", **dict.fromkeys(optional, missing), "other": missing}

    assert outbox.add([row], template="Hi {name}", from_=OWN) == OutboxAdded(new=1, known=0)
    assert [one.message for one in outbox.rows()] == [
        Message(to="13125550110", from_=OWN, body="Hi Ada")
    ]
    with pytest.raises(InvalidRows, match=r"row 1: name must be there, as the template has it"):
        outbox.add([row | {"name": missing}], template="Hi {name}", from_=OWN)
    with pytest.raises(InvalidRows, match=r"row 1: body must be there"):
        outbox.add([{"to": "13125550110", "from": OWN, "body": missing}])


def test_only_its_owner_may_read_it(outbox, path):
    """The file, with its numbers and texts, can be read and written by its owner alone."""
    outbox.add(rows(1))

    assert [stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()] == [0o600]
    assert repr(outbox) == f"Outbox({str(path)!r})"


# Without the letters of a text that a program has garbled, which is refused.
characters = st.characters(exclude_categories=["Cs"], exclude_characters="ÂÃâðï\ufffd{")
texts = st.text(characters, min_size=1, max_size=5)


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["a", "b", "c"]) | texts), st.data())
def test_any_rows_added_again_are_known(tmp_path_factory, bodies, data):
    """Whatever the rows, those of an earlier add are known, in whatever order they come."""
    outbox = Outbox(tmp_path_factory.mktemp("outbox") / "any.db")
    given = [{"to": "13125550110", "from": OWN, "body": body} for body in map("{}!".format, bodies)]
    outbox.add(given)
    again = data.draw(st.permutations(given))

    assert outbox.add(again) == OutboxAdded(new=0, known=len(given))
    assert [row.message.body for row in outbox.rows()] == [row["body"] for row in given]
