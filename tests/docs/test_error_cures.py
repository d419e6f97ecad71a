"""Every error leads to its cause and its cure."""

from __future__ import annotations

import pickle
import re
import traceback
from importlib.metadata import PackageNotFoundError

import pytest

from flowroute_ext import InvalidValue, compat, errors, phone_number
from flowroute_ext._base import help as of_errors
from scripts.doc_page import ROOT, Page

PAGE = Page(ROOT / "docs" / "reference" / "errors.md")
KINDS = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.FlowrouteError)
}


@pytest.fixture(autouse=True)
def nothing_kept():
    """The address is read anew by each test."""
    of_errors.stated_site.cache_clear()
    yield
    of_errors.stated_site.cache_clear()


def test_every_error_has_a_cause_and_a_cure():
    """The page has a section for each public error, of a cause and a cure."""
    sections = dict(re.findall(r"^### (\w+)\n\n(.*?)(?=\n### |\Z)", PAGE.text, re.M | re.S))
    assert sorted(sections) == sorted(KINDS)
    assert [name for name, text in sections.items() if "**Cure.** " not in text] == []


@pytest.mark.parametrize("name", KINDS)
def test_an_error_leads_to_its_section(name: str):
    """The line that a traceback ends with names a heading of the page."""
    found = of_errors.note(KINDS[name])
    assert found == f"Cause and cure: docs/reference/errors.md#{name.lower()}"
    assert found.rpartition("#")[2] in PAGE.anchors


def test_errors_of_other_modules_lead_to_the_nearest():
    """Those of the official SDKs' names, and of an application, lead to the error they are."""
    own = type("Own", (errors.NotFound,), {"__module__": "app"})
    assert of_errors.note(own).endswith("#notfound")
    assert of_errors.note(compat.APIException).rpartition("#")[2] in PAGE.anchors


def test_a_traceback_ends_with_it():
    """It is the first of the notes; those that are added follow, and a pickle keeps them."""
    with pytest.raises(InvalidValue) as raised:
        phone_number("12")
    first = "Cause and cure: docs/reference/errors.md#invalidvalue"
    assert traceback.format_exception_only(raised.value)[-1].strip() == first
    assert first not in str(raised.value)
    raised.value.add_note("of mine")
    again = pickle.loads(pickle.dumps(raised.value))
    assert raised.value.__notes__ == again.__notes__ == [first, "of mine"]


@pytest.mark.parametrize(
    ("urls", "page"),
    [
        (
            ["Documentation, https://docs.example.com/flowroute/"],
            "https://docs.example.com/flowroute",
        ),
        (["Repository, https://example.com"], None),
        (None, None),
    ],
)
def test_the_address_of_the_site(monkeypatch, urls: list[str] | None, page: str | None):
    """With the address of a site in the package's metadata, errors lead there."""

    class Metadata:
        def get_all(self, name: str) -> list[str] | None:
            return urls if name == "Project-URL" else None

    monkeypatch.setattr("importlib.metadata.metadata", lambda name: Metadata())
    where = f"{page}/reference/errors.html" if page else "docs/reference/errors.md"
    assert of_errors.note(errors.RateLimited) == f"Cause and cure: {where}#ratelimited"


def test_without_metadata(monkeypatch):
    """In a program of one file, without the package's metadata, it is the path."""

    def metadata(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.metadata", metadata)
    assert of_errors.note(errors.RateLimited).startswith("Cause and cure: docs/")
