"""Arguments and request bodies of letters of agency. Pure."""

from __future__ import annotations

from flowroute_api.models import LetterOfAgencySubmit, LetterOfAgencySubmitData

from .._base.problems import Problems
from .._builders.lines import line
from .._values.letters import LetterOfAgency
from .arguments import built


def signed(letter: LetterOfAgency, *, name: str, title: str) -> LetterOfAgencySubmit:
    """Return the body that submits *letter*: as Flowroute sent it, with the two fields filled in.

    (developer.flowroute.com: Submit an LOA, "the rest of the content must remain unmodified")
    """
    shown = built(letter, LetterOfAgency).raw.attributes.to_dict()
    problems = Problems("letter of agency")
    rules = {
        "name": "must be the first and last name of who signs",
        "title": "must be the title of who signs, such as 'Owner'",
    }
    checked = {
        field: line(field, given, rules[field], problems)
        for field, given in (("name", name), ("title", title))
    }
    problems.raise_if_any()
    signature = {"signature_name": checked["name"], "signature_title": checked["title"]}
    return LetterOfAgencySubmit(data=LetterOfAgencySubmitData(attributes=shown | signature))
