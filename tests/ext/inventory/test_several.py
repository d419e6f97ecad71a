"""`numbers.get_many()` where a whole request is answered with 404."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ext.server import Asked, Reply, Server, document

from flowroute_ext import Flowroute
from flowroute_ext.errors import ServerError

OWN = ("12065550142", "12065550143")
OTHER = "12065550199"
MISSING = {"errors": [{"status": 404, "title": "Not Found", "detail": "No such number."}]}


class Numbers:
    """A server that refuses lists with a number that is not on the account."""

    def __init__(self) -> None:
        self.status = 404
        self.server = Server(self._reply)

    @property
    def asked(self) -> list[str]:
        """The requests, without their path where it is of one number."""
        return [one.path.rpartition("/")[2] for one in self.server.asked]

    def _reply(self, asked: Asked) -> Reply:
        number = asked.path.rpartition("/")[2]
        if asked.method == "GET":
            known = number in OWN
            return document(200, {"data": shown(number)}) if known else document(404, MISSING)
        numbers = [one.removeprefix("+") for one in json.loads(asked.body)["numbers"]]
        if set(numbers) <= set(OWN):
            return document(200, {"data": [shown(one) for one in numbers]})
        return document(self.status, MISSING)


def shown(number: str) -> dict[str, Any]:
    """Return the resource of a number."""
    return {"type": "number", "id": number, "attributes": {"value": number, "alias": None}}


@pytest.fixture
def numbers() -> Any:
    """A server that does so."""
    numbers = Numbers()
    yield numbers
    numbers.server.close()


def test_each_is_asked_for_after_a_404(numbers: Numbers) -> None:
    """A 404 for a list does not say which is missing, so each of that list is asked for."""
    with Flowroute("access-key", "secret-key", base_url=numbers.server.url) as flowroute:
        found = flowroute.numbers.get_many([OWN[1], OTHER, OWN[0]])
    assert [number.value for number in found.found] == [OWN[1], OWN[0]]
    assert found.missing == (OTHER,)
    assert numbers.asked[1:] == [OWN[1], OTHER, OWN[0]]


def test_only_the_numbers_of_that_request(numbers: Numbers) -> None:
    """The numbers of other requests are not asked for one by one."""
    others = [f"1206556{line:04}" for line in range(199)]
    with Flowroute("access-key", "secret-key", base_url=numbers.server.url) as flowroute:
        found = flowroute.numbers.get_many([*others, OTHER, *OWN])
    assert (len(found.found), len(found.missing)) == (2, 200)
    assert len(numbers.asked) == 1 + 200 + 1


def test_other_failures_are_raised(numbers: Numbers) -> None:
    """Where the service fails no number is said to be missing."""
    numbers.status = 500
    with (
        Flowroute("access-key", "secret-key", base_url=numbers.server.url) as flowroute,
        pytest.raises(ServerError),
    ):
        flowroute.numbers.get_many([*OWN, OTHER], max_retries=0)
    assert len(numbers.asked) == 1
