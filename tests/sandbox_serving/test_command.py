"""The `flowroute sandbox` command, in processes and on real sockets."""

from __future__ import annotations

import json
import signal
import socket
from contextlib import closing, suppress
from http.client import HTTPException
from pathlib import Path
from threading import Event, Thread

import pytest
from forked.python import run

from flowroute_sandbox.state.store import Store

ROOT = Path(__file__).parents[2]
NUMBER = "/v2/numbers/12065550142"


def refused(*options: object, command=("-m", "flowroute_ext.cli", "sandbox")) -> str:
    """Return stderr of a sandbox that does not start; it prints nothing else and exits with 1."""
    process = run(*command, *options, cwd=ROOT, text=True)
    assert (process.returncode, process.stdout) == (1, "")
    return process.stderr


def test_greeting(serve):
    """It prints its URL, how to use it, and last of all the READY line."""
    served = serve()

    assert served.lines == [
        f"Flowroute sandbox at {served.url}",
        "The account is in memory, until the sandbox stops (see --data).",
        f"In a browser: {served.url}/",
        "",
        "To use it from another terminal:",
        "",
        "  export FR_ACCESS_KEY=sandbox-access-key",
        "  export FR_SECRET_KEY=sandbox-secret-key",
        f"  export FR_BASE_URL={served.url}",
        "",
        f"READY {served.url}",
    ]
    assert served.url.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_stopping(serve, signal_number):
    """Ctrl-C and SIGTERM end it with status 0 and no output, even while a client is connected."""
    served = serve()
    served.json("GET", "/v2/numbers")

    assert served.stop(signal_number) == (0, "", "")


def test_requests_on_one_connection(serve):
    """What one request changes the next one sees; links are on the host the client used."""
    served = serve()

    assert served.json("GET", NUMBER)[0] == 404
    assert served.json("POST", NUMBER)[0] == 201
    status, document = served.json("GET", NUMBER)

    assert status == 200
    assert document["data"]["attributes"]["value"] == "12065550142"
    assert document["links"] == {"self": f"{served.url}{NUMBER}"}


def test_wrong_keys(serve):
    """Without the right keys the response is 401."""
    response = serve().request("GET", "/v2/numbers", authorization="Basic eDp5")

    assert response.status == 401
    assert json.load(response)["errors"][0]["detail"] == "Authentication failed."


def test_given_keys(serve):
    """Keys given are the ones accepted, and they are not printed."""
    served = serve("--access-key", "my-key", "--secret-key", "my-secret")

    assert served.json("GET", "/v2/numbers")[0] == 401
    response = served.request("GET", "/v2/numbers", authorization="Basic bXkta2V5Om15LXNlY3JldA==")
    assert (response.status, json.load(response)["data"]) == (200, [])
    assert [line for line in served.lines if "my-" in line] == []
    assert "  export FR_SECRET_KEY='(the one you gave)'" in served.lines


def test_chunked_body(serve):
    """A body sent in chunks is put together."""
    served = serve()
    chunks = iter(
        [
            b'{"data": {"type": "route", "attributes": {"route_type": "host", "alias": "a",',
            b' "value": "pbx.example.com"}}}',
        ]
    )

    response = served.request("POST", "/v2/routes", chunks)

    assert response.status == 201
    assert json.load(response)["data"]["attributes"]["value"] == "pbx.example.com"


def test_a_body_that_is_too_long(serve):
    """A body over a mebibyte is a 413, and the connection stays open."""
    served = serve()

    response = served.request("POST", "/v2/routes", b" " * 3_000_000)

    assert (response.status, json.load(response)["errors"][0]["status"]) == (413, 413)
    assert served.json("GET", "/v2/numbers")[0] == 200


def test_head(serve):
    """The response to HEAD has no body, and the connection stays open."""
    served = serve()

    response = served.request("HEAD", "/v2/numbers")

    assert (response.status, response.read()) == (405, b"")
    assert served.json("GET", "/v2/numbers")[0] == 200


def test_options(serve):
    """OPTIONS is refused like any method that the path does not have."""
    status, document = serve().json("OPTIONS", "/v2/numbers")

    assert (status, document["errors"][0]["title"]) == (405, "Method Not Allowed")


def test_what_is_no_http(serve):
    """Bytes that are no HTTP are a 400, and other clients are served."""
    served = serve()
    host, port = served.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        connection.sendall(b"\x16\x03\x01\x02\x00\r\n\r\n")
        answer = connection.recv(100)

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert served.json("GET", "/v2/numbers")[0] == 200


def test_ipv6(serve):
    """An IPv6 address stands in brackets in the URL."""
    served = serve("--host", "::1")

    assert served.url.startswith("http://[::1]:")
    assert served.json("GET", "/v2/numbers")[0] == 200


def test_seed(serve):
    """The seed chooses the numbers on sale."""
    path = "/v2/numbers/available/exchanges?areacode=206"
    lists = [serve("--seed", seed).json("GET", path)[1]["data"] for seed in (0, 7)]

    assert lists[0] != lists[1]


def test_rate_limit(serve):
    """With --rate-limit, more than five messages in a second are too many."""
    served = serve("--rate-limit")
    served.json("POST", NUMBER)
    message = {"to": "12065550143", "from": "12065550142", "body": "hi"}

    statuses = [served.json("POST", "/v2.2/messages", message)[0] for _ in range(30)]

    assert (statuses[0], 429 in statuses) == (202, True)


def test_kill_9(serve, tmp_path):
    """Every change with a response before a kill -9 is in the file."""
    file = tmp_path / "account.db"
    served = serve("--data", file)
    assert served.lines[1] == f"The account is kept in {file}."
    bought = [f"/v2/numbers/120655501{line:02}" for line in range(60)]
    answers = [served.json("POST", number)[1]["data"] for number in bought]
    served.json("PATCH", bought[0], {"type": "number", "alias": "front desk"})
    served.json("DELETE", bought[1])

    assert served.stop(signal.SIGKILL)[0] == -signal.SIGKILL

    served = serve("--data", file)
    _, first = served.json("GET", bought[0])
    _, kept = served.json("GET", "/v2/numbers?limit=200")
    assert first["data"]["attributes"]["alias"] == "front desk"
    assert [number["id"] for number in kept["data"]] == [
        answer["id"] for answer in answers if answer["id"] != "12065550101"
    ]
    assert served.json("GET", bought[1])[0] == 404
    assert served.json("POST", bought[1])[0] == 201


def test_kill_9_in_progress(serve, tmp_path):
    """Killed while a client buys numbers, it has every number whose response came."""
    file = tmp_path / "account.db"
    served = serve("--data", file)
    answered = []
    under_way = Event()

    def buy():
        with suppress(OSError, HTTPException):
            for line in range(100):
                served.json("POST", f"/v2/numbers/120655501{line:02}")
                answered.append(f"120655501{line:02}")
                if line == 20:
                    under_way.set()

    client = Thread(target=buy)
    client.start()
    under_way.wait(60)
    served.stop(signal.SIGKILL)
    client.join(10)

    _, kept = serve("--data", file).json("GET", "/v2/numbers?limit=200")
    numbers = [number["id"] for number in kept["data"]]
    assert numbers[: len(answered)] == answered
    assert 20 < len(answered) <= len(numbers) <= len(answered) + 1


def test_two_sandboxes_on_one_file(serve, tmp_path):
    """A second sandbox on the same file is refused in one line."""
    file = tmp_path / "account.db"
    serve("--data", file)

    assert refused("--port", 0, "--data", file) == (
        f"Error: {file} is in use by another sandbox. Stop that one, or give this one another"
        " file.\n"
    )


def test_an_invalid_data_file(tmp_path):
    """A file that is not the sandbox's is refused in one line."""
    file = tmp_path / "numbers.csv"
    file.write_text("value,alias\n" * 50)

    assert refused("--port", 0, "--data", file) == (
        f"Error: {file} is not a sandbox's data file. Give another file; this one is left as it"
        " is.\n"
    )


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        ("number", "row 1, a number: it has 2 fields that are not known"),
        ("message", "row 1, a message: it has 2 fields that are not known"),
    ],
)
def test_a_data_file_with_unknown_rows(tmp_path, kind, problem):
    """Unknown rows are refused in one line."""
    file = tmp_path / "account.db"
    with closing(Store(file)) as store:
        store.save([(kind, "12065550142", {"value": "12065550142", "colour": "red"})])

    assert refused("--port", 0, "--data", file) == (
        f"Error: {file} holds rows that this release does not know ({problem}). Give another"
        " file.\n"
    )


def test_port_in_use():
    """A port in use is refused in one line."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        assert refused("--port", port) == (
            f"Error: port {port} of 127.0.0.1 is in use: stop the program that has it, or give"
            " another --port (0 takes any that is free)\n"
        )


def test_an_address_of_another_machine():
    """An address that is not this machine's is refused in one line."""
    errors = refused("--host", "192.0.2.1", "--port", 8080)

    assert errors.startswith("Error: cannot listen on port 8080 of 192.0.2.1 (")
    assert errors.endswith("): give another --host or --port\n")
    assert errors.count("\n") == 1


def test_uvicorn_is_not_installed():
    """Without uvicorn, one line says what to install."""
    program = (
        "import sys; sys.modules['uvicorn'] = None;"
        "from flowroute_sandbox.serving.command import sandbox; sandbox()"
    )

    # With an option it is not forked from a process that has imported uvicorn.
    assert refused(command=["-B", "-c", program]) == (
        'Error: the sandbox needs uvicorn: pip install "flowroute-ext[sandbox]"\n'
    )
