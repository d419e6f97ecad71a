"""The states of ZIP codes and the provinces of postal codes, by how they begin.

Sources: USPS, Labeling List L002 (three digits); Canada Post, Addressing Guidelines (one letter).
What is not listed is not known to be in any state, as the codes of the armed forces.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

RANGES: Final = (
    "005 NY 006-007 PR 008 VI 009 PR 010-027 MA 028-029 RI 030-038 NH 039-049 ME 050-054 VT "
    "055 MA 056-059 VT 060-069 CT 070-089 NJ 100-149 NY 150-196 PA 197-199 DE 200 DC 201 VA "
    "202-205 DC 206-212 MD 214-219 MD 220-246 VA 247-268 WV 270-289 NC 290-299 SC 300-319 GA "
    "320-339 FL 341-342 FL 344 FL 346-347 FL 349 FL 350-352 AL 354-369 AL 370-385 TN 386-397 MS "
    "398-399 GA 400-418 KY 420-427 KY 430-459 OH 460-479 IN 480-499 MI 500-516 IA 520-528 IA "
    "530-532 WI 534-535 WI 537-549 WI 550-551 MN 553-567 MN 569 DC 570-577 SD 580-588 ND "
    "590-599 MT 600-620 IL 622-629 IL 630-631 MO 633-641 MO 644-658 MO 660-662 KS 664-679 KS "
    "680-681 NE 683-693 NE 700-701 LA 703-708 LA 710-714 LA 716-729 AR 730-731 OK 733 TX "
    "734-741 OK 743-749 OK 750-770 TX 772-799 TX 800-816 CO 820-831 WY 832-838 ID 840-847 UT "
    "850-853 AZ 855-857 AZ 859-860 AZ 863-865 AZ 870-871 NM 873-875 NM 877-884 NM 885 TX "
    "889-891 NV 893-895 NV 897-898 NV 900-908 CA 910-928 CA 930-961 CA 967-968 HI 970-979 OR "
    "980-986 WA 988-994 WA 995-999 AK"
)
# Whole codes in the range of another state.
OUTSIDE: Final = {
    "06390": "NY",
    "83414": "WY",
    "96799": "AS",
    "96910": "GU",
    "96913": "GU",
    "96929": "GU",
    "96931": "GU",
    "96950": "MP",
}
PROVINCES: Final = {
    "A": ("NL",),
    "B": ("NS",),
    "C": ("PE",),
    "E": ("NB",),
    "R": ("MB",),
    "S": ("SK",),
    "T": ("AB",),
    "V": ("BC",),
    "X": ("NT",),
    "Y": ("YT",),
    **dict.fromkeys("GHJ", ("QC",)),
    **dict.fromkeys("KLMNP", ("ON",)),
}


def states_of(code: str) -> tuple[str, ...]:
    """Return the states or provinces that a ZIP or postal code may be in; none if not known."""
    if code[:2].upper() == "X0":
        return ("NU",) if code[2:3].upper() in ("A", "B", "C") else ("NT",)
    if code[:1].isalpha():
        return PROVINCES.get(code[0].upper(), ())
    if code in OUTSIDE:
        return (OUTSIDE[code],)
    state = _by_prefix().get(code[:3])
    return () if state is None else (state,)


@lru_cache
def _by_prefix() -> dict[str, str]:
    words = RANGES.split()
    states: dict[str, str] = {}
    for span, state in zip(words[::2], words[1::2], strict=True):
        first, _, last = span.partition("-")
        states |= {f"{n:03}": state for n in range(int(first), int(last or first) + 1)}
    return states
