"""Addresses, headers, forms and files of the page."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from base64 import b64encode
from html import escape

import pytest
from sandbox_page.conftest import OURS, THEIRS, Visitor

from flowroute_sandbox import ACCESS_KEY, SECRET_KEY, Request
from flowroute_sandbox.page.levers.catalog import LEVERS
from flowroute_sandbox.page.rendering import POLICY

VIEWS = ("/", "/_sandbox/page/levers", "/_sandbox/page/account", "/_sandbox/page/traffic")
STATIC = ("tokens.css", "frame.css", "phones.css", "panels.css", "icon.svg", "page.js", "live.js")


@pytest.mark.parametrize("path", [*VIEWS, "/_sandbox/page"])
def test_headers(visitor: Visitor, path: str) -> None:
    """Each view has a strict policy, is not kept, and gives the cookie with which scripts read."""
    response = visitor.get(path)

    assert response.status == 200
    assert response.headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "*" not in POLICY
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["set-cookie"].endswith("HttpOnly; SameSite=Strict")
    html = response.body.decode()
    assert "style=" not in html
    assert "onclick" not in html
    assert "<script>" not in html


def test_files(visitor: Visitor) -> None:
    """Style sheets and modules are sent once, and are the only files there are."""
    for name in STATIC:
        path = f"/_sandbox/page/static/{name}"
        response = visitor.get(path)
        assert response.status == 200
        again = visitor.get(path, if_none_match=response.headers["etag"])
        assert (again.status, again.body) == (304, b"")
    for name in ("..%2Fpage.py", "page.py", "nothing.css", "..", "%2e%2e%2frendering.py"):
        assert visitor.get(f"/_sandbox/page/static/{name}").status == 404


def test_the_token(visitor: Visitor) -> None:
    """A form without the token of this process is refused, and nothing is changed."""
    for token in ({}, {"token": ""}, {"token": "x" * 43}, {"token": "\udcff"}):
        fields = {name: text.encode("utf-8", "replace").decode() for name, text in token.items()}
        assert visitor.post("reset", fields).status == 403
    assert visitor.pull("reset", token="no").status == 403
    assert OURS in visitor.sandbox.account.numbers


def test_other_machines(visitor: Visitor) -> None:
    """A browser on another machine is asked for the keys, on every path of the page."""
    keys = b64encode(f"{ACCESS_KEY}:{SECRET_KEY}".encode()).decode()
    for path in (*VIEWS, "/_sandbox/page/static/page.js"):
        refused = visitor.page.respond(Request("GET", path, local=False))
        assert refused.status == 401
        assert refused.headers["www-authenticate"] == 'Basic realm="flowroute"'
        assert visitor.token not in refused.body.decode()
        headers = {"authorization": f"Basic {keys}"}
        assert (
            visitor.page.respond(Request("GET", path, headers=headers, local=False)).status == 200
        )
    fields = {"token": visitor.token}
    assert visitor.post("reset", fields, local=False).status == 401


@pytest.mark.parametrize(
    "back",
    ["https://evil.example/", "//evil.example", "/v2/numbers", "javascript:alert(1)", "//[", ""],
)
def test_where_a_form_leads(visitor: Visitor, back: str) -> None:
    """A form leads back to a view of the page, and nowhere else."""
    response = visitor.pull("advance", seconds="1", back=back)

    assert response.status == 303
    assert response.headers["location"] == "/_sandbox/page/levers?done=advance"


def test_a_message(visitor: Visitor) -> None:
    """A form that begins a conversation leads to it."""
    sent = {"from": f"+{THEIRS}", "to": OURS, "body": "Hello\r\nyou", "back": "conversation"}
    location = visitor.pull("receive", **sent).headers["location"]

    assert location == f"/_sandbox/page/conversations/{OURS}/{THEIRS}"
    assert visitor.texts(location, '<p class="text"') == ["Hello\nyou"]


@pytest.mark.parametrize(
    ("name", "fields", "problem"),
    [
        ("advance", {"seconds": "soon"}, "Seconds: Must be a number from 0 to below 1e12."),
        ("advance", {"seconds": "inf"}, "Seconds: Must be a number from 0 to below 1e12."),
        ("fail", {"message_id": "nothing"}, "Could not find that resource on your account."),
        ("fail", {"message_id": "../../reset"}, "Could not find that resource on your account."),
        ("fail", {"message_id": ""}, "There is no message yet that was sent."),
        ("delay", {"seconds": "1"}, "There is no message yet that was sent."),
        ("approve-cnam", {}, "No caller name is pending."),
        ("receive", {"from": "12", "to": OURS}, "From any phone: Must be an E.164 number. Text:"),
        ("receive", {"from": THEIRS, "to": "12065550199", "body": "Hi"}, "Could not find"),
        ("add-number", {"number": "<b>"}, "Number: "),
    ],
)
def test_what_is_refused(visitor: Visitor, name: str, fields: dict[str, str], problem: str) -> None:
    """The page shows why, by the labels of the fields, with what was written in them."""
    response = visitor.pull(name, **fields)

    assert response.status in {404, 422}
    html = response.body.decode()
    assert f'role="alert">{problem}' in html
    if name in {"advance", "add-number"}:
        (text,) = fields.values()
        assert f'value="{escape(text)}"' in html


def test_nothing_there(visitor: Visitor) -> None:
    """What there is not is a page that says so, with a way back."""
    for path in (
        "/_sandbox/page/nothing",
        "/_sandbox/page/traffic/7",
        "/_sandbox/page/traffic/x",
        f"/_sandbox/page/traffic/{'9' * 5000}",
        f"/_sandbox/page/conversations/{OURS}/{THEIRS}",
        "/_sandbox/page/conversations/%3Cscript%3E/1",
    ):
        response = visitor.get(path)
        assert response.status == 404
        assert b"Back to the phones" in response.body
    assert visitor.pull("nothing").status == 404
    put = visitor.page.respond(Request("PUT", "/", body=f"token={visitor.token}".encode()))
    assert put.status == 405


def test_unread(visitor: Visitor) -> None:
    """What a tab in the background loads stays unread, and a reset forgets what was read."""
    path = f"/_sandbox/page/conversations/{OURS}/{THEIRS}"
    visitor.get("/")
    visitor.sandbox.receive_message(from_=THEIRS, to=OURS, body="Hi")
    text = f'{{"from": "{OURS}", "to": "{THEIRS}", "body": "Hello"}}'.encode()
    keys = b64encode(f"{ACCESS_KEY}:{SECRET_KEY}".encode()).decode()
    headers = {"authorization": f"Basic {keys}", "content-type": "application/json"}
    send = Request("POST", "/v2.1/messages", headers=headers, body=text)
    for _ in range(2):
        assert visitor.sandbox.handle(send).status == 202
    assert visitor.texts(path, "<b>", x_peek="1") == ["2"]
    assert visitor.texts(path, "<b>") == []
    assert visitor.texts("/", "<b>") == []

    visitor.sandbox.reset()
    visitor.sandbox.seed_number(OURS)
    assert visitor.sandbox.handle(send).status == 202
    assert visitor.texts("/", "<b>") == ["1"]


def test_without_jinja(visitor: Visitor) -> None:
    """Where Jinja is not installed, the page says what to install, and the rest works."""
    code = (
        "import sys; sys.modules['jinja2'] = None\n"
        "from flowroute_sandbox import Request, Sandbox\n"
        "from flowroute_sandbox.page.page import Page\n"
        "response = Page(Sandbox()).respond(Request('GET', '/'))\n"
        "print(response.status, response.body.decode())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(
        '501 This page needs Jinja: pip install "flowroute-ext[sandbox]".'
    )


@pytest.mark.parametrize("query", ["", "?lever=fault&name=nothing&operation=nothing"])
def test_what_is_chosen_is_what_the_lines_have(visitor: Visitor, query: str) -> None:
    """A field has chosen what its lines are for: one that there is to choose."""
    html = visitor.get(f"/_sandbox/page/levers{query}").body.decode()
    form = html[html.index('id="fault-name"') :]
    (chosen,) = re.findall(r'value="([^"]*)" selected', form[: form.index("</form>")])
    line = visitor.texts(f"/_sandbox/page/levers{query}", "<code>")

    assert f"sandbox.fault('{chosen}', nth=1, times=1)" in line
    assert chosen == ("refuse" if query else "503-before")


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('{"a":[1,0.5],"b":"é"}', '{\n  "a": [\n    1,\n    0.5\n  ],\n  "b": "é"\n}'),
        ('{"a": 1.50}', '{"a": 1.50}'),
        ('{"a": 1E5}', '{"a": 1E5}'),
        ('{"a": 12345678901234567890.123}', '{"a": 12345678901234567890.123}'),
        ('{"a": -0}', '{"a": -0}'),
        ('{"a": 1, "a": 2}', '{"a": 1, "a": 2}'),
        ("[" * 10_000, "[" * 10_000),
        ("9" * 5_000, "9" * 5_000),
    ],
)
def test_bodies_are_shown_as_they_were_sent(visitor: Visitor, body: str, shown: str) -> None:
    """JSON is in lines, and no number or name in it is another one than was sent."""
    visitor.sandbox.outcome(Request("POST", "/v2/routes", body=body.encode()))

    assert visitor.texts("/_sandbox/page/traffic/1", "<pre>")[0] == shown


def test_levers_are_what_there_is(visitor: Visitor) -> None:
    """Each lever is an endpoint under /_sandbox/, and a method of `Sandbox`."""
    for lever in LEVERS:
        assert callable(getattr(visitor.sandbox, lever.call))
        request = lever.request({}, "", "")
        assert request.path.startswith("/_sandbox/")
        assert visitor.sandbox.handle(request).status == 401  # neither 404 nor 405: it is there
    assert len({lever.name for lever in LEVERS}) == len(LEVERS)


def test_strange_queries(visitor: Visitor) -> None:
    """Whatever is in a query, a view is shown, and none of it is HTML."""
    strange = ("%22%3E%3Cscript%3E", "9" * 5000, "-1", "%D9%A3", "%00%FF", "%ED%A0%80", "&" * 300)
    for path in (*VIEWS, "/_sandbox/page/conversations/new"):
        for text in strange:
            names = ("q", "shown", "before", "kind", "done", "lever", "body")
            query = "&".join(f"{name}={text}" for name in names)
            response = visitor.get(f"{path}?lever=receive&{query}")
            assert response.status == 200
            assert b"<script>" not in response.body


def test_everything_of_strangers(visitor: Visitor) -> None:
    """What the API has stored is only text on every view, and passwords in addresses are hidden."""
    evil = '"><script>alert(1)</script>'
    keys = b64encode(f"{ACCESS_KEY}:{SECRET_KEY}".encode()).decode()
    headers = {"authorization": f"Basic {keys}", "x-<script>": "<script>"}
    for method, path, sent in (
        ("POST", "/v2/routes", {"route_type": "host", "value": "a.example", "alias": evil[:30]}),
        ("PATCH", f"/v2/numbers/{OURS}", {"alias": evil}),
        ("PUT", "/v2.1/messages/sms_callback", {"callback_url": f"http://u:pw4u@a.example/{evil}"}),
        ("POST", "/v2.1/messages", {"from": OURS, "to": THEIRS, "body": evil}),
        ("GET", "/v2/<script>", {}),
    ):
        body = json.dumps(sent).encode()
        visitor.sandbox.outcome(Request(method, path, evil, headers, body))
    hook = {"callback_url": "http://u:pw4u@a.example/?secret=pw4u"}
    body = json.dumps(hook).encode()
    visitor.sandbox.handle(Request("PUT", "/v2.1/messages/mms_callback", "", headers, body))
    visitor.sandbox.receive_message(
        from_=THEIRS, to=OURS, body=evil, media=["http://a.example/<b>"]
    )
    exchanges = [f"/_sandbox/page/traffic/{number}" for number in range(1, 6)]
    for path in (*VIEWS, f"/_sandbox/page/conversations/{OURS}/{THEIRS}", *exchanges):
        html = visitor.get(path).body
        assert b"&lt;script&gt;" in html or path in VIEWS
        assert b"<script>" not in html
        assert b"pw4u" not in html
