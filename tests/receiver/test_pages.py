"""The pages about frameworks: their code runs in these, and receives a webhook."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest

from receiver.posts import SECRET, message

PAGES = Path(__file__).parents[2] / "docs" / "guides" / "receiving"
BASE = "http://testserver/flowroute"
BODY = message("a", body="Hello")


@pytest.fixture(autouse=True)
def environment(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FLOWROUTE_WEBHOOK_SECRET", SECRET)
    monkeypatch.setenv("FLOWROUTE_STORE", str(tmp_path / "inbox.db"))
    monkeypatch.setenv("FR_ACCESS_KEY", "test")
    monkeypatch.setenv("FR_SECRET_KEY", "test")


def run(page: str) -> dict[str, Any]:
    """The names of the Python of a page, whose handler is replaced by one that sends nothing."""
    (code,) = re.findall(r"^```python\n(.*?)^```$", (PAGES / page).read_text(), re.M | re.S)
    namespace: dict[str, Any] = {"__name__": "app"}
    code = re.sub(r"(?m)^( +).*messages\.send\(.*$", r"\1handled.append(message.body)", code)
    namespace["handled"] = []
    exec(compile(code, page, "exec"), namespace)
    return namespace


def test_every_page_is_tested():
    """There are these pages, each linked from the one about webhooks."""
    names = {page.name for page in PAGES.glob("*.md")}

    assert names == {"starlette.md", "flask.md", "django.md", "aws-lambda.md"}
    linked = re.findall(r"\]\(receiving/([\w-]+\.md)\)", (PAGES.parent / "webhooks.md").read_text())
    assert set(linked) == names


def test_starlette():
    """A mounted receiver takes what is posted to its paths, and handles it."""
    from starlette.testclient import TestClient

    names = run("starlette.md")
    receiver = names["receiver"]
    with TestClient(names["app"]) as client:
        taken = client.post(receiver.url(BASE, "sms"), content=BODY)
        other = client.post(f"{BASE}/sms-guessed", content=BODY)

    assert (taken.status_code, other.status_code) == (200, 404)
    receiver.run_pending()
    assert names["handled"] == ["Hello"]
    receiver.close()


def test_flask():
    """A receiver below a path takes what is posted there; the rest is Flask's."""
    names = run("flask.md")
    client, receiver = names["app"].test_client(), names["receiver"]
    names["app"].add_url_rule("/", view_func=lambda: "Home")

    path = receiver.url(BASE, "sms").removeprefix("http://testserver")
    assert client.post(path, data=BODY).status_code == 200
    assert client.post("/flowroute/sms-guessed", data=BODY).status_code == 404
    assert client.get("/").text == "Home"
    receiver.close()
    receiver.run_pending()
    assert names["handled"] == ["Hello"]
    receiver.close()


def test_django():
    """A view hands the request to the receiver, without a CSRF token."""
    import django
    from django.conf import settings
    from django.test import Client, override_settings

    if not settings.configured:
        settings.configure(ALLOWED_HOSTS=["testserver"])
        django.setup()
    names = run("django.md")
    receiver = names["receiver"]
    urls = type("Urls", (), {"urlpatterns": names["urlpatterns"]})
    with override_settings(ROOT_URLCONF=urls, ALLOWED_HOSTS=["testserver"]):
        client = Client(enforce_csrf_checks=True)
        path = receiver.url(BASE, "sms").removeprefix("http://testserver")
        taken = client.post(path, BODY, content_type="application/json")
        other = client.post("/flowroute/sms-guessed", BODY, content_type="application/json")

    assert (taken.status_code, taken.content) == (200, b"OK")
    assert (other.status_code, other.content) == (404, b"Not Found")
    receiver.close()
    receiver.run_pending()
    assert names["handled"] == ["Hello"]
    receiver.close()


@pytest.mark.parametrize("version", ["1.0", "2.0"])
@pytest.mark.parametrize("encoded", [False, True])
def test_aws_lambda(version, encoded):
    """Both events of API Gateway are received, with a body as text or in base64."""
    names = run("aws-lambda.md")
    receiver = names["receiver"]

    def posted(path: str) -> dict[str, Any]:
        event: dict[str, Any] = {
            "version": version,
            "headers": {"content-type": "application/json"},
            "body": base64.b64encode(BODY).decode() if encoded else BODY.decode(),
            "isBase64Encoded": encoded,
        }
        if version == "1.0":
            event |= {"httpMethod": "POST", "path": path}
            event["requestContext"] = {"identity": {"sourceIp": "192.0.2.1"}, "stage": "prod"}
        else:
            http = {"method": "POST", "path": f"/prod{path}", "sourceIp": "192.0.2.1"}
            event |= {"rawPath": f"/prod{path}", "rawQueryString": ""}
            event["requestContext"] = {"http": http, "stage": "prod"}
        return names["receive"](json.loads(json.dumps(event)), None)

    path = receiver.url("https://example.com", "sms").removeprefix("https://example.com")
    assert posted(path)["statusCode"] == 200
    assert (posted("/guessed")["statusCode"], posted("/guessed")["body"]) == (404, "Not Found")
    names["handle_events"](None, None)
    assert names["handled"] == ["Hello"]
    receiver.close()
