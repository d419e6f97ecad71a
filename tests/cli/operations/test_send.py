"""`flowroute send` and `flowroute api`."""

from __future__ import annotations

import json

import pytest
from cli.account import OWN

THEIRS = "13125550100"
SEND = ("send", "--to", THEIRS, "--from", OWN)


def test_one_text(fr, account):
    """The id is printed, and the text is sent once."""
    sent = fr(*SEND, "Hello", "--fields", "id")

    assert sent.exit_code == 0
    assert json.loads(sent.stdout) == {"id": account.messages[0].id}
    assert account.bodies == ["Hello"]


@pytest.mark.parametrize(
    ("typed", "body"),
    [("Hi\n", "Hi"), ("Hi\r\n", "Hi"), ("a\nb\n\n", "a\nb\n"), ("\ufeffHé", "Hé")],
)
def test_standard_input(fr, account, typed, body):
    """- is the text on standard input, without the end of its last line."""
    assert fr(*SEND, "-", input=typed).exit_code == 0
    assert account.bodies == [body]


def test_wrong_standard_input(fr, account):
    """What is not UTF-8 is not sent."""
    result = fr(*SEND, "-", input=b"\xff\xfe\x00")

    assert (result.exit_code, account.posts) == (2, 0)
    assert result.stderr == "Error: standard input is not UTF-8: convert it\n"


def test_media(fr, account):
    """With --media it is an MMS, also without a text."""
    assert fr(*SEND, "--media", "https://example.com/a.png").exit_code == 0
    assert account.messages[0].is_mms


def test_wait(fr, served):
    """--wait prints the record once it is delivered; without an end it is unknown, exit 3."""
    late = fr(*SEND, "Hello", "--wait", "--wait-seconds", "0.001")

    assert late.exit_code == 3
    assert late.stderr.startswith("Sent: mdr2-")
    assert "was not delivered after 0.001 s: " in late.stderr

    message_id = late.stderr.split()[1]
    assert fr("sandbox", "fail", message_id, "--code", "4").exit_code == 0
    failed = fr("messages", "wait", message_id)
    assert failed.exit_code == 1
    assert failed.stderr == f"Error: message {message_id} was not delivered: delivery failure (4)\n"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (SEND, "TEXT must be there, unless there are --media, but got nothing"),
        ((*SEND, "Hi", "--media", "x"), "--media 1 must be a public URL"),
        ((*SEND, "Hi", "--wait", "--fields", "nothing"), "Invalid value for --fields"),
        ((*SEND, "Hi", "--wait", "--wait-seconds", "0"), "--wait-seconds 0.0 is not a time to"),
        ((*SEND, "Hi", "--wait", "--wait-seconds", "nan"), "--wait-seconds nan is not a time to"),
        ((*SEND, "Hi", "--to", "13125550101"), "Give --to once."),
        ((*SEND, "-5% today"), "No such option '-5'. Write -- before a text that begins with -."),
    ],
)
def test_nothing_is_sent(fr, account, arguments, error):
    """What is wrong is reported in the words of the options, before anything is sent."""
    result = fr(*arguments)

    assert (result.exit_code, account.posts) == (2, 0)
    assert f"Error: {error}" in result.stderr


def test_any_request(fr):
    """The answer to any request is printed as it came, a refusal too."""
    listed = fr("api", "get", "/v2/numbers?limit=1")
    assert json.loads(listed.stdout)["data"][0]["id"] == OWN
    assert listed.stdout.startswith('{\n  "data": [\n')

    missing = fr("api", "GET", "/v2/numbers/12065550199")
    assert json.loads(missing.stdout)["errors"][0]["status"] == 404
    assert missing.exit_code == 1
    assert "12065550199" not in missing.stderr

    asked = fr("api", "DELETE", f"/v2/numbers/{OWN}")
    assert asked.stderr.endswith("Error: Confirm on a terminal, or give --yes.\n")
    assert fr("api", "DELETE", f"/v2/numbers/{OWN}", "--yes").stdout == ""
    assert fr("numbers", "list").stdout == ""


def test_a_body(fr, tmp_path):
    """--data is JSON, in a file with @, or on standard input with -."""
    route = {"type": "route", "attributes": {"route_type": "host", "value": "sip.example.com"}}
    for alias, how in (("one", None), ("two", "@"), ("three", "-")):
        data = json.dumps({"data": route | {"attributes": {**route["attributes"], "alias": alias}}})
        file = tmp_path / "body.json"
        file.write_text(data)
        given = {None: data, "@": f"@{file}", "-": "-"}[how]
        made = fr("api", "POST", "/v2/routes", "--data", given, input=data)
        # The second is refused, as there is one to this host already.
        assert made.exit_code == (0 if alias == "one" else 1), made.output


@pytest.mark.parametrize("path", ["numbers", "//example.com/v2", "/v2/../x", "/v2/a b", "/v2#x"])
def test_no_path(fr, path):
    """What is no path of the API goes nowhere."""
    result = fr("api", "GET", path)

    assert result.exit_code == 2
    assert result.stderr.startswith("Error: PATH is no path of Flowroute's API")


def test_a_body_with_a_mark(fr):
    """A byte order mark before the JSON on standard input is none of it."""
    refused = fr("api", "POST", "/v2/routes", "--data", "-", input="\ufeff{}")

    assert refused.exit_code == 1
    assert "422 Unprocessable" in refused.stderr


def test_no_json(fr, tmp_path):
    """A body that is not JSON is reported with its line, a missing file with its name."""
    assert fr("api", "POST", "/v2/routes", "--data", "{\n,").stderr == (
        "Error: --data is not JSON at line 2: write it like '{\"data\": …}'\n"
    )
    assert fr("api", "POST", "/v2/routes", "--data", f"@{tmp_path}/no.json").stderr == (
        f"Error: {tmp_path}/no.json: No such file or directory\n"
    )


def test_a_post_without_an_id(fr):
    """A POST that makes nothing, such as the validation of an address, is known as such."""
    attributes = {
        "label": "Home",
        "first_name": "Ann",
        "last_name": "Lee",
        "street_number": "3000",
        "street_name": "N 31st St",
        "city": "Tacoma",
        "state": "WA",
        "zip": "98407",
        "country": "US",
    }
    data = json.dumps({"data": {"type": "e911", "attributes": attributes}})
    result = fr("api", "POST", "/v2/e911s/validate", "--data", data)

    assert result.exit_code == 0, result.output
