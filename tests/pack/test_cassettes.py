"""The cassettes of the package: complete, valid, scrubbed, and playable by other tools."""

from __future__ import annotations

import json
import os
from pathlib import Path

import httpx
import pytest
import vcr
from forked.python import run
from openapi.document import EXAMPLES

import pytest_flowroute
from pytest_flowroute._audit.checker import check
from pytest_flowroute._audit.validation import validate
from pytest_flowroute._base.layout import laid_out, read, render
from pytest_flowroute._base.operations import document, find, operations

ROOT = Path(__file__).parents[2]
PACK = Path(pytest_flowroute.__file__).parent / "cassettes"
TEXTS = {
    path.relative_to(PACK).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(PACK.rglob("*.yaml"))
}
FOLDERS: dict[str, list[str]] = {}
for name in TEXTS:
    FOLDERS.setdefault(name.rpartition("/")[0] or name, []).append(name)
STORIES = {
    "default",
    "numbers/search-and-buy",
    "numbers/search-nothing",
    "numbers/purchase-too-late",
    "numbers/purchase-insufficient-funds",
    "numbers/list-pages",
    "routes/first-route-and-failover",
    "messages/verify",
    "messages/delivered",
    "messages/failed",
    "messages/send-mms-too-large",
    "messages/forbidden",
    "messages/rate-limited",
    "e911s/validate-create-associate",
    "e911s/not-found",
    "e911s/zip-refused",
    "e911s/duplicate",
    "cnams/pending-approved-associated",
    "cnams/not-approved",
    "account/wrong-credentials",
    "account/server-error",
    "account/html-error-page",
}


def test_every_operation_and_scenario_has_a_cassette() -> None:
    """Each operation is in a recorded cassette, not only in a documented body."""
    played = {
        operation.id
        for name, text in TEXTS.items()
        if not name.startswith("documented/")
        for each in read(text).interactions
        if (operation := find(each.method, each.uri))
    }

    assert played == operations().keys()
    assert sorted(STORIES - TEXTS.keys()) == []


def test_every_example_of_the_document_has_a_cassette() -> None:
    """The bodies that Flowroute documents are the scenarios `documented/…`."""
    assert {name for name in TEXTS if name.startswith("documented/")} == {
        f"documented/{name.replace('_', '-')}" for name in EXAMPLES
    }


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_cassette_is_valid_clean_and_laid_out(folder: str) -> None:
    """It conforms to the document, has nothing personal, and is formatted."""
    for name in FOLDERS[folder]:
        text = TEXTS[name]
        story = read(text)

        assert (name, validate(text), check(text)) == (name, [], [])
        assert render(story) == text
        assert text.startswith(f"# {story.description}\nversion: 1\n"), name
        assert story.origin in {"sandbox", "documented", "composed"}, name
        assert story.openapi == document()["version"], name
        for each in story.interactions:
            assert each.request_body == laid_out(each.request_body), name
            assert each.response_body == laid_out(each.response_body), name
        values = json.dumps(
            [(each.uri, each.request_body, each.response_body) for each in story.interactions]
        )
        assert [value for value in story.parameters.values() if value not in values] == [], name


@pytest.mark.parametrize("folder", FOLDERS)
def test_vcrpy_opens_and_plays_a_cassette(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Vcrpy answers each recorded request, in order, and has none left."""
    monkeypatch.setattr(httpx, "create_ssl_context", lambda *_, **__: None)
    for name in FOLDERS[folder]:
        story = read(TEXTS[name])
        with (
            vcr.use_cassette(str(PACK / f"{name}.yaml"), record_mode="none") as cassette,
            httpx.Client(verify=False) as client,
        ):
            answers = [
                client.request(each.method, each.uri, content=each.request_body)
                for each in story.interactions
            ]

            assert cassette.all_played, name
        assert [(name, answer.status_code, answer.text) for answer in answers] == [
            (name, each.status, each.response_body) for each in story.interactions
        ]


@pytest.mark.once
def test_recording_again_changes_nothing() -> None:
    """Recording all scenarios again produces the same files, byte for byte."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "generated")])
    environment = os.environ | {"PYTHONPATH": path}
    result = run("scripts/record_cassettes.py", "--check", cwd=ROOT, env=environment, text=True)

    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_pytest_recording_plays_a_cassette(tmp_path: Path) -> None:
    """pytest-recording, which has its own loader, plays the files in spite of the metadata."""
    folder = tmp_path / "cassettes" / "test_it"
    folder.mkdir(parents=True)
    (folder / "test_send.yaml").write_text(TEXTS["messages/send"], encoding="utf-8")
    (tmp_path / "test_it.py").write_text(
        "import httpx, pytest\n"
        "@pytest.mark.vcr\n"
        "def test_send():\n"
        "    answer = httpx.post('https://api.flowroute.com/v2.1/messages', json={})\n"
        "    assert answer.json()['data']['type'] == 'message'\n",
        encoding="utf-8",
    )
    command = ("-m", "pytest", "-q", "-p", "pytest_recording.plugin", "--block-network")
    environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    result = run(*command, cwd=tmp_path, env=environment, text=True)

    assert result.returncode == 0, result.stdout
