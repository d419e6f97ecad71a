"""Errors are ours, and have what those of the official SDKs have."""

from __future__ import annotations

import copy
import pickle
import traceback

import pytest

from compat.conftest import Account
from flowroute_ext import APIError, FlowrouteError, InvalidValue, NotFound, OutcomeUnknown, compat
from flowroute_ext.compat import Configuration, FlowrouteNumbersAndMessagingClient

NUMBER = "12065550100"
SMS = {"to": "13125550199", "from": NUMBER, "body": "A secret."}


def test_a_refusal(account: Account) -> None:
    """It has the status and the errors of the response under their names, and its body."""
    with pytest.raises(compat.ErrorException) as caught:
        account.client.numbers.list_phone_number_details("12065550177")

    error = caught.value
    assert type(error) is NotFound
    assert error.response_code == 404
    assert [(one.status, one.detail) for one in error.errors] == [
        (404, "Could not find that resource on your account.")
    ]
    assert error.context.response.status_code == 404
    assert '"status":404' in error.context.response.raw_body.replace(" ", "")
    assert "Could not find" not in repr(error.context)
    again = pickle.loads(pickle.dumps(error))
    assert (again.response_code, again.context) == (404, error.context)


def test_invalid_values(account: Account) -> None:
    """What Flowroute would refuse raises before anything is sent, and has no response."""
    with pytest.raises(compat.APIException) as caught:
        account.client.messages.send_a_message({**SMS, "to": "911"})

    error = caught.value
    assert type(error) is InvalidValue
    assert (error.response_code, error.errors, error.context.response.raw_body) == (None, (), "")
    assert account.sent == []


def test_the_names_of_the_exceptions() -> None:
    """They are names for classes of ours, so that what is caught is what calls raise."""
    assert compat.APIException is FlowrouteError
    assert compat.ErrorException is APIError


def test_the_other_order(account: Account) -> None:
    """A record in the place of a number is refused, with the order of both SDKs."""
    with pytest.raises(InvalidValue, match=r"client\.e911 and client\.cnam before it") as caught:
        account.client.e911s.associate(NUMBER, "20930")
    with pytest.raises(InvalidValue, match=r"client\.e911 and client\.cnam before it"):
        account.client.cnam.associate(22790, NUMBER)

    assert caught.value.problems[0].field == "did"
    assert account.sent == []


@pytest.mark.parametrize(
    ("place", "call"),
    [
        ("POST /v2.1/messages", lambda client: client.messages.send_a_message(SMS)),
        (
            "POST /v2/numbers/12065550142",
            lambda client: client.numbers.purchase_a_phone_number(12065550142),
        ),
        ("POST /v2/cnams", lambda client: client.cnam.create("FLOWROUTE")),
    ],
)
def test_never_twice(account: Account, place: str, call) -> None:
    """Where the response is lost the call is not sent again, and its outcome can be found out."""
    account.sandbox.seed_number("12065550142", for_sale=True)
    account.lost = place

    with pytest.raises(compat.APIException) as caught:
        call(account.client)

    error = caught.value
    assert type(error) is OutcomeUnknown
    assert (error.response_code, error.errors) == (None, ())
    assert [f"{method} {path}" for method, path in account.sent] == [place]
    assert error.resolve(timeout=0).verdict == "accepted"
    assert account.client.flowroute.resolve(copy.copy(error), timeout=0).verdict == "accepted"
    assert pickle.loads(pickle.dumps(error)).reference == error.reference


def test_what_may_be_repeated_is(account: Account) -> None:
    """A list whose response is lost is fetched again, twice unless the client says otherwise."""
    account.lost = "GET /v2/numbers"

    with pytest.raises(compat.APIException):
        account.client.numbers.list_account_phone_numbers()

    assert account.sent == [("GET", "/v2/numbers")] * 3


def test_nothing_private_is_shown(account: Account) -> None:
    """Neither keys, numbers nor texts are in a message, a repr or the frames of a traceback."""
    private = ("13125550199", NUMBER, "A secret.", "sandbox-secret-key")
    account.lost = "POST /v2.1/messages"
    for body in (SMS, {**SMS, "body": 7}, {"A secret.": 1}, "A secret.", b"A secret.", [SMS]):
        with pytest.raises(compat.APIException) as caught:
            account.client.messages.send_a_message(body)
        report = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
        frames = [line for line in report.stack if "/flowroute_ext/" in line.filename]
        shown = [str(caught.value), repr(caught.value), repr(account.client)]
        shown += [str(frame.locals) for frame in frames]
        assert [part for part in private if any(part in one for one in shown)] == []


def test_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each client has its own, from its arguments, `Configuration`, or the environment."""
    for name in ("FR_ACCESS_KEY", "FR_SECRET_KEY", "FR_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(compat.APIException, match="no credentials"):
        FlowrouteNumbersAndMessagingClient(None, None)
    one = compat.FlowroutenumbersandmessagingClient(
        basic_auth_user_name="a", basic_auth_password="b", base_url="https://one.example.com"
    )
    Configuration.base_uri = "https://two.example.com"
    Configuration.basic_auth_user_name = "c"
    Configuration.basic_auth_password = "d"
    two = FlowrouteNumbersAndMessagingClient()

    assert one.config is two.config is Configuration
    assert [client.flowroute._config.base_url for client in (one, two)] == [
        "https://one.example.com",
        "https://two.example.com",
    ]
    assert one.flowroute._config.authorization != two.flowroute._config.authorization
    with one, two:
        pass
