"""The forms of made-up values, as the checker knows them. Pure.

Written beside the scrubber's, not taken from it: what the one writes by mistake the other reports.
"""

from __future__ import annotations

import re
from typing import Final

TEXT: Final = re.compile(
    r"(?i:text|alias|note|label|first|last|street|line|city|name|company|provider|comment|caller)"
    r" (?P<number>[0-9]{2,5})(?P<filler> [A-Za-z ]+)?(?: ✓)?"
)
LOREM: Final = frozenset(
    (
        *("lorem", "ipsum", "dolor", "sit", "amet", "consectetur", "adipiscing", "elit", "sed"),
        *("do", "eiusmod", "tempor"),
    )
)
LINE: Final = re.compile(r"(?:\+?1)?[2-9][0-9]{2}55501[0-9]{2}")
SPELLING: Final = re.compile(r"[0-9+(][0-9 ().-]{9,20}")
COUNT: Final = re.compile(r"-?555[0-9]{2}|-?5550[0-9]{4,5}|5550{8,}[0-9]{5}|555[.][0-9]{5}1")
ID: Final = re.compile(
    r"0{8}-0{4}-4000-8000-0{6}[0-9]{6}|mdr[0-9]-0{26}[0-9]{6}|0{11}[0-9]{5}-[0-9]{1,2}"
)
FILE: Final = re.compile(r"(?:1490{9}[0-9]{5}-)?file-[0-9]{2,5}(?:[.](?P<suffix>[a-z0-9]{2,4}))?")
SUFFIXES: Final = frozenset(
    (
        *("amr", "bmp", "csv", "doc", "docx", "gif", "gz", "heic", "jpeg", "jpg", "json", "m4a"),
        *("mov", "mp3", "mp4", "ogg", "pdf", "png", "svg", "tif", "tiff", "txt", "vcf", "wav"),
        *("webm", "webp", "xml", "zip", "3gp"),
    )
)
NAME: Final = re.compile(r"part-[0-9]{2,5}")
CODE: Final = re.compile(r"Z[0-9]Z ?[0-9]Z[0-9]")
PAGE: Final = re.compile(r"https://example[.]com/[0-9]{2,5}(?:[.](?P<suffix>[a-z0-9]{2,4}))?")
MAIL: Final = re.compile(r"user-[0-9]{2,5}@example[.]com")
TARGET: Final = re.compile(
    r"(?:sips?:)?(?:user-[0-9]{2,5}@)?"
    r"(?:host-[0-9]{2,5}[.]example[.]com|(?:192[.]0[.]2|198[.]51[.]100|203[.]0[.]113)[.][0-9]{1,3})"
    r"(?::(?:5060|5061|443|80))?(?:;transport=(?:udp|tcp|tls)|;weight=[0-9]{1,3})?"
)


def is_invented(text: str) -> bool:
    """Whether a value has the form of a made-up one, and so says nothing of a real one."""
    if not text.strip(" \t\r\n"):
        return len(text) < 20
    return (
        _is_number(text)
        or any(form.fullmatch(text) for form in (COUNT, ID, NAME, CODE, MAIL, TARGET))
        or _has_known_suffix(text)
        or _is_text(text)
    )


def _is_number(text: str) -> bool:
    if not SPELLING.fullmatch(text):
        return False
    digits = ("+" if text.startswith("+") else "") + re.sub("[^0-9]", "", text)
    return LINE.fullmatch(digits) is not None


def _has_known_suffix(text: str) -> bool:
    match = FILE.fullmatch(text) or PAGE.fullmatch(text)
    return match is not None and match["suffix"] in {None, *SUFFIXES}


def _is_text(text: str) -> bool:
    match = TEXT.fullmatch(text)
    if match is None:
        return False
    words = (match["filler"] or "").lower().split()
    whole, last = words[:-1], words[-1:]
    return all(word in LOREM for word in whole) and all(
        any(word.startswith(end) for word in LOREM) for end in last
    )
