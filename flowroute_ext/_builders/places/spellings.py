"""What is known to stand for a country, a state or a province, beside its code.

Nothing is guessed from likeness: help would go to another state. What stands for several places,
as "Carolina" or "Samoa" do, is not listed. Sources: USPS Publication 28, Appendix B; the GPO Style
Manual, 9.13, for abbreviations of before 1963; Canada Post, Addressing Guidelines, and the
Translation Bureau of Canada, for English and French.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from .states import STATES

LONGEST: Final = 60  # characters

CODES: Final = frozenset(code for states in STATES.values() for code in states)
BETWEEN = re.compile("[ .]")

COUNTRIES: Final = {
    "US": "U.S., U.S.A., United States, United States of America, The United States, États-Unis",
    "CA": "CAN, Canada",
}

ABBREVIATIONS: Final = {
    "US": {
        "AL": "Ala.",
        "AK": "Alas.",
        "AS": "A.S., Amer. Samoa, Am. Samoa",
        "AZ": "Ariz.",
        "AR": "Ark.",
        "CA": "Cal., Calif.",
        "CO": "Colo.",
        "CT": "Conn.",
        "DE": "Del.",
        "DC": "D.C., D. of C., Dist. of Columbia, Dist. Columbia, Washington DC, Wash. DC,"
        " Washington District of Columbia",
        "FM": "F.S.M.",
        "FL": "Fla., Flor.",
        "HI": "Hawai'i, Hawai\u02bbi",
        "ID": "Ida.",
        "IL": "Ill., Ills.",
        "IN": "Ind.",
        "KS": "Kan., Kans.",
        "KY": "Ken., Kent.",
        "MH": "R.M.I., Republic of the Marshall Islands",
        "MA": "Mass.",
        "MI": "Mich.",
        "MN": "Minn.",
        "MS": "Miss.",
        "MT": "Mont.",
        "NE": "Neb., Nebr.",
        "NV": "Nev.",
        "NH": "N.H., N. Hampshire",
        "NJ": "N.J., N. Jersey",
        "NM": "N.M., N. Mex., N. Mexico, New Mex.",
        "NY": "N.Y., N. York, New York State, N.Y. State, N.Y.S.",
        "NC": "N.C., N. Car., No. Car., N. Carolina, No. Carolina",
        "ND": "N.D., N. Dak., No. Dak., N. Dakota, No. Dakota",
        "MP": "C.N.M.I., Commonwealth of the Northern Mariana Islands, N. Mariana Islands,"
        " Northern Marianas",
        "OK": "Okla.",
        "OR": "Ore., Oreg.",
        "PA": "Penn., Penna.",
        "PR": "P.R., Porto Rico",
        "RI": "R.I., R. Island, Rhode Is., Rhode Island and Providence Plantations",
        "SC": "S.C., S. Car., So. Car., S. Carolina, So. Carolina",
        "SD": "S.D., S. Dak., So. Dak., S. Dakota, So. Dakota",
        "TN": "Tenn.",
        "TX": "Tex.",
        "VI": "V.I., U.S.V.I., U.S. Virgin Islands, United States Virgin Islands,"
        " Virgin Islands U.S., Virgin Islands of the United States",
        "VA": "Virg.",
        "WA": "Wash., Washington State",
        "WV": "W.V., W. Va., West Va., W. Virginia, W. Virg.",
        "WI": "Wis., Wisc.",
        "WY": "Wyo.",
    },
    "CA": {
        "AB": "Alta., Alb.",
        "BC": "B.C., Brit. Col., C.-B., Colombie-Britannique",
        "MB": "Man.",
        "NB": "N.B., N.-B., New Bruns., Nouveau-Brunswick",
        "NL": "N.L., N.F., Nfld., Nfld. & Lab., Nfld. and Lab., Nfld. & Labrador, Newfoundland,"
        " Newfoundland & Labrador, Labrador, T.-N., T.-N.-L., Terre-Neuve,"
        " Terre-Neuve-et-Labrador",
        "NS": "N.S., N.-É., Nouvelle-Écosse",
        "NT": "N.T., N.W.T., N.W. Territories, T.N.-O., Territoires du Nord-Ouest",
        "NU": "Nvt., Nun.",
        "ON": "Ont.",
        "PE": "P.E., P.E.I., P.E. Island, Î.-P.-É., Île-du-Prince-Édouard",
        "QC": "Q.C., P.Q., Que., Qué., Québec",
        "SK": "Sask.",
        "YT": "Y.T., Y.K., Yuk., Yukon Territory, Territoire du Yukon",
    },
}
# In front of a name, they change nothing.
TITLES: Final = {
    "US": ("stateof", "commonwealthof", "territoryof", "the"),
    "CA": ("provinceof", "territoryof", "the"),
}


def country_meant(word: str) -> str | None:
    """Return the code of the country that *word* stands for, or None."""
    return _countries().get(_letters(word))


def state_meant(word: str, country: str) -> str | None:
    """Return the code of the state or province of *country* that *word* stands for, or None.

    The code of another country stands for nothing here: NE is not N.-É., Nova Scotia. Where its
    letters have dots between them, as in N.E., it may be either, and stands for nothing at all.
    """
    code = word.strip(" .").upper()
    if code in CODES:
        return code if code in STATES[country] else None
    letters = _letters(word)
    if (dotted := BETWEEN.sub("", code)) in CODES:
        meant = {dotted, *(_states(known_country).get(letters, dotted) for known_country in STATES)}
        return dotted if meant == {dotted} and dotted in STATES[country] else None
    known = _states(country)
    if state := known.get(letters):
        return state
    names = (letters.removeprefix(title) for title in TITLES[country] if letters.startswith(title))
    return next((known[name] for name in names if name in known), None)


def state_named(word: str, country: str) -> str | None:
    """Return the code of the state or province of *country* that *word* names in full, or None.

    An abbreviation may be that of another place, in another country, and is not one here.
    """
    states = STATES[country]
    code = word.strip(" .").upper()
    if code in states:
        return code
    letters = _letters(word)
    return next((code for code, name in states.items() if letters == _letters(name)), None)


@lru_cache
def _countries() -> dict[str, str]:
    return {
        _letters(spelling): code
        for code, listed in COUNTRIES.items()
        for spelling in listed.split(", ")
    }


@lru_cache
def _states(country: str) -> dict[str, str]:
    """Return the codes of *country* by the letters of what stands for them, itself included."""
    codes: dict[str, str] = {}
    for code, listed in ABBREVIATIONS[country].items():
        codes |= {_letters(spelling): code for spelling in listed.split(", ")}
    return codes | {_letters(name): code for code, name in STATES[country].items()}


def _letters(word: str) -> str:
    """Return the letters of *word* in lower case, without accents."""
    if len(word) > LONGEST:
        return ""
    plain = unicodedata.normalize("NFKD", word).replace("&", "and").casefold()
    return "".join(filter(str.isalpha, plain))
