"""The words of a street: its types, its directions, and what is within a building.

Sources: USPS Publication 28, Appendices B, C1 and C2; Canada Post, Addressing Guidelines.
"""

from __future__ import annotations

from typing import Final


def words(text: str) -> frozenset[str]:
    """Return the words of *text*."""
    return frozenset(text.split())


STREET_TYPES: Final = words(
    "aly alley ave av aven avenue blvd boulevard bnd bend bch beach br branch brg bridge brk "
    "brook byp bypass cir circle cl close clb club cmn common cmns commons cor corner ct court "
    "cts courts cv cove cres crescent crk creek crst crest xing crossing crossroad dr drive dv "
    "est estate estates ests expy expressway ext extension fwy freeway gdn garden gdns gardens "
    "gln glen grn green grv grove gate hbr harbor harbour hts heights holw hollow hl hill hls "
    "hills is island jct junction knl knoll knls knolls lk lake landing lndg ln lane loop lp "
    "manor mnr mdw meadow mdws meadows mews mill ml mtn mountain oval orch orchard park pkwy "
    "parkway pass path pike pl place pln plain plz plaza pt point pts points prom promenade pvt "
    "private quay ramp rdg ridge rd road rds rise rte route row run shr shore skwy skyway spg "
    "spring spgs springs sq square sta station st street sts streets ter terr terrace tpke "
    "turnpike trce trace trk track trl trail tunl tunnel vly valley view vw villas village vlg "
    "vis vista walk wall way wharf wy"
)
"""What the name of a street ends with, and no city begins with as a rule."""

PLAIN_TYPES: Final = words(
    "st street ave av avenue rd road blvd boulevard dr drive ln lane way hwy highway pkwy parkway"
)
"""Those of them after which another one may be the name of a building."""

NO_CITY_ENDS: Final = (PLAIN_TYPES - {"way"}) | words("ct court cir circle ter terrace")
"""Those of them that no city ends with: Federal Way is one."""

IN_CITIES: Final = words(
    "beach bridge brook creek garden glen green grove harbor island lake mill mountain orchard "
    "park plain point ridge spring square valley village vista walnut hill forest meadow st mount "
    "park"
)
"""Those of them that cities begin with, before another word: Park City, Lake Forest, St Louis."""

LEADING_TYPES: Final = words(
    "rue avenue boulevard boul chemin ch place rang route montée montee côte cote allée allee "
    "impasse autoroute quai terrasse croissant promenade ruelle cours square"
)
"""What the name of a street begins with in French."""

BEFORE_NAMES: Final = words("de du des la le les of the")
"""What may be between such a type and the name of the street."""

DIRECTIONS: Final = words(
    "n s e w ne nw se sw north south east west northeast northwest southeast southwest o no so "
    "est ouest nord sud nord-est nord-ouest sud-est sud-ouest"
)
SHORT_DIRECTIONS: Final = words("n s e w ne nw se sw no so o")

NUMBERED: Final = words("highway hwy route rte rt us sr cr fm rm i interstate autoroute loop")
"""A number after one of these is the name of a road."""
NUMBERED_ROADS: Final = words("county state township farm ranch forest range")
"""So it is after one of these and ``Road``."""

UNITS: Final = {
    "apartment": "Apartment",
    "apt": "Apartment",
    "appartement": "Apartment",
    "app": "Apartment",
    "bldg": "Building",
    "building": "Building",
    "bureau": "Office",
    "fl": "Floor",
    "flr": "Floor",
    "floor": "Floor",
    "rm": "Room",
    "room": "Room",
    "spc": "Space",
    "ste": "Suite",
    "suite": "Suite",
    "trlr": "Trailer",
    "trailer": "Trailer",
    "unit": "Unit",
    "unité": "Unit",
    "lot": "Lot",
    "office": "Office",
    "ofc": "Office",
    "penthouse": "Penthouse",
    "ph": "Penthouse",
}
"""A unit that has a number after it. What is a code of Flowroute alone, as ``S``, is no word."""
IN_STREETS: Final = words("apartment apt appartement app bldg ste suite unit unité rm")
"""Those of them that are in no name of a street, and so may follow one without a comma."""
UNCLEAR_UNITS: Final = words(
    "# no. # num number basement bsmt dept department frnt front hngr hanger hangar key lbby "
    "lobby lowr lower pier rear side slip stop uppr upper mezzanine attic wing tower pmb"
)
"""What is a unit, or none, or one without a number."""

ROUTES: Final = words("route rte rt")
MAIL_ROUTES: Final = words("rural star contract")
"""Where mail goes, before one of those: Rural Route 2."""

MAIL_ONLY: Final = words("pobox box rr hc psc cmr drawer")
"""Where mail goes, and no help."""
JOINING: Final = words("and at corner near behind opposite between et c/o co attn attention")
NO_CITIES: Final = words(
    "county cnty parish campus mall hospital inc llc ltd corp company downtown uptown midtown "
    "greater metro near at behind opposite between c/o attn"
)
"""What is in the name of no city, and in that of another place."""
