"""The encoding of a file of text: by its mark, as UTF-8, or as what spreadsheets wrote before.

Which of those it was is decided by the words: in the wrong one they have capitals after small
letters (``"JosŽ"``), or signs within (``"Jos‚"``). General detectors, such as charset-normalizer,
take most short lists of names in Mac OS Roman for Windows-1252. Where the words do not tell, the
encoding has to be given.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Final

import attrs

from ..._base.problems import invalid, shortened, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from ..._base.problems import InvalidValue

UTF_8: Final = "utf-8"
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Excel writes as "CSV", on Windows and on a Mac, and as "CSV (MS-DOS)" in America and Europe.
LEGACY: Final = {
    "cp1252": "Windows-1252",
    "mac_roman": "Mac OS Roman",
    "cp437": "MS-DOS 437",
    "cp850": "MS-DOS 850",
}
CHUNK: Final = 64 * 1024
MOST_READ: Final = 4000  # words
AROUND: Final = 40  # bytes of a word
MOST_WORDS: Final = 3
# Of the words, at most, that may look wrong: files have typing errors too.
STRANGE_WORDS: Final = 0.05

NOT_ASCII = re.compile(rb"[\x80-\xff]")
WORD_BEFORE = re.compile(rb"[^\s,;\"\x00-\x1f]*\Z")
WORD_AFTER = re.compile(rb"[^\s,;\"\x00-\x1f]*")
# The signs that stand beside the letters of a word; any other within it is a wrong letter.
APOSTROPHES: Final = "\u2019'-.\u00b4`"
OPENING: Final = "\u201c\u2018\u00ab\u00a1\u00bf\u2014\u2013\u2022\u00a9("
CLOSING: Final = "\u201d\u2019\u00bb\u2026\u2014\u2013\u2122\u00ae\u00a9\u00b0\u00ba\u00aa)"
ALONE: Final = (
    OPENING
    + CLOSING
    + "\u20ac\u00a3\u00a0\u00bd\u00bc\u00be\u00b2\u00b3\u00b7\u00a7\u00d7\u00f7\u00b1\u00a2\u00b6"
)

WESTERN: Final = frozenset("ÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÚÜàáâãäåæçèéêëìíîïñòóôöøùúûüß")
RARE: Final = frozenset("ÃÌÏÒÕŒÙÛÝŸŠŽõœýÿšžðÐþÞ")
# How much less likely an encoding is than the first: as much as so many rare letters.
USUAL: Final = "cp1252"
PRIOR: Final = {"cp1252": 0.0, "mac_roman": 0.5, "cp437": 0.75, "cp850": 1.0}
WRONG: Final = 3.0
INITIAL: Final = 0.6
RUN_OF_LETTERS = re.compile(r"[^\W\d_\x00-\x7f]{3}")
MICRO = re.compile("\u00b5[A-Za-z]{1,2}(?![A-Za-z])")
# What is good in Windows-1252, and likely the "í", "…", "—" or "™" of Mac OS Roman: an apostrophe
# in no place where English has one, as in "Garc’a", and "WAITÉ", "Ñ" alone, and "Acmeª".
LETTER: Final = r"[^\W\d_]"
ELIDED: Final = "(?:s|d|m|ll|re|ve|em|n|all|am|clock|(?<=[nN]\u2019)t)"
DOUBTFUL = re.compile(
    rf"{LETTER}\u2019(?!{ELIDED}(?!{LETTER}))[a-zß-ÿ]"
    rf"|(?:(?<!{LETTER})(?<!\u2019){LETTER}{{1,2}}|[^\W\d_nNsSxXzZ])\u2019(?!{LETTER})"
    rf"|(?:[A-Z]É|(?<!{LETTER})[À-ÖØ-Þ])(?!{LETTER})|{LETTER}ª"
)


@attrs.frozen
class Encoding:
    """The `name` of an encoding, as codecs have it.

    Where it was found by the words of the file, `title` is what it is called, and `words` has some
    of them, as they are read.
    """

    name: str
    title: str = ""
    words: tuple[str, ...] = ()

    @property
    def is_utf8(self) -> bool:
        """Whether it is UTF-8."""
        return self.name.startswith(UTF_8)


def found(file: BinaryIO, given: str | None) -> Encoding:
    """The encoding of *file*: the one *given*, or else as the file shows; its position is kept.

    Raises `InvalidValue` where it does not show, or is none.
    """
    if given is not None:
        return _checked(given)
    begins = file.tell()
    try:
        return _found(file)
    finally:
        file.seek(begins)


def _checked(given: str) -> Encoding:
    try:
        name = codecs.lookup(given).name
        "".encode(name)
    except (LookupError, ValueError, TypeError):
        raise invalid(
            "encoding",
            "the encoding",
            shown(given),
            rule="must be one of text that Python knows",
            cure="give one such as utf-8, cp1252 or mac_roman",
        ) from None
    return Encoding("utf-8-sig" if name == UTF_8 else name)


def _found(file: BinaryIO) -> Encoding:
    start = file.read(CHUNK)
    for mark, name in MARKS:
        if start.startswith(mark):
            return Encoding(name)
    if wide := _without_mark(start[:1000]):
        return Encoding(wide)
    begins = file.tell() - len(start)
    file.seek(begins)
    if not _is_utf8(file):
        file.seek(begins)
        words = list(islice(_words(file), MOST_READ))
        # The few words of a large file that is UTF-8 for the rest show no other encoding.
        if words and not _mostly_utf8(words):
            return _legacy(words)
    return Encoding("utf-8-sig")


def _is_utf8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder(UTF_8)()
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _words(file: BinaryIO) -> Iterator[bytes]:
    """The words of *file* that are not ASCII, or what of them is near such a character."""
    while chunk := file.read(CHUNK):
        end = 0
        for match in NOT_ASCII.finditer(chunk):
            if match.start() < end:
                continue
            before = WORD_BEFORE.search(chunk[max(end, match.start() - AROUND) : match.start()])
            after = WORD_AFTER.match(chunk, match.start(), match.start() + AROUND)
            end = after.end() if after else match.end()
            yield (before[0] if before else b"") + chunk[match.start() : end]


def _without_mark(start: bytes) -> str | None:
    """UTF-16 without a mark, by the zeros that every other byte of it is."""
    pairs = len(start) // 2
    if pairs < 4:
        return None
    low, high = start[1 : 2 * pairs : 2].count(0), start[0 : 2 * pairs : 2].count(0)
    if low > 0.7 * pairs and high < 0.1 * pairs:
        return "utf-16-le"
    return "utf-16-be" if high > 0.7 * pairs and low < 0.1 * pairs else None


def _mostly_utf8(words: list[bytes]) -> bool:
    """Whether most words are UTF-8, so that others are errors in it."""
    good = 0
    for word in words:
        try:
            word.decode(UTF_8)
        except UnicodeDecodeError:
            continue
        good += 1
    return good > len(words) / 2


def _legacy(words: list[bytes]) -> Encoding:
    read: dict[str, list[str]] = {}
    for name in LEGACY:
        with suppress(UnicodeDecodeError):
            read[name] = [word.decode(name) for word in words]
    strange = {name: sum(map(_strangeness, decoded)) for name, decoded in read.items()}
    name, *others = sorted(read, key=lambda name: strange[name] + PRIOR[name])
    near = [
        other
        for other in others
        if read[other] != read[name] and strange[other] < strange[name] + 1
    ]
    # The first of all is right where nothing speaks against it.
    unlike = strange[name] > STRANGE_WORDS * WRONG * len(words)
    sure = name == USUAL and not strange[name] and not any(map(_is_doubtful, read[name]))
    if unlike or (near and not sure):
        raise _unclear({candidate: read[candidate] for candidate in (name, *(near or others))})
    some = tuple(dict.fromkeys(read[name]))[:MOST_WORDS]
    return Encoding(name, LEGACY[name], some)


def _is_doubtful(word: str) -> bool:
    return "\u2018" not in word and DOUBTFUL.search(word) is not None


def _strangeness(word: str) -> float:
    """How much *word* looks as if it were of another encoding."""
    if RUN_OF_LETTERS.search(word):
        return WRONG
    return sum(
        _wrong(character, word[:index], word[index + 1 : index + 2], word)
        for index, character in enumerate(word)
        if not character.isascii()
    )


def _wrong(character: str, rest: str, after: str, word: str) -> float:
    """How wrong the character *one* of *word* looks, with *rest* before it."""
    before = rest[-1:]
    wrong = False
    if (character == "\u00b0" and before.isdigit()) or (
        character == "\u00b5" and MICRO.fullmatch(word)
    ):
        return 0.0
    if character.isalpha() and character not in CLOSING:
        if character not in WESTERN | RARE or before.isdigit() or after.isdigit():
            return WRONG
        if character.isupper():
            wrong = (before.isalpha() or after.isupper()) and not word.isupper()
        elif after.isalpha() and not before:
            return 1.0 if character in RARE else INITIAL  # names begin with capitals
        else:
            wrong = after.isupper() or (len(rest) > 1 and rest.isupper())
        if character in RARE and not wrong:
            return 1.0
    elif before.isalpha() and after.isalpha():
        wrong = character not in APOSTROPHES
    elif before.isalpha():
        wrong = character not in CLOSING and character not in APOSTROPHES
    elif after.isalpha():
        wrong = character not in OPENING + APOSTROPHES or (character in "¡¿" and before.isdigit())
    else:
        wrong = character not in ALONE or (character in "¡¿" and not after)
    return WRONG * wrong


def _unclear(readings: dict[str, list[str]]) -> InvalidValue:
    shown_as = ", ".join(
        f"{shown(shortened(words[0], 20))} in {name}" for name, words in readings.items()
    )
    return invalid(
        "file of rows",
        "the file",
        f"one that reads {shown_as}",
        rule="must be in UTF-8, or in an encoding that its words show",
        cure="save it as UTF-8 (in Excel: CSV UTF-8), or give its encoding",
    )
