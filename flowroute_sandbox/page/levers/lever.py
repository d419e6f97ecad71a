"""One lever: a request of the control API, and the form that makes it."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flowroute_sandbox.http.messages import Request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flowroute_sandbox.http.uploads import Upload


@dataclass(frozen=True, slots=True)
class LeverField:
    """A field of a lever's form.

    `kind` decides how it is written and sent: text, long, number, urls (a list, one in a line), or
    a choice that a view fills in: numbers, messages, cnams, faults or operations. `argument` is the
    name of the method's argument, "" for one without a name.
    """

    name: str
    label: str
    kind: str = "text"
    default: str = ""
    required: bool = True
    hint: str = ""
    argument: str | None = None

    def value(self, text: str) -> Any:
        """Return what is sent for the text in the field, None for a field left empty."""
        if self.kind == "urls":
            return text.split()
        if self.kind == "number":
            return _number(text)
        # A field of one line is as its reader sees it, without the blanks around it.
        return text if self.kind == "long" else text.strip()


@dataclass(frozen=True, slots=True)
class Lever:
    """A request of the control API: `path` is after /_sandbox/, and may have fields in braces.

    `call` is the method of `Sandbox` that does the same.
    """

    name: str
    title: str
    about: str
    button: str
    path: str
    call: str
    fields: tuple[LeverField, ...] = ()
    method: str = "POST"
    needs: str = ""  # what is said where the form names nothing that `path` is of
    destructive: bool = False

    def values(self, form: Mapping[str, str]) -> dict[str, str]:
        """Return the text of each field, by default the field's own."""
        return {field.name: form.get(field.name, field.default) for field in self.fields}

    def sent(self, form: Mapping[str, str]) -> dict[str, Any]:
        """Return the JSON object that is sent; an optional field left empty is not in it."""
        texts = self.values(form)
        return {
            field.name: field.value(texts[field.name])
            for field in self.fields
            if not self.in_path(field) and (field.required or texts[field.name].strip())
        }

    def target(self, form: Mapping[str, str]) -> str:
        """Return the path of the request."""
        texts = self.values(form)
        named = {
            field.name: quote(texts[field.name].strip(), safe="") or "-"
            for field in self.fields
            if self.in_path(field)
        }
        return f"/_sandbox/{self.path.format_map(named)}"

    def lacks(self, form: Mapping[str, str]) -> bool:
        """Return whether the form does not say what this is done to, as with nothing to choose."""
        texts = self.values(form)
        return any(self.in_path(field) and not texts[field.name].strip() for field in self.fields)

    def in_path(self, field: LeverField) -> bool:
        """Return whether a field is part of the path."""
        return f"{{{field.name}}}" in self.path

    def request(
        self,
        form: Mapping[str, str],
        authorization: str,
        origin: str,
        files: Sequence[Upload] = (),
    ) -> Request:
        """Return the request that this lever makes with the texts and files of a form."""
        sent = self.sent(form)
        if files:
            sent["files"] = [
                {"name": file.name, "data": b64encode(file.data).decode()} for file in files
            ]
        return Request(
            self.method,
            self.target(form),
            headers={"authorization": authorization, "content-type": "application/json"},
            body=json.dumps(sent).encode() if sent else b"",
            origin=origin,
        )


def _number(text: str) -> object:
    """Return the number in a text; what is none is sent as it is, and refused with a reason."""
    text = text.strip()
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text) if isfinite(float(text)) else text
    except ValueError:
        return text
