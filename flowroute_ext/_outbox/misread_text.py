"""Texts that are not what was meant: garbled by a program, or meant as a template. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .._base.problems import shown

if TYPE_CHECKING:
    from collections.abc import Container

    from .._base.problems import Problems

# What stands for a character that a program could not read, and UTF-8 read as Windows-1252. Only
# signs after those letters that no text has there: a closing quotation mark may follow a capital.
LOST: Final = "\ufffd"
GARBLED = re.compile(
    "[\u00c2\u00c3][\u00a1-\u00ba\u00bc-\u00bf\u2030]"
    "|\u00e2\u20ac[\u0153\u2122\u02dc\u00a6\u00a2\u201c\u201d\u009d]|\u00f0\u0178|\u00ef\u00bb\u00bf"
)
NAMED = re.compile(r"\{([^{}]+)\}")
# A number of which a spreadsheet shows some digits, as it writes it to CSV.
ABRIDGED = re.compile(r"[+-]?[0-9](?:[.,][0-9]+)?E[+-][0-9]{2,3}")


def is_as_meant(body: str) -> bool:
    """Whether all of *body* can be sent, and nothing in it is what `check_letters` looks for."""
    if body.isascii():
        return True
    if LOST in body or GARBLED.search(body):
        return False
    try:
        body.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return False
    return True


def check_letters(body: str, problems: Problems) -> None:
    """Add the problem of a *body* with letters that were lost, or that are others than meant."""
    if body.isascii():
        return
    misread = LOST if LOST in body else None
    if misread is None and (garbled := GARBLED.search(body)):
        misread = garbled[0]
    if misread is not None:
        rule = "must have the letters that were meant, and a program has made these of them"
        cure = "save the file again from where it is still right, as UTF-8"
        problems.add("body", shown(misread), rule=rule, cure=cure)


def check_names(body: object, fields: Container[str], problems: Problems) -> None:
    """Add the problem of a *body* that names one of the *fields* as a template does."""
    if not isinstance(body, str) or "{" not in body:
        return
    for name in NAMED.findall(body):
        if name in fields:
            rule = "must be as it is sent, and only a template is filled in"
            cure = "give the text as the template, or leave the braces out"
            problems.add("body", shown(f"{{{name}}}"), rule=rule, cure=cure)
            return
