"""The values of a test in the place of recorded ones: those of each record, and of each request.

An application that sends a recorded message again with another text gets another id, and finds
that text by that id.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from .._base.json_types import is_object
from .parameters import SHARED, Substitution, is_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .canonical import CanonicalRequest
    from .cassettes import Cassette
    from .matching import Shown
    from .recorded import RecordedInteraction

UNCHANGED: Final = Substitution({}, {})


class Bindings:
    """What stands for the recorded values of a cassette, as far as requests have shown it."""

    def __init__(self, cassette: Cassette, given: Mapping[str, str]) -> None:
        self._cassette = cassette
        self._parameters = cassette.parameters
        self._given = given
        self._latest: dict[str, str] = {}
        self._of_record: dict[str, dict[str, str]] = {}
        self._aliases: dict[str, dict[str, str]] = {}
        self._originals: dict[str, str] = {}

    @cached_property
    def _recorded_ids(self) -> frozenset[str]:
        return frozenset(map(_created, self._cassette.interactions))

    def original(self, sent: CanonicalRequest) -> tuple[CanonicalRequest, str]:
        """Return a request with recorded ids for those made here, and the id made, if any."""
        if not self._originals:
            return sent, ""
        made = next((part for part in sent.path if part in self._originals), "")
        if not made:
            return sent, ""
        path = tuple(self._originals.get(part, part) for part in sent.path)
        return dataclasses.replace(sent, path=path), made

    def another_id(self, interaction: RecordedInteraction, played: int) -> str:
        """Return a new id for a record that was created *played* times before; "" for none."""
        recorded = _created(interaction)
        if not recorded or not played:
            return ""
        before = self._given.get("id", recorded)
        is_parameter = self._parameters.get("id") == recorded
        original = before if is_parameter else recorded
        made = next(
            made
            for count in itertools.count(played)
            if (made := _another(original, count)) != before
            and made not in self._recorded_ids
            and made not in self._originals
        )
        self._originals[made] = original
        return made

    def substitution(
        self, interaction: RecordedInteraction, sent: CanonicalRequest, shown: Shown, made: str
    ) -> Substitution:
        """Keep what a request shows, and return what its response has for the recorded values.

        *made* is the id that was made for the record, if any.
        """
        values = shown.values
        if not (self._parameters or made or shown.aliases or self._aliases):
            return UNCHANGED
        self._latest |= values
        for before, by_key in shown.aliases.items():
            self._aliases.setdefault(before, {}).update(by_key)
        created = _created(interaction)
        if created and created == self._parameters.get("id"):
            created = self._given.get("id", created)
        of_record: dict[str, str] = {}
        for part in sent.path:
            of_record |= self._of_record.get(part, {})
        of_record |= values
        for record in (made or created, values.get("number")):
            if record:
                self._of_record[record] = self._of_record.get(record, {}) | of_record
        recorded = dict(self._parameters)
        now = {**recorded, **self._latest, **of_record, **self._given}
        self._add_aliases(recorded, now)
        if made:
            original = self._originals[made]
            name = "id" if self._given.get("id", recorded.get("id")) == original else "made_id"
            recorded.setdefault(name, original)
            now[name] = made
        return Substitution(recorded, now)

    def _add_aliases(self, recorded: dict[str, str], now: dict[str, str]) -> None:
        """Add names for the values that others than parameters were recorded for.

        One that stands for several has the names of their members, with `_` behind them.
        """
        named = {value: name for name, value in self._parameters.items()}
        for place, (before, by_key) in enumerate(self._aliases.items()):
            name = named.get(before, f"scrubbed{place}{'_id' if 'id' in by_key else ''}")
            if before not in named:
                values = set(by_key.values())
                recorded[name], now[name] = before, values.pop() if len(values) == 1 else before
            elif "id" in by_key and is_id(name) and name not in self._given:
                now[name] = by_key["id"]
            for key, after in by_key.items():
                if after != now[name] or SHARED.fullmatch(before):
                    of_member = f"{key}{'_' * (place + 2)}"
                    recorded[of_member], now[of_member] = before, after


def _created(interaction: RecordedInteraction) -> str:
    """Return the id that Flowroute chose for what an interaction created; "" for none."""
    request = interaction.request
    if request.method != "POST" or interaction.recorded.status >= 300:
        return ""
    document: Any = interaction.document
    data: Any = document.get("data") if is_object(document) else None
    created: Any = data.get("id") if is_object(data) else None
    return created if isinstance(created, str) and created and created not in request.uri else ""


def _another(value: str, played: int) -> str:
    """Return another id of the same form."""
    digits = re.search(r"[0-9a-f]*$", value)
    tail = digits[0] if digits else ""
    if not tail:
        return f"{value}-{played}"
    if tail.isdecimal() and len(tail) < 12:
        return f"{value[: -len(tail)]}{int(tail) + played:0{len(tail)}}"
    return f"{value[: -len(tail)]}{(int(tail, 16) + played) % 16 ** len(tail):0{len(tail)}x}"
