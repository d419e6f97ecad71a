"""The tree of errors: messages, copying and pickling."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest

from flowroute_api.api.messages import send_a_message
from flowroute_api.models import MessageSend
from flowroute_ext import (
    APIError,
    ConfigurationError,
    ConnectionFailed,
    FlowrouteError,
    InvalidValue,
    MessageRecord,
    OutboxError,
    OutcomeUnknown,
    RateLimited,
    ResponseTimeout,
    errors,
)
from flowroute_ext.errors import (
    ApplyStopped,
    CallFailed,
    DeliveryTimeout,
    ErrorDetail,
    JournalError,
    NotDelivered,
    Problem,
    ReceiverError,
    SharedLimitError,
    UnreadableResponse,
)
from flowroute_ext.fleet import ApplyReport
from flowroute_ext.send_once import SendRefused, TryLater

CALL = {"operation": "update_e911", "method": "PATCH", "path": "/v2/e911s/{e911_id}"}
ZIP = {"data": {"attributes": {"zip": ["ZIP code must be at least 4 digits long"]}}}
PROBLEM = Problem(field="zip", value="'9840'", rule="must have five digits", cure="add one")
RECORD = MessageRecord(
    id="mdr2-1",
    to="12065550199",
    from_="12065550100",
    body="Your table is ready.",
    direction="outbound",
    status="delivery failure",
    timestamp=None,
    is_mms=False,
    message_type="longcode",
    encoding=0,
    cost=None,
    media=(),
    raw=None,
)
PUBLIC = [getattr(errors, name) for name in errors.__all__]
KINDS = [kind for kind in PUBLIC if inspect.isclass(kind) and issubclass(kind, FlowrouteError)]


def example(kind: type[FlowrouteError]) -> FlowrouteError:
    """An error of a kind, with all its attributes."""
    if issubclass(kind, APIError):
        details = [ErrorDetail(status=422, title="Client Error", detail=ZIP, id="15eb464e")]
        return kind("no", **CALL, status=422, errors=details, request_id="15eb464e", body=b"{}")
    if issubclass(kind, UnreadableResponse):
        return kind("no", **CALL, status=200, body=b"<html>")
    if issubclass(kind, OutcomeUnknown):
        request = send_a_message.request("v2.1", body=MessageSend(to="1", from_="2"))
        times = {"started": datetime(2026, 11, 2, tzinfo=UTC), "ended": datetime.now(UTC)}
        return kind(ResponseTimeout("no", **CALL), request=request, reference="order-17", **times)
    if issubclass(kind, CallFailed):
        return kind("no", **CALL)
    if issubclass(kind, ApplyStopped):
        return kind("buy 12065550199 for support", "Flowroute refused", ApplyReport(done=()))
    if issubclass(kind, JournalError | OutboxError | ReceiverError):
        return kind(Path("campaign.db"), "is not an outbox", "Give another file.")
    if issubclass(kind, SharedLimitError):
        return kind("limit.db", "cannot be written", "Make room, and try again.")
    if issubclass(kind, SendRefused):
        return kind("order-17", "no such number")
    if issubclass(kind, TryLater):
        return kind("order-17", "another worker has it", 30.0)
    if issubclass(kind, InvalidValue):
        return kind("E911 address", [PROBLEM])
    if issubclass(kind, NotDelivered):
        return kind(RECORD, "delivery failure", 1042)
    if issubclass(kind, DeliveryTimeout):
        return kind(RECORD.id, "delivered", 60.0, RECORD)
    return kind("no")


def test_no_status() -> None:
    """The time that was up is an error that says what the record showed, or did not."""
    bare = attrs.evolve(RECORD, status=None)

    assert str(DeliveryTimeout("mdr2-1", "sent", 60.0, bare)) == (
        "message mdr2-1 was not sent after 60 s: its record has no status yet. Wait again later, "
        "or have delivery receipts posted to you"
    )


def test_words_of_others() -> None:
    """Ids, references and states are of servers and users: shown in one line, and masked."""
    odd = "12065550142\x1b[2J\n\u202e"
    record = attrs.evolve(RECORD, id=odd, status=odd)
    errors = [
        NotDelivered(record, odd, odd),
        DeliveryTimeout(odd, "sent", 60.0, record),
        TryLater(odd, odd, 30.0),
        SendRefused(odd, odd),
    ]

    for error in errors:
        assert str(error).isprintable()
        assert "1206•••0142" in str(error)
        assert "5550142" not in str(error)


def everything(error: BaseException) -> tuple[type, tuple[Any, ...], dict[str, Any], str, str]:
    """All attributes of an error."""
    return type(error), error.args, vars(error), str(error), repr(error)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "travel",
    [copy.copy, copy.deepcopy]
    + [
        lambda error, protocol=protocol: pickle.loads(pickle.dumps(error, protocol))
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
    ],
)
@pytest.mark.sampled(90)
def test_copies(
    kind: type[FlowrouteError], travel: Callable[[FlowrouteError], FlowrouteError]
) -> None:
    """A copied or pickled error is equal in every respect."""
    error = example(kind)

    assert everything(travel(error)) == everything(error)


def test_notes() -> None:
    """Notes that were added to an error are copied as well."""
    error = example(RateLimited)
    error.add_note("third of five")

    assert pickle.loads(pickle.dumps(error)).__notes__[1:] == ["third of five"]


@pytest.mark.parametrize("kind", KINDS)
def test_one_except_for_all(kind: type[FlowrouteError]) -> None:
    """Catching `FlowrouteError` catches every error, and each can be printed."""
    with pytest.raises(FlowrouteError) as caught:
        raise example(kind)

    assert str(caught.value)


@pytest.mark.parametrize(
    ("kind", "builtin"),
    [(ResponseTimeout, TimeoutError), (InvalidValue, ValueError), (ConfigurationError, ValueError)],
)
def test_the_errors_of_python(kind: type[FlowrouteError], builtin: type[Exception]) -> None:
    """Catching Python's own class for the same error catches ours."""
    with pytest.raises(builtin):
        raise example(kind)


def test_a_failed_call_is_a_sentence() -> None:
    """It names the call, by its template, and the reason."""
    assert str(ConnectionFailed("the server hung up", **CALL)) == (
        "PATCH /v2/e911s/{e911_id}: the server hung up"
    )


def test_a_refusal_is_a_sentence() -> None:
    """It has the status and its phrase, the call, the reason, and the id to quote."""
    error = APIError("Try again later.", **CALL, status=429, request_id="15eb464e")

    assert str(error) == (
        "429 Too Many Requests from PATCH /v2/e911s/{e911_id}: Try again later. "
        "(request id 15eb464e)"
    )


def test_an_unknown_status_is_a_sentence() -> None:
    """An error with a non-standard status can be printed."""
    error = APIError("Flowroute gave no reason.", **CALL, status=799)

    assert str(error).startswith("799 Unknown Status from PATCH /v2/e911s/{e911_id}: ")


@pytest.mark.parametrize(
    ("details", "fields"),
    [
        ((), {}),
        (("Authentication failed.",), {}),
        ((ZIP,), {"data.attributes.zip": ("ZIP code must be at least 4 digits long",)}),
        (({"alias": ["too long", "taken"]},), {"alias": ("too long", "taken")}),
        (({"alias": "too long"},), {"alias": ("too long",)}),
        (({"alias": []},), {"alias": ()}),
        (({"alias": None, "value": 5},), {"value": ("5",)}),
        (
            ({"alias": ["too long"]}, {"alias": ["taken"], "value": ["unknown"]}),
            {"alias": ("too long", "taken"), "value": ("unknown",)},
        ),
        ((["no good"],), {"": ("no good",)}),
    ],
)
def test_fields(details: tuple[Any, ...], fields: dict[str, tuple[str, ...]]) -> None:
    """The messages at the leaves of all details, by their path, whatever form they come in."""
    errors = [ErrorDetail(detail=detail) for detail in details]

    assert APIError("no", **CALL, status=422, errors=errors).fields == fields


def test_a_detail_shows_no_phone_number() -> None:
    """The repr of Flowroute's details masks the numbers in them."""
    detail = ErrorDetail(status=422, detail={"to": ["+1 206-555-0142 is not valid"]})

    assert repr(detail) == (
        "ErrorDetail(status=422, title=None, detail={'to': ['+1206•••0142 is not valid']}, id=None)"
    )
