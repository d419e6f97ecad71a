# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import Model
from .provisioning_task_attributes import ProvisioningTaskAttributes


@define(kw_only=True, repr=False)
class ProvisioningTask(Model):
    """A task that enables or disables messages."""

    type_: str
    """`message_provisioning_status`, or for several numbers `message_bulk_provisioning_status`."""
    id: str
    """The id of the task."""
    attributes: ProvisioningTaskAttributes
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"type", "id", "attributes"})

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            self.type_ = data["type"]
            self.id = data["id"]
            self.attributes = ProvisioningTaskAttributes.from_dict(data["attributes"])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {
            "type": self.type_,
            "id": self.id,
            "attributes": self.attributes.to_dict(),
        }
        data.update(self.additional_properties)
        return data
