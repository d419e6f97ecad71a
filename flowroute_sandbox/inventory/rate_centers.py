"""The area codes of the sandbox's inventory, with their states and rate centers.

One line per area code: state or province, area code, rate centers. The pairs are those of the
North American Numbering Plan; rate-center names are lower case and at most ten characters, the
form Flowroute shows them in ("oradell", "nwyrcyzn01"; developer.flowroute.com: Search for
Purchasable Phone Numbers). Only a sample of each area code's rate centers is listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TABLE = """
wa 206 seattle, vashon
wa 253 tacoma, auburn, kent, puyallup, sumner, gig harbor
wa 360 olympia, vancouver, bellingham, bremerton, aberdeen, centralia, longview
wa 425 bellevue, everett, kirkland, renton, issaquah, bothell
wa 509 spokane, yakima, wenatchee, pullman, ellensburg, kennewick
or 458 eugene, bend, medford
or 503 portland, salem, beaverton, hillsboro, newberg, astoria, tillamook
or 541 eugene, bend, medford, corvallis, ashland, roseburg
or 971 portland, salem, beaverton
ca 209 stockton, modesto, merced, tracy, lodi, manteca
ca 213 lsan da 01
ca 310 inglewood, hawthorne, malibu, san pedro
ca 408 snjs west, snjs north, snjs south, los gatos, saratoga, gilroy
ca 415 snfc cntrl, sausalito, san rafael, novato, belvedere
ca 510 okld mn-pd, hayward, richmond
ca 530 redding, chico, davis, truckee, auburn
ca 559 fresno, visalia, clovis, hanford, madera
ca 619 sndg sndg, la mesa, el cajon, coronado
ca 626 pasadena, arcadia, alhambra, covina, monrovia, el monte
ca 650 millbrae, palo alto, san mateo, los altos
ca 661 bakersfld, lancaster, palmdale
ca 707 santa rosa, napa, petaluma, eureka, vallejo, ukiah
ca 714 anaheim, santa ana, brea, fullerton
ca 760 oceanside, escondido, vista, barstow, bishop
ca 805 ventura, oxnard, lompoc, ojai, moorpark
ca 818 burbank, glendale, van nuys, northridge, reseda
ca 831 salinas, santa cruz, monterey, hollister, carmel
ca 909 ontario, pomona, upland, redlands, chino
ca 916 scrm main, folsom, roseville, rio linda
ca 925 concord, danville, livermore, pleasanton, antioch
ca 949 irvine
ca 951 riverside, corona, hemet, perris
ny 212 nwyrcyzn01
ny 315 syracuse, utica, watertown, oswego, rome, auburn
ny 332 nwyrcyzn01
ny 347 nwyrcyzn02, nwyrcyzn03, nwyrcyzn04
ny 516 hempstead, freeport, hicksville, long beach, mineola, great neck
ny 518 albany, troy, cohoes
ny 585 rochester, batavia, victor
ny 607 ithaca, elmira, binghamton, corning, oneonta, cortland
ny 631 huntington, babylon, riverhead, smithtown, patchogue, southold
ny 646 nwyrcyzn01
ny 716 buffalo, jamestown, lockport, olean
ny 718 nwyrcyzn02, nwyrcyzn03, nwyrcyzn04
ny 845 kingston, newburgh, nyack, middletown, monticello
ny 914 yonkers, peekskill, rye, scarsdale
ny 917 nwyrcyzn01
nj 201 oradell, hackensack, jerseycity, englewood, rutherford
nj 551 hackensack, jerseycity, englewood
nj 609 trenton, princeton, hightstown
nj 732 toms river, red bank, rahway, metuchen, freehold, lakewood
nj 848 toms river, red bank, freehold
nj 856 camden, vineland, millville, bridgeton, moorestown
nj 862 newark, paterson, morristown
nj 908 elizabeth, plainfield, somerville, summit, westfield
nj 973 newark, paterson, passaic, morristown, montclair, nutley
tx 210 sanantonio
tx 214 dallas
tx 254 waco, temple, killeen
tx 281 houston, katy, humble
tx 325 abilene, san angelo
tx 361 victoria, kingsville, alice
tx 409 beaumont, galveston
tx 432 midland, odessa, alpine, pecos
tx 469 dallas, plano, irving
tx 512 austin, round rock, georgetown, san marcos
tx 713 houston
tx 806 amarillo, lubbock, plainview
tx 817 fort worth, arlington
tx 830 kerrville, uvalde, del rio, seguin
tx 832 houston
tx 903 tyler, longview, texarkana, sherman
tx 915 el paso
tx 936 conroe, huntsville, lufkin
tx 940 denton
tx 956 laredo, mcallen, harlingen, edinburg
tx 972 plano, irving, garland, mesquite, richardson
il 217 decatur, danville, quincy
il 309 peoria, moline, galesburg, pekin
il 312 chicago
il 618 belleville, carbondale, alton, centralia
il 630 naperville, aurora, wheaton, lombard, batavia
il 708 oak park, oak lawn, harvey
il 773 chicago
il 815 rockford, joliet, kankakee, ottawa
il 847 evanston, skokie, elgin, waukegan, palatine
co 303 denver, boulder
co 719 pueblo, coloradspg
co 720 denver, boulder
co 970 greeley, durango, aspen, vail, loveland
fl 239 naples, fort myers, cape coral
fl 305 miami, key west, homestead
fl 321 cocoa, melbourne, titusville
fl 352 ocala, leesburg
fl 386 deland, lake city
fl 407 orlando, kissimmee, sanford
fl 561 boca raton, wpalmbeach
fl 727 clearwater
fl 772 stuart, vero beach
fl 786 miami
fl 813 tampa, plant city
fl 850 pensacola, panamacity
fl 863 lakeland, sebring
fl 904 jacksonvl
fl 941 sarasota, bradenton, venice
fl 954 hollywood
ga 229 albany, valdosta, tifton
ga 404 atlanta
ga 470 atlanta
ga 478 macon, dublin
ga 678 atlanta
ga 706 athens, augusta, columbus, rome, dalton, lagrange
ga 770 marietta, griffin, newnan, conyers, covington
ga 912 savannah, brunswick, statesboro, waycross
on 416 toronto
on 519 london, windsor, kitchener, guelph
on 613 ottawa, kingston, belleville, cornwall
on 647 toronto
on 705 sudbury, barrie
on 807 thunderbay
on 905 hamilton, oshawa, brampton, oakville, burlington
bc 236 vancouver, victoria, kelowna
bc 250 victoria, kelowna, kamloops, nanaimo
bc 604 vancouver, richmond, abbotsford
bc 778 vancouver, victoria, kelowna
"""

CANADIAN_PROVINCES = frozenset({"bc", "on"})

TOLL_FREE_AREA_CODES = ("800", "833", "844", "855", "866", "877", "888")


def rate_centers() -> dict[str, tuple[str, Sequence[str]]]:
    """Return each geographic area code with its state or province and its rate centers."""
    table: dict[str, tuple[str, Sequence[str]]] = {}
    for line in _TABLE.split("\n"):
        if line:
            state, area_code, names = line.split(" ", 2)
            table[area_code] = (state, names.split(", "))
    return table
