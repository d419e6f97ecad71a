"""What is empty: the one meaning of it, for arguments, fields of rows and values of templates."""

from __future__ import annotations

import operator
import unicodedata
from decimal import Decimal
from typing import Final

# White space, as str.isspace() has it, and what is left at the edges of text that was copied. A
# direction mark stays: it belongs to the punctuation beside it.
EDGES: Final = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u00ad\u180e\u200b\u2060\ufeff"
)
UNSEEN_EDGES: Final = EDGES + "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
# The kinds of characters that nothing is seen of: control, format, spaces and line breaks.
UNSEEN: Final = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
# Of other kinds, and not seen either: fillers, and the blank of Braille.
FILLERS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# The selectors of a variant (VS1 to VS256, and Mongolian ones), which only change another one.
SELECTORS: Final = frozenset(
    map(chr, [0x180B, 0x180C, 0x180D, 0x180F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
)
# pandas.NA and numpy.ma.masked, by their types: neither library is imported for it.
MISSING_TYPES: Final = frozenset({"NAType", "MaskedConstant"})
# What stands for no value, as text: that of pandas, R, JavaScript and C, and what Excel's formulas
# show where they fail, in English, French and Spanish. "Nan" and "Nat" are names.
NO_VALUES: Final = frozenset(
    (
        "nan",
        "NaN",
        "-nan",
        "-NaN",
        "NaT",
        "<NA>",
        "inf",
        "-inf",
        "+inf",
        "Inf",
        "-Inf",
        "+Inf",
        "INF",
        "-INF",
        "Infinity",
        "-Infinity",
        "+Infinity",
        "1.#QNAN",
        "-1.#QNAN",
        "1.#IND",
        "-1.#IND",
        "1.#INF",
        "-1.#INF",
        "undefined",
        "#N/A",
        "#NAME?",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#UNKNOWN!",
        "#BUSY!",
        "#GETTING_DATA",
        "#VALEUR!",
        "#NOM?",
        "#NOMBRE!",
        "#NUL!",
        "#N/D",
        "#\u00a1VALOR!",
        "#\u00bfNOMBRE?",
        "#\u00a1REF!",
        "#\u00a1DIV/0!",
        "#\u00a1NUM!",
        "#\u00a1NULO!",
        "[object Object]",
        # Of databases and programs; "Null" and "Na" are names.
        "null",
        "NULL",
        "(null)",
        "<null>",
        "\\N",
        "nil",
        "<nil>",
        "None",
        "N/A",
        "n/a",
        "#N/A N/A",
        "-nan(ind)",
        # Excel in German, Italian and Portuguese, and Google Sheets.
        "#WERT!",
        "#NV",
        "#BEZUG!",
        "#ZAHL!",
        "#VALORE!",
        "#RIF!",
        "#NOME?",
        "#VALOR!",
        "#ERROR!",
        "Loading...",
    )
)


def is_empty(value: object) -> bool:
    """Return whether *value* says nothing.

    That is None, text in which nothing can be seen (blanks of any script, control and format
    characters, fillers), and every value for *missing*: NaN of float, Decimal and NumPy, NaT, and
    pandas' NA.
    """
    if isinstance(value, str):
        if "!" <= value[:1] <= "~":  # as nearly every text begins
            return False
        return not any(map(is_visible, value.strip(UNSEEN_EDGES)))
    return value is None or is_missing(value)


def is_no_value(text: str) -> bool:
    """Return whether *text* is what stands for no value, such as ``#N/A`` and ``NaN``.

    Excel writes a date or a number as ``####`` where its column is too narrow.
    """
    bare = text.strip()
    return bare in NO_VALUES or (bare.startswith("##") and not bare.strip("#"))


def is_missing(value: object) -> bool:
    """Return whether *value*, which is not text, is NaN, NaT or NA of any library."""
    if type(value).__name__ in MISSING_TYPES:
        return True
    try:
        return bool(operator.ne(value, value))
    except ArithmeticError:  # a signalling NaN
        return isinstance(value, Decimal)
    except (TypeError, ValueError):  # an array, or an object that cannot be compared
        return False


def is_visible(character: str) -> bool:
    """Return whether something is seen of *character* where it stands alone."""
    if character.isascii():
        return "!" <= character <= "~"
    return (
        unicodedata.category(character) not in UNSEEN
        and character not in FILLERS
        and character not in SELECTORS
    )


def trimmed(text: str) -> str:
    """Return *text* without blanks around it, and without invisible characters like them."""
    return text.strip(EDGES)


def kind_of_empty(value: object) -> str:
    """Return what *value*, which is empty, is called in an error."""
    if value is None:
        return "nothing"
    if not isinstance(value, str):
        return f"a missing value ({type(value).__name__})"
    if not value:
        return "an empty text"
    return "a text of invisible characters" if value.strip() else "a blank text"
