"""The pages of the operations: what they show runs, and all of its forms make one request."""

from __future__ import annotations

import json
import sys

import pytest

from flowroute_api.api import OPERATIONS
from scripts.doc_page import ROOT

sys.path.append(str(ROOT / "scripts"))

from operation_pages.account import Accounts
from operation_pages.pages import FOLDER, calls, outcomes, section, tag
from operation_pages.snippets import LIVE, curl, request_of

# Sent by the low level, which has a page of its own.
LEGACY = {name for name in OPERATIONS if name.endswith("_v2")}
SAMPLES = json.loads((FOLDER / "samples.json").read_text("utf-8"))


def test_every_operation_has_a_call():
    """Each operation has a section with four tabs, and its samples in the explorer."""
    assert SAMPLES.keys() == OPERATIONS.keys() - LEGACY
    assert [call.operation for call in calls(Accounts())] == list(SAMPLES)
    text = "".join(path.read_text("utf-8") for path in FOLDER.glob("*.md"))
    for tab in ("sync", "async", "command line", "curl"):
        assert text.count(f'=== "{tab}"') == len(SAMPLES)


@pytest.mark.once
def test_the_forms_of_a_call_make_one_request(size, monkeypatch):
    """Sync, async and the command line make the request of curl, and print what the page has."""
    for name in ("FR_ACCESS_KEY", "FR_SECRET_KEY", "FR_BASE_URL"):
        monkeypatch.setenv(name, "")  # is set by each run, and put back by this
    wanted = list(SAMPLES)[:: size(12, 1)]
    ran = []
    for call, found in outcomes(wanted):
        assert section(call, found) in (FOLDER / f"{tag(call)}.md").read_text("utf-8")
        method, target, kind, body = found.exchange.request
        assert request_of(curl(found.exchange)) == (
            method,
            target,
            kind,
            json.loads(body) if body else "",
        )
        assert SAMPLES[call.operation][-1]["source"] == curl(found.exchange)
        ran.append(call.operation)
    assert ran == wanted


def test_what_curl_would_send():
    """Each command of curl is a request to Flowroute, with the keys of the environment."""
    for samples in SAMPLES.values():
        source = samples[-1]["source"]
        method, target, kind, body = request_of(source)
        assert f"{LIVE}{target}" in source
        assert target.startswith("/v2")
        assert (kind != "") == (body != "")
        assert method in {"GET", "POST", "PATCH", "PUT", "DELETE"}
