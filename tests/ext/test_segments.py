"""segments(): the segments that a text is billed as, why, and how it would be cheaper."""

from __future__ import annotations

import unicodedata

import pytest
import smsutil
from hypothesis import example, given
from hypothesis import strategies as st

from flowroute_ext import InvalidValue, segments
from flowroute_ext._text.segments import GSM_BASIC, GSM_EXTENSION
from flowroute_ext.types import NonAscii
from flowroute_sandbox.state import segments as sandbox

GSM = st.text(GSM_BASIC + GSM_EXTENSION, max_size=700)
# The escape is no character of the alphabet; smsutil takes it for one.
ANY = st.text(st.characters(exclude_characters="\x1b"), max_size=700)
SURROGATES = st.text(st.characters(codec=None), max_size=400)


@pytest.mark.parametrize(
    ("text", "billed", "encoding"),
    [
        ("", 1, 0),
        ("a" * 160, 1, 0),
        ("a" * 161, 2, 0),
        ("a" * 280, 2, 0),
        ("a" * 281, 3, 0),
        ("a" * 306, 3, 0),
        ("[]{}^~|\\" * 20, 1, 0),  # an escape of the GSM alphabet counts once
        ("a" * 69 + "é", 1, 8),
        ("a" * 70 + "é", 2, 8),
        ("é" * 140, 2, 8),
        ("é" * 141, 3, 8),
        ("😀" * 35, 1, 8),
        ("😀" * 36, 2, 8),
    ],
)
def test_what_is_billed(text, billed, encoding):
    """ASCII is 160 in one segment or 140 in each; one other character makes it 70 in each."""
    counted = segments(text)

    assert (counted.billed, counted.encoding) == (billed, encoding)


@given(SURROGATES)
def test_the_sandbox_counts_alike(text):
    """The count is the one that the sandbox bills, by code of its own."""
    counted = segments(text)

    assert (counted.billed, counted.encoding) == (sandbox.segments(text), sandbox.encoding(text))


@given(GSM | ANY)
@example("a" * 152 + "{" + "a" * 152)
@example("a" * 152 + "{" * 80)
@example("a" * 66 + "😀" * 40)
@example("`" * 71)
@example("")
def test_the_count_of_the_3gpp(text):
    """The alphabet and the segments of the 3GPP are those of smsutil."""
    counted = segments(text)
    parts = smsutil.split(text)

    # smsutil has no alphabet for an empty text; nothing speaks against GSM-7.
    alphabet = "UCS-2" if parts.encoding == "utf_16_be" and text else "GSM-7"
    assert (counted.gsm_alphabet, counted.gsm_segments) == (alphabet, len(parts.parts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a" * 159 + "{", ("GSM-7", 2)),  # the escape takes a place too
        ("a" * 152 + "{" + "a" * 151, ("GSM-7", 2)),
        ("a" * 152 + "{" + "a" * 152, ("GSM-7", 3)),  # 153 would be the escape without its end
        ("é" * 160, ("GSM-7", 1)),
        ("ç" * 70, ("UCS-2", 1)),
        ("a" * 66 + "😀" + "a" * 66, ("UCS-2", 3)),
        ("a" * 80 + "\x1b", ("UCS-2", 2)),
    ],
)
def test_nothing_is_cut_in_two(text, expected):
    """An escape and a surrogate pair are moved whole into the next segment."""
    counted = segments(text)

    assert (counted.gsm_alphabet, counted.gsm_segments) == expected


def test_what_makes_it_expensive():
    """Each character that is not ASCII has its name, count and equivalent."""
    assert segments("“It’s five o’clock” 🎉").non_ascii == (
        NonAscii("“", 1, "left double quotation mark", '"'),
        NonAscii("’", 2, "right single quotation mark", "'"),
        NonAscii("”", 1, "right double quotation mark", '"'),
        NonAscii("🎉", 1, "party popper", None),
    )


@pytest.mark.parametrize(
    ("character", "shown"),
    [
        ("’", "’ right single quotation mark (U+2019)"),
        ("😀", "😀 grinning face (U+1F600)"),
        ("\u00a0", "no-break space (U+00A0)"),
        ("\u200b", "zero width space (U+200B)"),
        ("\u0301", "combining acute accent (U+0301)"),
        ("\x92", "unnamed character (U+0092)"),
        ("\ud83d", "unnamed character (U+D83D)"),
    ],
)
def test_a_character_as_text(character, shown):
    """A visible character is shown beside its name, an invisible one has its name alone."""
    assert [str(one) for one in segments(character).non_ascii] == [shown]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“It’s ‘five’ o’clock”…", "\"It's 'five' o'clock\"..."),
        ("10–12 — noon\u00a0sharp", "10-12 - noon sharp"),
        ("Zoë, Łukasz, François, Åse, Weiß, Þór", "Zoe, Lukasz, Francois, Ase, Weiss, Thor"),
        ("cafe\u0301", "cafe"),
        ("\ufeffzero\u200bwidth and soft\u00adhyphen", "zerowidth and softhyphen"),
        ("¿Qué tal? ¡Hola!", "Que tal? Hola!"),
        ("ｆｕｌｌ\u3000ｗｉｄｔｈ", "full width"),
        ("ﬁnal oﬀer №5", "final offer No5"),
        ("€5 • £6 · a→b", "EUR5 - GBP6 - a->b"),
        ("one\u2028two", "one\ntwo"),
    ],
)
def test_a_text_that_can_be_ascii(text, plain):
    """Typographic signs, spaces and accents all have an equivalent, and nothing stays."""
    counted = segments(text)
    suggestion = counted.suggestion

    assert (suggestion.text, suggestion.stays) == (plain, ())
    assert suggestion.changes == counted.non_ascii
    assert suggestion.segments == segments(plain)


@pytest.mark.parametrize(
    "text", ["1½", "10²", "5℃", "日本", "Привет", "שלום", "¨", "\ufffd", "①", "≮", "=\u0338"]
)
def test_what_has_no_equivalent(text):
    """A character whose meaning ASCII cannot keep stays as it is."""
    suggestion = segments(text).suggestion

    assert (suggestion.text, suggestion.changes) == (text, ())
    assert suggestion.stays == segments(text).non_ascii


def test_some_of_it_stays():
    """Characters with an equivalent are changed; emoji stay, with their joiners."""
    suggestion = segments("It’s a family: 👩\u200d👧 ❤\ufe0f").suggestion

    assert suggestion.text == "It's a family: 👩\u200d👧 ❤\ufe0f"
    assert [one.character for one in suggestion.changes] == ["’"]
    assert [one.character for one in suggestion.stays] == ["👩", "\u200d", "👧", "❤", "\ufe0f"]


def test_ascii_needs_no_suggestion():
    """A text in ASCII has no characters to list and no suggestion."""
    counted = segments("Your table is ready.")

    assert (counted.non_ascii, counted.suggestion) == ((), None)


@given(SURROGATES)
def test_a_suggestion_adds_up(text):
    """Every character is either changed or stays, and without one that stays all is ASCII."""
    counted = segments(text)
    suggestion = counted.suggestion

    if suggestion is None:
        assert text.isascii()
        return
    assert {*suggestion.changes, *suggestion.stays} == {*counted.non_ascii}
    assert suggestion.text.isascii() == (not suggestion.stays)
    assert sum(one.count for one in counted.non_ascii) == sum(not c.isascii() for c in text)


def test_every_character_there_is():
    """The equivalent of any character is printable ASCII, if it has one."""
    plain = {
        one.ascii
        for number in range(128, 0x20000)
        for one in segments(chr(number)).non_ascii
        if one.ascii is not None
    }

    assert [
        text for text in plain if not (text.isascii() and text.replace("\n", "").isprintable())
    ] == []


@given(st.text(st.characters(categories=("Lu", "Ll")), min_size=1, max_size=20))
def test_letters_keep_their_base(text):
    """A letter with accents becomes the letter without them, composed or not."""
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    one, other = segments(composed).suggestion, segments(apart).suggestion
    if one and other and not one.stays and not other.stays:
        assert one.text == other.text


def test_nothing_is_shown_of_a_text():
    """The repr has the length of the text, and not the text."""
    counted = segments("It’s ready")

    assert repr(counted) == "Segments(text=<10 characters>, billed=1, encoding=8)"
    assert "ready" not in repr(counted.suggestion)


@pytest.mark.parametrize("text", [None, b"Hello", 5])
def test_what_is_no_text(text):
    """Anything but a str is refused, with its type."""
    with pytest.raises(InvalidValue, match="text must be a str, but got "):
        segments(text)
