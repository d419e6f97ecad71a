"""Tasks that turn messages on or off for numbers, as calls return them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from .._base.masking import all_masked, text_masked
from .._base.plain.value import Value
from .reading import UNREAD, digits, identity

if TYPE_CHECKING:
    from flowroute_api import models

# What a status of one number says. No page lists the words: those of exports of call records,
# which the same service documents, and of the lists of a task of several numbers.
GOING_ON = frozenset({"pending", "queued", "submitted", "processing", "in progress"})
DONE = frozenset({"completed", "complete", "successful", "success"})
FAILED = frozenset({"failed", "failure", "error"})


@attrs.frozen(slots=False)
class ProvisioningTask(Value):
    """A task that turns messages on or off for one number or several.

    `successful`, `processing` and `failed` are its numbers by how it goes with them; one number is
    in none of them while its `status` is a word that is not known. `message` is Flowroute's.
    """

    id: str
    status: str | None
    successful: tuple[str, ...] = attrs.field(repr=all_masked)
    processing: tuple[str, ...] = attrs.field(repr=all_masked)
    failed: tuple[str, ...] = attrs.field(repr=all_masked)
    message: str | None = attrs.field(repr=text_masked)
    raw: models.ProvisioningTask = attrs.field(default=UNREAD, repr=False, eq=False)

    _on_access: ClassVar = ("is_final",)

    @property
    def is_final(self) -> bool | None:
        """Whether nothing changes any more; None where the response does not tell."""
        if self.processing:
            return False
        if self.successful or self.failed:
            return True
        return _meaning(self.status)

    @classmethod
    def from_document(cls, document: models.ProvisioningTaskDocument) -> ProvisioningTask:
        """Return the value of a document with one task."""
        resource = document.data
        attributes: Any = resource.attributes
        status = attributes.status or None
        lists = attributes.numbers
        if lists:
            successful, processing, failed = (
                tuple(digits(number) for number in listed or ())
                for listed in (lists.successful, lists.processing, lists.failed)
            )
        else:
            number = digits(attributes.tn or "")
            word = _word(status)
            successful, processing, failed = (
                (number,) if number and word in words else () for words in (DONE, GOING_ON, FAILED)
            )
        return cls(
            id=identity(resource.id),
            status=status,
            successful=successful,
            processing=processing,
            failed=failed,
            message=attributes.message or None,
            raw=resource,
        )


def _word(status: str | None) -> str:
    return (status or "").strip().lower().replace("_", " ")


def _meaning(status: str | None) -> bool | None:
    """Return whether a status is a last one; None where it is not known."""
    word = _word(status)
    if word in GOING_ON:
        return False
    return True if word in DONE | FAILED else None
