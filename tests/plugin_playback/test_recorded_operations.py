"""Every documented operation, recorded with three values each, plays back in any order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

import pytest
from sandbox.caller import AUTHORIZATION

from plugin_playback.every_operation import NAMES, NEW, OWN, PEERS, Session, recorded
from pytest_flowroute._audit.checker import check
from pytest_flowroute._base.http_messages import HTTPRequest, HTTPResponse
from pytest_flowroute._base.operations import find, operations
from pytest_flowroute._playback.cassettes import Cassette, load
from pytest_flowroute._playback.player import Player

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def session() -> Session:
    """What was recorded."""
    return recorded()


@pytest.fixture(scope="module")
def own(session: Session, tmp_path_factory: pytest.TempPathFactory) -> Cassette:
    """The cassette of it, scrubbed."""
    path = tmp_path_factory.mktemp("recorded") / "own.yaml"
    session.save(path)
    return load(path)


def answer(player: Player, request: HTTPRequest) -> HTTPResponse:
    """The response to a request."""
    outcome = player.respond(request)
    assert isinstance(outcome, HTTPResponse)
    return outcome


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The values of a document, by path."""
    if isinstance(value, (dict, list)):
        rows = value.items() if isinstance(value, dict) else enumerate(value)
        for name, inner in rows:
            yield from leaves(inner, f"{path}/{name}")
    else:
        yield path, value


def document(body: bytes) -> Any:
    """The JSON value of a body, None for any other."""
    return json.loads(body) if body[:1] == b"{" else None


def is_answer(real: HTTPResponse, played: HTTPResponse, request: HTTPRequest) -> bool:
    """Whether a response has the status and members recorded, and what was sent in its places."""
    sent = {value for _, value in leaves(document(request.body)) if isinstance(value, str)}
    ours, theirs = (dict(leaves(document(each.body))) for each in (played, real))
    repeated = {path: value for path, value in theirs.items() if value in sent}
    return (played.status, ours.keys()) == (real.status, theirs.keys()) and {
        path: ours[path] for path in repeated
    } == repeated


def test_each_operation_is_recorded_with_three_values(session: Session) -> None:
    """The recording has all operations of the OpenAPI document."""
    found = [find(request.method, request.url) for request, _ in session.exchanges]
    counts = Counter(operation.id for operation in found if operation)
    assert counts.keys() == operations().keys()
    assert min(counts.values()) == 3


def test_nothing_that_was_sent_or_made_is_in_the_file(session: Session, own: Cassette) -> None:
    """No number, name, host, key or id; the check passes the file."""
    written = own.path.read_text(encoding="utf-8")
    numbers = [each for each in (*OWN, *NEW, *PEERS) if "55501" not in each]
    made = [
        str(data["id"])
        for _, response in session.exchanges
        if isinstance(data := (document(response.body) or {}).get("data"), dict) and "id" in data
    ]
    private = {
        *numbers,
        *(word for name in NAMES for word in name.split()),
        *("acme", "Basic", AUTHORIZATION),
        *(each for each in made if len(each) > 8 and "55501" not in each),
    }
    assert sorted(text for text in private if text in written) == []
    assert check(written) == []


@pytest.mark.parametrize("order", ["reversed", "random"])
def test_requests_in_any_order_get_their_own_answers(
    session: Session, own: Cassette, order: str, rng: Random
) -> None:
    """The application sends its real values, and gets what was recorded for them."""
    exchanges = list(enumerate(session.exchanges, 1))
    if order == "reversed":
        exchanges.reverse()
    else:
        rng.shuffle(exchanges)
    player = Player(own)
    equal = Counter((each.method, each.url, each.body) for each, _ in session.exchanges)
    for number, (request, real) in exchanges:
        played = answer(player, request)
        if equal[request.method, request.url, request.body] == 1:
            assert is_answer(real, played, request), request
            assert player.requests[-1].interaction == number
    assert player.failures() == []


def test_threads_get_their_own_answers(session: Session, own: Cassette) -> None:
    """Eight threads that ask at once get what was recorded for each."""
    player = Player(own)
    equal = Counter((each.method, each.url, each.body) for each, _ in session.exchanges)
    single = [
        row for row in session.exchanges if equal[row[0].method, row[0].url, row[0].body] == 1
    ]
    with ThreadPoolExecutor(8) as pool:
        played = list(pool.map(lambda row: answer(player, row[0]), single))
    assert [
        request.url
        for (request, real), one in zip(single, played, strict=True)
        if not is_answer(real, one, request)
    ] == []


def test_each_request_alone_gets_its_answer(session: Session, own: Cassette) -> None:
    """A test that sends one of the requests gets the answer that was recorded for it."""
    equal = Counter((each.method, each.url, each.body) for each, _ in session.exchanges)
    for number, (request, _) in enumerate(session.exchanges, 1):
        if equal[request.method, request.url, request.body] == 1:
            player = Player(own)
            answer(player, request)
            assert [each.interaction for each in player.requests] == [number]
