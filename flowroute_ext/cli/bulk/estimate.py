"""An estimate of sending messages: segments, cost and time."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import attrs

from flowroute_ext._text.segments import segments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flowroute_ext._builders.messages import Message
    from flowroute_ext._text.ascii import NonAscii

# Of the messages in Flowroute's documentation (developer.flowroute.com: Look Up a Message Detail
# Record). What an account pays is in its contract, and depends on the kind of number.
SAMPLE_SEGMENT: Final = Decimal("0.0040")
SAMPLE_MMS: Final = Decimal("0.0095")


@attrs.frozen
class Prices:
    """US dollars for a segment of SMS, and for an MMS."""

    segment: Decimal = SAMPLE_SEGMENT
    mms: Decimal = SAMPLE_MMS


@attrs.frozen(kw_only=True)
class Estimate:
    """How many messages there are, and how many segments the texts among them have.

    `ascii_segments` is how many there would be if every text that can be ASCII was. `expensive`
    holds the characters that are not ASCII, each with the number of texts that it is in, the
    most frequent first, and `expensive_texts` says how many texts have any.
    """

    sms: int
    mms: int
    segments: int
    ascii_segments: int
    expensive: tuple[tuple[NonAscii, int], ...]
    expensive_texts: int

    @classmethod
    def of(cls, messages: Iterable[Message]) -> Estimate:
        """Return the estimate for *messages*."""
        sms = mms = billed = plain = texts = 0
        by_character: dict[str, tuple[NonAscii, int]] = {}
        for message in messages:
            if message.kind == "mms":
                mms += 1
                continue
            counted = segments(message.body or "")
            sms += 1
            billed += counted.billed
            suggestion = counted.suggestion
            texts += suggestion is not None
            if suggestion and not suggestion.stays:
                plain += min(counted.billed, suggestion.segments.billed)
            else:
                plain += counted.billed
            for character in counted.non_ascii:
                first, times = by_character.get(character.character, (character, 0))
                by_character[character.character] = first, times + 1
        return cls(
            sms=sms,
            mms=mms,
            segments=billed,
            ascii_segments=plain,
            expensive=tuple(sorted(by_character.values(), key=lambda pair: -pair[1])),
            expensive_texts=texts,
        )

    @property
    def total(self) -> int:
        """How many messages."""
        return self.sms + self.mms

    def cost(self, prices: Prices) -> Decimal:
        """Return what it costs, in US dollars."""
        return self.segments * prices.segment + self.mms * prices.mms

    def seconds(self, *, sms: float, mms: float) -> float:
        """Return how long it takes at so many *sms* and *mms* a second, which go side by side."""
        return max(self.sms / sms, self.mms / mms)
