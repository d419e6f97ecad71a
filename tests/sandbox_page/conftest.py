"""The page of a sandbox in this process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import urlencode

import pytest

from flowroute_sandbox import Request, Response, Sandbox
from flowroute_sandbox.page.page import Page

OURS, THEIRS = "12065550100", "13125550199"
FORM = {"content-type": "application/x-www-form-urlencoded"}


class Visitor:
    """A browser on this machine, without JavaScript."""

    def __init__(self) -> None:
        self.sandbox = Sandbox(post=None)
        self.sandbox.seed_number(OURS)
        self.page = Page(self.sandbox)
        self.token = self.sandbox.access.token.value

    def get(self, path: str, **headers: str) -> Response:
        """The response to a GET."""
        path, _, query = path.partition("?")
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return self.page.respond(Request("GET", path, query, named, origin="http://localhost:8080"))

    def texts(self, path: str, tag: str, **headers: str) -> list[str]:
        """What is read in the elements of a page that begin with this tag."""
        html = self.get(path, **headers).body.decode()
        found = re.findall(rf"{re.escape(tag.rstrip('>'))}(?: [^>]*)?>(.*?)</", html, re.DOTALL)
        return [unescape(re.sub(r"<[^>]*>", "", text)).strip() for text in found]

    def post(self, name: str, fields: Mapping[str, str], *, local: bool = True) -> Response:
        """The response to the form of a lever."""
        body = urlencode(fields).encode()
        path = f"/_sandbox/page/levers/{name}"
        return self.page.respond(Request("POST", path, headers=FORM, body=body, local=local))

    def pull(self, name: str, **fields: str) -> Response:
        """The response to the form of a lever, with the token of the page."""
        return self.post(name, {"token": self.token, **fields})


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()
