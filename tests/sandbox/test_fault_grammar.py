"""Faults as text and as keywords."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_sandbox.faults import (
    ALIASES,
    KINDS,
    Fault,
    FaultInjector,
    InvalidFault,
    parse,
    parse_all,
)


@pytest.mark.parametrize(
    ("text", "keywords", "fault"),
    [
        ("429", {}, Fault("429")),
        ("429 x2", {"times": 2}, Fault("429", times=2)),
        ("429 @3", {"nth": 3}, Fault("429", nth=3)),
        (" 429 @3 x2 ", {"nth": 3, "times": 2}, Fault("429", nth=3, times=2)),
        ("drop-after x2", {"times": 2}, Fault("drop-after", times=2)),
        ("503-after 10%", {"chance": 0.1}, Fault("503-after", chance=0.1)),
        ("429 10% seed=7", {"chance": 0.1, "seed": 7}, Fault("429", chance=0.1, seed=7)),
        ("slow", {}, Fault("slow", seconds=60)),
    ],
)
def test_text_and_keywords(text: str, keywords: dict[str, Any], fault: Fault) -> None:
    """Both forms of a fault are parsed to the same value."""
    assert parse(text) == fault
    assert parse(fault.name, **keywords) == fault


@pytest.mark.parametrize(("alias", "name"), ALIASES.items())
def test_aliases(alias: str, name: str) -> None:
    """An alias is parsed to the fault that it stands for."""
    assert parse(f"{alias} @2") == parse(f"{name} @2")


@given(
    st.sampled_from(list(KINDS)),
    st.integers(1, 10**6),
    st.one_of(
        st.fixed_dictionaries({"times": st.integers(1, 10**6)}),
        st.fixed_dictionaries(
            {"chance": st.integers(0, 10_000).map(lambda n: n / 10_000), "seed": st.integers(0)}
        ),
    ),
)
def test_the_text_of_a_fault(name: str, nth: int, rest: dict[str, Any]) -> None:
    """The text of a fault is parsed to the same fault again."""
    fault = parse(name, nth=nth, **rest)

    assert str(parse(str(fault))) == str(fault)
    assert (parse(str(fault)).times, parse(str(fault)).nth) == (fault.times, nth)


@pytest.mark.parametrize(
    ("text", "keywords", "field", "message"),
    [
        ("lost", {}, "name", 'There is no fault "lost". Did you mean'),
        ("LOST-Response", {}, "name", 'Did you mean "lost-response"?'),
        ("429 x0", {}, "name", '"429 x0" is not NAME'),
        ("drop-after:3:2", {}, "name", 'Did you mean "drop-after @3 x2"?'),
        ("drop-after:3", {}, "name", 'Did you mean "drop-after @3"?'),
        ("429 x2", {"times": 2}, "times", '"times" is in "429 x2" already.'),
        ("429 x2 10%", {}, "times", "A fault has a chance or a number of times"),
        ("429 10%", {"times": 2}, "times", "A fault has a chance or a number of times"),
        ("429 101%", {}, "chance", "A chance must be from 0 to 1"),
        ("429", {"nth": 0}, "nth", "Must be at least 1."),
        ("429", {"seconds": -1}, "seconds", "Must be a number from 0"),
        ("cut", {"seconds": 1}, "seconds", "A cut-body takes no seconds"),
    ],
)
def test_invalid_faults(text: str, keywords: dict[str, Any], field: str, message: str) -> None:
    """A fault that cannot be parsed raises InvalidFault, which names the field."""
    with pytest.raises(InvalidFault) as raised:
        parse(text, **keywords)

    assert raised.value.field == field
    assert message in str(raised.value)


def test_several_faults() -> None:
    """None, a text, a fault, and lists of them are all accepted."""
    assert parse_all(None) == ()
    assert parse_all(["429", ("503 @2", Fault("slow"))]) == (
        Fault("429"),
        Fault("503-before", nth=2),
        Fault("slow"),
    )


def test_a_chance() -> None:
    """A share of the requests is hit, the same ones in every run, others with another seed."""

    def hits(text: str) -> list[bool]:
        injector = FaultInjector([parse(text)])
        return [injector.next() is not None for _ in range(2000)]

    assert 150 < sum(hits("429 10%")) < 250
    assert hits("429 10%") == hits("429 10%")
    assert hits("429 10%") != hits("429 10% seed=7")
    assert not any(hits("429 @101 50%")[:100])


def test_faults_that_were_missed() -> None:
    """A fault that hit nothing is reported, unless it has a chance."""
    injector = FaultInjector(parse_all(["429", "503 @9", "502 1%"]))
    injector.next()

    assert [fault.name for fault in injector.missed] == ["503-before"]
