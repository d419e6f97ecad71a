"""A hundred seeded leaks, of fifty kinds, and the five places in which each of them is put."""

from __future__ import annotations

import json
from base64 import b64encode, urlsafe_b64encode
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pack.leaks import interaction

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_flowroute._base.layout import Interaction

NAMES = ("Zebulon Quackenbush", "Ottilie Brandvold", "Ignatius Featherstone", "Maren Østergård")
DIGITS = {"arabic": "٠١٢٣٤٥٦٧٨٩", "devanagari": "०१२३४५६७८९", "wide": "０１２３４５６７８９"}
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def phone(random: Random) -> str:
    """Ten digits of a number that may be in use."""
    return f"{random.choice((415, 303, 917))}{random.randint(220, 554)}{random.randint(1000, 9999)}"


def spelled(pattern: str) -> Callable[[Random], str]:
    """A number in this spelling, with # for each digit."""

    def make(random: Random) -> str:
        digits = iter(phone(random))
        return "".join(next(digits) if letter == "#" else letter for letter in pattern)

    return make


def in_script(name: str) -> Callable[[Random], str]:
    """A number in the digits of another script."""
    return lambda random: "".join(DIGITS[name][int(digit)] for digit in phone(random))


def _two_lines(random: Random) -> str:
    encoded = b64encode(f"call me at {phone(random)}, {random.choice(NAMES)}".encode()).decode()
    return f"{encoded[:20]}\n{encoded[20:]}"


def _card(random: Random) -> str:
    return f"BEGIN:VCARD\nVERSION:3.0\nFN:{random.choice(NAMES)}\nTEL:+1{phone(random)}\nEND:VCARD"


def _hex(random: Random, size: int) -> str:
    return f"{random.getrandbits(size * 4):0{size}x}"


KINDS: dict[str, Callable[[Random], str]] = {
    "number": phone,
    "number with country code": spelled("1##########"),
    "number with plus": spelled("+1##########"),
    "number in parentheses": spelled("(###) ###-####"),
    "number with dots": spelled("###.###.####"),
    "number with slashes": spelled("###/###/####"),
    "number with underscores": spelled("###_###_####"),
    "number with letters between": spelled("###x###x####"),
    "number with narrow spaces": spelled("###\u202f###\u202f####"),
    "number with zero-width joiners": spelled("###\u200d###\u200d####"),
    "number with typographic dashes": spelled("###–###–####"),
    "number without area code": spelled("###-####"),
    "number without its last digit": spelled("#########"),
    "number in pairs": spelled("## ## ## ## ##"),
    "number with colons": spelled("##:##:##:##:##"),
    "number as a decimal": spelled("#####.#####"),
    "number with an exponent": spelled("1.##########e10"),
    "number in Arabic digits": in_script("arabic"),
    "number in Devanagari": in_script("devanagari"),
    "number in wide digits": in_script("wide"),
    "number in words": lambda random: " ".join(WORDS[int(each)] for each in phone(random)),
    "number of the United Kingdom": lambda random: f"+4479{random.randint(10**7, 10**8)}",
    "number of Germany": lambda random: f"0049 30 {random.randint(10**6, 10**7)}",
    "number of Iceland": lambda random: f"+354 {random.randint(4000000, 8999999)}",
    "number as a URI": spelled("tel:+1-###-###-####"),
    "number, percent-encoded": lambda random: quote(quote(f"+1 {phone(random)}", safe=""), safe=""),
    "number in entities": lambda random: "".join(f"&#{ord(each)};" for each in phone(random)),
    "number in escapes": lambda random: "".join(f"\\u00{ord(each):x}" for each in phone(random)),
    "number in base64": lambda random: b64encode(phone(random).encode()).decode(),
    "number in base64 over two lines": _two_lines,
    "number in base64 for URLs": lambda random: urlsafe_b64encode(_card(random).encode()).decode(),
    "number in hexadecimal": lambda random: phone(random).encode().hex(),
    "number in JSON in JSON": lambda random: json.dumps({"a": json.dumps({"b": phone(random)})}),
    "vCard": _card,
    "name": lambda random: random.choice(NAMES),
    "name in capitals": lambda random: random.choice(NAMES).upper(),
    "name of a file": lambda random: f"{random.choice(NAMES).replace(' ', '-')}-passport.pdf",
    "email address": lambda random: f"{random.choice(NAMES).split()[0]}@acme{phone(random)}.test",
    "address": lambda random: f"{random.randint(10, 9999)} Larch Hollow Rd, Walla Walla 99362",
    "IPv4 address": lambda random: f"24.{random.randint(1, 250)}.{random.randint(1, 250)}.40",
    "IPv6 address": lambda random: f"2607:f8b0:{_hex(random, 4)}::{_hex(random, 4)}",
    "token": lambda random: f"sk_live_{_hex(random, 24)}",
    "bearer token": lambda random: f"Bearer {_hex(random, 40)}",
    "setting in capitals": lambda random: f"API_KEY={_hex(random, 16).upper()}",
    "cookie": lambda random: f"sessionid={_hex(random, 32)}; Path=/; HttpOnly",
    "UUID": lambda random: (
        f"{_hex(random, 8)}-{_hex(random, 4)}-4{_hex(random, 3)}-a{_hex(random, 3)}"
        f"-{_hex(random, 12)}"
    ),
    "card number": lambda random: f"4{random.randint(10**14, 10**15 - 1)}",
    "Social Security number": lambda random: (
        f"{random.randint(100, 899)}-45-{random.randint(1000, 9999)}"
    ),
    "position": lambda random: f"47.{random.randint(1000, 9999)},-122.{random.randint(1000, 9999)}",
    "address of a phone": lambda random: (
        f"sip:{random.choice(NAMES).split()[0]}@pbx{phone(random)}.test"
    ),
    "URL with a password": lambda random: (
        f"https://me:{_hex(random, 8)}@hooks.test/{phone(random)}"
    ),
    "date of birth": lambda random: f"19{random.randint(50, 99)}-07-1{random.randint(0, 9)}",
}


def leaks() -> list[tuple[str, str]]:
    """The kind and the text of each leak; the same ones in each run."""
    random = Random(14)
    return [(kind, make(random)) for make_again in range(2) for kind, make in KINDS.items()]


def places(leak: str) -> dict[str, Interaction]:
    """An interaction for each place, with the leak in it; two places where there are two ways."""
    error = {"errors": [{"status": 422, "detail": f"Refused because of {leak}."}]}
    known: Any = {"data": {"type": "number", "id": "0", "attributes": {"note": leak, leak: 1}}}
    header = interaction({}, {"data": []})
    return {
        "request": interaction({"body": leak, "extra": {leak: [leak]}}),
        "response": interaction(None, known, method="GET", path="/v2/numbers/0", status=200),
        "header": replace(
            header, response_headers={**header.response_headers, "x-customer": [leak]}
        ),
        "url": interaction(
            method="GET",
            path=f"/v2/numbers/{quote(leak, safe='')}?label={quote(leak)}&{quote(leak)}=1",
            status=200,
        ),
        "error": interaction({}, error, status=422),
    }
