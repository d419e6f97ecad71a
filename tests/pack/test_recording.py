"""Recording: what is kept of real requests, what is refused, and how it is written."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import vcr
from sandbox_serving.served import AUTHORIZATION, Served

from pytest_flowroute._audit.checker import check
from pytest_flowroute._audit.validation import validate
from pytest_flowroute._base.http_messages import HTTPRequest, HTTPResponse
from pytest_flowroute._base.layout import read
from pytest_flowroute._base.operations import document, operations
from pytest_flowroute._recording.recorder import Mode, RecordingRefused, SpendRefused, recorder
from pytest_flowroute._scrubbing.scrubber import Scrubbed
from pytest_flowroute._scrubbing.tables import Table

API = "https://api.flowroute.com"
JSON_API = (("content-type", "application/vnd.api+json"),)
NUMBER = "14152277123"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Served]:
    """A sandbox in another process, with a number on the account."""
    served = Served("-m", "flowroute_ext.cli", "sandbox", "--port", "0")
    served.json("POST", "/_sandbox/numbers", {"number": NUMBER})
    yield served
    served.clean_up()


def call(method: str, path: str, body: object = None, *, base: str = API) -> HTTPRequest:
    """A request as an HTTP library sends it."""
    headers = {"authorization": AUTHORIZATION, "content-type": "application/vnd.api+json"}
    content = b"" if body is None else json.dumps(body).encode()
    return HTTPRequest(method, base + path, headers, content)


def sent(each: HTTPRequest) -> HTTPResponse:
    """The response to a request over a socket."""
    parts = urlsplit(each.url)
    connection = HTTPConnection(parts.netloc, timeout=60)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection.request(each.method, path, each.body, dict(each.headers))
    response = connection.getresponse()
    headers = tuple((name, value) for name, value in response.getheaders())
    answer = HTTPResponse(response.status, response.reason, headers, response.read())
    connection.close()
    return answer


def answer(text: str = '{"data":[]}', status: int = 200) -> HTTPResponse:
    """A response with this body."""
    return HTTPResponse(status, "OK", JSON_API, text.encode())


def record(path: Path, mode: Mode, *paths: str) -> None:
    """Record a GET of each path, with different responses."""
    with recorder(mode, path) as recording:
        for number, each in enumerate(paths):
            link = f"{API}/v2/numbers?offset={number}"
            recording.add(
                call("GET", each), answer(json.dumps({"data": [], "links": {"next": link}}))
            )


def uris(path: Path) -> list[str]:
    """The URLs in a cassette, without the host."""
    return [
        each.uri.removeprefix(API) for each in read(path.read_text(encoding="utf-8")).interactions
    ]


def test_requests_to_a_sandbox_become_a_cassette(sandbox: Served, tmp_path: Path) -> None:
    """It has Flowroute's URLs and a description, is valid and scrubbed, and vcrpy reads it."""
    path = tmp_path / "cassettes" / "flowroute" / "signup" / "welcome.yaml"
    message = {"to": "14152277124", "from": NUMBER, "body": "Hello Zebulon"}
    with recorder("once", path) as recording:
        for each in (
            call("POST", "/v2.1/messages", message, base=sandbox.url),
            call("GET", f"/v2/numbers/{NUMBER}", base=sandbox.url),
        ):
            recording.before(each)
            recording.add(each, sent(each))
        assert not path.exists()

    text = path.read_text(encoding="utf-8")
    story = read(text)
    assert (check(text), validate(text)) == ([], [])
    assert "127.0.0.1" not in text
    assert NUMBER not in text
    assert "Zebulon" not in text
    assert (story.origin, story.openapi) == ("recorded", document()["version"])
    assert story.description == "Send a message, then list phone number details."
    assert [each.status for each in story.interactions] == [202, 200]
    body = json.loads(story.interactions[0].request_body)
    assert story.parameters == {
        "to": body["to"],
        "from_": body["from"],
        "body": body["body"],
        "number": body["from"],
        "id": json.loads(story.interactions[0].response_body)["data"]["id"],
    }
    with vcr.use_cassette(str(path), record_mode="none") as cassette:
        assert len(cassette) == 2


def test_eight_threads_lose_nothing(sandbox: Served, tmp_path: Path) -> None:
    """Sixty requests over sockets from eight threads are sixty interactions."""
    path = tmp_path / "threads.yaml"
    with recorder("all", path) as recording, ThreadPoolExecutor(8) as pool:

        def go(offset: int) -> None:
            each = call("GET", f"/v2/numbers?limit=1&offset={offset}", base=sandbox.url)
            recording.add(each, sent(each))

        list(pool.map(go, range(60)))

    assert len(set(uris(path))) == 60


@pytest.mark.parametrize(
    ("mode", "there", "plays", "records"),
    [
        ("once", False, False, True),
        ("once", True, True, False),
        ("new", False, False, True),
        ("new", True, True, True),
        ("all", True, False, True),
        ("rewrite", True, False, True),
    ],
)
def test_what_each_mode_plays_and_records(
    mode: Mode, there: bool, plays: bool, records: bool, tmp_path: Path
) -> None:
    """`once` plays an existing file, `new` adds to it, the others record again."""
    path = tmp_path / "a.yaml"
    if there:
        record(path, "once", "/v2/numbers")

    with recorder(mode, path) as recording:
        assert (recording.plays, recording.records) == (plays, records)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("new", ["/v2/numbers", "/v2/routes", "/v2/cnams"]),
        ("all", ["/v2/numbers", "/v2/routes", "/v2/cnams"]),
        ("rewrite", ["/v2/routes", "/v2/cnams"]),
    ],
)
def test_the_old_interactions_of_the_file(mode: Mode, expected: list[str], tmp_path: Path) -> None:
    """The same requests are replaced, the others kept, or with `rewrite` dropped."""
    path = tmp_path / "a.yaml"
    record(path, "once", "/v2/numbers", "/v2/routes")

    record(path, mode, "/v2/routes", "/v2/cnams")

    assert uris(path) == expected
    routes = read(path.read_text(encoding="utf-8")).interactions[expected.index("/v2/routes")]
    assert json.loads(routes.response_body)["links"]["next"].endswith("?offset=0")


def test_nothing_recorded_is_nothing_written(tmp_path: Path) -> None:
    """A test without requests writes no file."""
    with recorder("all", tmp_path / "a.yaml"):
        pass

    assert list(tmp_path.iterdir()) == []


def test_a_failing_test_is_recorded_too(tmp_path: Path) -> None:
    """The recording is written although an assertion failed."""
    path = tmp_path / "a.yaml"

    def fails() -> None:
        with recorder("all", path) as recording:
            recording.add(call("GET", "/v2/numbers"), answer())
            raise AssertionError

    with pytest.raises(AssertionError):
        fails()

    assert uris(path) == ["/v2/numbers"]


SPENT = {
    "purchase_a_phone_number": ("POST", f"/v2/numbers/{NUMBER}"),
    "send_a_message": ("POST", "/v2.2/messages"),
    "create_e911": ("POST", "/v2/e911s"),
    "update_e911": ("PATCH", "/v2/e911s/1"),
    "associate_e911": ("PATCH", f"/v2/numbers/{NUMBER}/relationships/e911s/1"),
    "create_cnam": ("POST", "/v2/cnams"),
    "associate_cnam": ("PATCH", f"/v2/numbers/{NUMBER}/relationships/cnams/1"),
    "release_phone_number": ("DELETE", f"/v2/numbers/{NUMBER}"),
    "create_a_port_order": ("POST", "/v2/portorders"),
    "add_phone_numbers_to_a_port_order_group": ("POST", "/v2/portorders/1/numbers"),
    "create_a_cdr_export": ("POST", "/v2/cdrs/exports"),
    "enable_or_disable_message_provisioning": ("POST", "/v2/message-provision"),
    "send_a_message_v2": ("POST", "/v2/messages"),
}


@pytest.mark.parametrize(("name", "asked"), SPENT.items(), ids=SPENT.keys())
def test_spending_on_a_real_account_is_refused(
    name: str, asked: tuple[str, str], tmp_path: Path
) -> None:
    """It is refused before it is sent, unless it was allowed; a sandbox costs nothing."""
    path = tmp_path / "a.yaml"
    with recorder("all", path) as recording:
        with pytest.raises(SpendRefused, match=f"^{name} was not sent: .*--flowroute-allow-spend"):
            recording.before(call(*asked))
        recording.before(call(*asked, base="http://127.0.0.1:8080"))
    with recorder("all", path, allow_spend=True) as recording:
        recording.before(call(*asked))


def test_all_other_operations_are_free(tmp_path: Path) -> None:
    """Operations that cost nothing are recorded without the option."""
    with recorder("all", tmp_path / "a.yaml") as recording:
        for operation in operations().values():
            if operation.id not in SPENT:
                path = operation.path.replace("{version}", "v2.1")
                path = path.replace("{callback_type}", "sms_callback")
                recording.before(call(operation.method, path.replace("{", "").replace("}", "")))


def test_a_compressed_response_is_readable(tmp_path: Path) -> None:
    """A gzip body is text in the cassette."""
    path = tmp_path / "a.yaml"
    headers = (*JSON_API, ("content-encoding", "gzip"))
    with recorder("all", path) as recording:
        packed = HTTPResponse(200, "OK", headers, gzip.compress(b'{"data":[],"links":{}}'))
        recording.add(call("GET", "/v2/numbers"), packed)

    [each] = read(path.read_text(encoding="utf-8")).interactions
    assert json.loads(each.response_body) == {"data": [], "links": {}}
    assert each.response_headers == {"content-type": ["application/vnd.api+json"]}


def test_a_file_with_personal_data_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the checker finds something, nothing is written, and the error has the places."""
    monkeypatch.setattr(
        "pytest_flowroute._recording.recorder.scrub",
        lambda recorded, **_: Scrubbed(recorded, Table()),
    )
    path = tmp_path / "a.yaml"

    with pytest.raises(RecordingRefused, match=r"request.uri.path\[3\]: is neither") as told:
        record(path, "all", f"/v2/numbers/{NUMBER}")

    assert NUMBER not in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_processes_that_write_one_cassette_lose_nothing(tmp_path: Path) -> None:
    """Four processes record five times each into one file: it has all, and is always complete."""
    path = tmp_path / "a.yaml"
    record(path, "new", "/v2/numbers?limit=100")
    whole = threading.Event()
    seen: list[int] = []

    def watch() -> None:
        while not whole.wait(0.05):
            seen.append(len(uris(path)))

    fork = get_context("fork").Process
    watcher = threading.Thread(target=watch)
    writers = [fork(target=write_some, args=(path, worker)) for worker in range(4)]
    for each in (*writers, watcher):
        each.start()
    for writer in writers:
        writer.join()
    whole.set()
    watcher.join()

    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    assert len(uris(path)) == 21
    assert seen == sorted(seen)
    assert [each.name for each in tmp_path.iterdir()] == ["a.yaml"]


def write_some(path: Path, worker: int) -> None:
    """Record five requests of one worker, one at a time."""
    for number in range(5):
        record(path, "new", f"/v2/numbers?limit={worker}&offset={number}")
