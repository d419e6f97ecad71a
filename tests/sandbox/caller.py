"""What the tests speak to a sandbox with."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flowroute_sandbox.http.messages import Request, Response
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY, Sandbox

AUTHORIZATION = "Basic " + b64encode(f"{ACCESS_KEY}:{SECRET_KEY}".encode()).decode()
JSON_API = "application/vnd.api+json"
ID = "<uuid>"


@dataclass
class Caller:
    """A client that may send anything, and keeps what came back last."""

    sandbox: Sandbox
    last: Response = field(init=False)

    def send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        media_type: str | None = JSON_API,
        **query: Any,
    ) -> tuple[int, Any]:
        """Status and document of the answer; bodies are sent as they are."""
        headers = {"authorization": AUTHORIZATION}
        if media_type is not None:
            headers["content-type"] = media_type
        path, _, in_path = path.partition("?")
        text = in_path or urlencode(query)
        self.last = self.sandbox.handle(Request(method, path, text, headers, body))
        assert ("content-type" in self.last.headers) == bool(self.last.body)
        media_type = self.last.headers.get("content-type", "")
        if media_type == "application/xml":
            return self.last.status, self.last.body.decode()
        return self.last.status, json.loads(self.last.body) if "json" in media_type else None

    def get(self, path: str, **query: Any) -> tuple[int, Any]:
        return self.send("GET", path, **query)

    def delete(self, path: str) -> tuple[int, Any]:
        return self.send("DELETE", path)

    def post(self, path: str, document: Any = None, **query: Any) -> tuple[int, Any]:
        return self._with("POST", path, document, **query)

    def put(self, path: str, document: Any = None) -> tuple[int, Any]:
        return self._with("PUT", path, document)

    def patch(self, path: str, document: Any = None) -> tuple[int, Any]:
        return self._with("PATCH", path, document)

    def error(self, method: str, path: str, document: Any = None, **query: Any) -> Any:
        """The one error of the answer, its id replaced by a word where it is a UUID."""
        status, answer = self._with(method, path, document, **query)
        return only_error(status, answer)

    def _with(self, method: str, path: str, document: Any, **query: Any) -> tuple[int, Any]:
        body = b"" if document is None else json.dumps(document).encode()
        return self.send(method, path, body, **query)


def only_error(status: int, answer: Any) -> Any:
    """The one error of an error document that keeps the envelope's rules."""
    (error,) = answer["errors"]
    assert set(answer) == {"errors"}
    assert error["status"] == status
    if "id" in error:
        assert UUID(error["id"]).version == 4
        error["id"] = ID
    return error


def invalid(**fields: Any) -> Any:
    """The 422 for fields of a body that was a flat object, or of a query."""
    return {"detail": fields, "id": ID, "status": 422}


def invalid_attributes(**fields: Any) -> Any:
    """The 422 for attributes of a JSON API body."""
    return invalid(data={"attributes": fields})
