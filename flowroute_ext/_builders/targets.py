"""Targets of routes: hosts, phone numbers and SIP URIs, with their options."""

from __future__ import annotations

import re
from typing import Final, TypeVar

from .._base.phone import phone_number
from .._base.problems import Problems, shown
from .._base.reading.characters import strange

T = TypeVar("T")

PLACE = re.compile(r"(\[[^][]*\]|[^:\[\]]+)(?::([0-9]{1,5}))?")
LABEL = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)")
# RFC 3261, section 25.1: the user of a SIP URI, without a password.
SIP_USER = re.compile(r"(sips?):((?:[A-Za-z0-9\-_.!~*'()&=+$,;?/]|%[0-9A-F]{2})+)@", re.IGNORECASE)

LONGEST: Final = 1000  # characters; a host name has 253 at most
LARGEST: Final = 10**LONGEST
TRANSPORTS: Final = ("tcp", "udp", "tls")
# Documented are transport for URIs, transport=tls for hosts, and weight for any value. That
# hosts take tcp and udp as well is assumed, and that IPv6 addresses are accepted.
OPTIONS: Final = {
    "host": ("transport", "weight"),
    "number": ("weight",),
    "uri": ("transport", "weight"),
}
RULES: Final = {
    "host": "must be an IP address or a host name, with a port or without",
    "number": "must be the phone number that calls go to",
    "uri": "must be sip: or sips:, a user, @, and a host, with a port or without",
}


def checked_target(route_type: str, value: object) -> str:
    """Return *value* in Flowroute's form; raise `InvalidValue` with all its problems.

    The forms are those of developer.flowroute.com, Create an Inbound Route:
    ``host[:port]``, eleven digits, ``sip:user@host[:port]``. A host without a port is looked
    up by its SRV records. After them come ``;transport=tls`` and ``;weight=10``.
    """
    problems = Problems("route")
    if not isinstance(value, str) or not value.strip():
        problems.add("value", shown(value), rule=RULES[route_type], cure="give it as text")
        problems.raise_if_any()
    if len(str(value)) > LONGEST:
        got, cure = f"{len(str(value)):,} characters", f"give at most {LONGEST:,} characters"
        problems.add("value", got, rule=RULES[route_type], cure=cure)
        problems.raise_if_any()
    # The user of a SIP URI may have a semicolon in it, so options begin after the @.
    user, at, rest = str(value).strip().rpartition("@")
    target, *options = (part.strip() for part in rest.split(";"))
    if route_type == "number":
        target = problems.attempt(phone_number, "", user + at + target, field="value")
    elif route_type == "host":
        target = _place(user + at + target, "host", problems)
    else:
        target = _sip_user(user + at, problems) + _place(target, "uri", problems)
    checked = _options(options, OPTIONS[route_type], problems)
    problems.raise_if_any()
    return "".join([target, *(f";{name}={checked[name]}" for name in sorted(checked))])


def with_options(value: T, transport: str | None, weight: int | None) -> T | str:
    """Return *value* with the given options appended, unchecked."""
    options = {"transport": transport, "weight": weight}
    suffixes = [
        f";{name}={_spelled(option)}" for name, option in options.items() if option is not None
    ]
    return value + "".join(suffixes) if isinstance(value, str) else value


def _spelled(option: object) -> object:
    """Return *option* as it is written; one that is too large for that is refused later."""
    return "one too large" if isinstance(option, int) and abs(option) > LARGEST else option


def _sip_user(text: str, problems: Problems) -> str:
    """Return the scheme and the user, before the @; a password is never shown."""
    if match := SIP_USER.fullmatch(text):
        return f"{match[1].lower()}:{match[2]}@"
    if not text:
        got, cure = "no user and no @", "write it like 'sip:pbx@example.com'"
    elif not text.lower().startswith(("sip:", "sips:")):
        got, cure = "another beginning", "begin it with sip: or sips:"
    elif ":" in text.partition(":")[2]:
        got, cure = "a password too", "leave out the password and the colon before it"
    else:
        got, cure = "something else for a user", "percent-encode what is not a letter or a digit"
    problems.add("value", got, rule=RULES["uri"], cure=cure)
    return ""


def _place(text: str, route_type: str, problems: Problems) -> str:
    """Return the host, and the port if there is one."""
    match = PLACE.fullmatch(text)
    cure = "write it like 'sip.example.com' or '192.0.2.1:5060'"
    if match and _is_host(match[1]):
        if match[2] is None:
            return match[1]
        if 1 <= int(match[2]) <= 65535:
            return f"{match[1]}:{int(match[2])}"
        cure = "give a port from 1 to 65535, or none"
    elif "@" in text or "/" in text:
        cure = "give the host alone; Route.uri() is for sip: URIs"
    elif text.count(":") > 1:
        cure = "put brackets around an IPv6 address: '[2001:db8::1]:5060'"
    elif unwanted := strange(text):
        cure = f"leave out {unwanted}"
    elif not text.isascii():
        cure = "write the host name in ASCII, as it begins with xn--"
    got = shown("…@" + text.rpartition("@")[2]) if "@" in text else shown(text)
    problems.add("value", got, rule=RULES[route_type], cure=cure)
    return ""


def _is_host(text: str) -> bool:
    """Return whether *text* is an IPv4 address, a bracketed IPv6 one, or a host name (RFC 1123)."""
    import ipaddress

    try:
        if text.startswith("["):
            return bool(ipaddress.IPv6Address(text[1:-1]))
        labels = text.removesuffix(".").split(".")
        if labels[-1].isdecimal():
            return bool(ipaddress.IPv4Address(text))
    except ValueError:
        return False
    return len(text) <= 253 and all(LABEL.fullmatch(label) for label in labels)


def _options(options: list[str], allowed: tuple[str, ...], problems: Problems) -> dict[str, str]:
    """Return the options by name, each known, valid and given once."""
    checked: dict[str, str] = {}
    for option in options:
        name, _, text = (part.strip().lower() for part in option.partition("="))
        if name not in allowed:
            only = " and ".join(f";{word}=" for word in allowed)
            rule, cure = f"must have no option but {only}", "leave out the others"
            problems.add("value", shown(f";{option}"), rule=rule, cure=cure)
        elif name in checked:
            rule = "must be given once"
            problems.add(name, "two of them", rule=rule, cure="give it in one place only")
        elif name == "transport" and text not in TRANSPORTS:
            rule, cure = "must be tcp, udp or tls", "give one of these, or none"
            problems.add(name, shown(text), rule=rule, cure=cure)
        elif name == "weight" and not (text.isascii() and text.isdecimal()):
            rule, cure = "must be a whole number", "give one like 10, or none"
            problems.add(name, shown(text), rule=rule, cure=cure)
        checked.setdefault(name, text)
    return checked
