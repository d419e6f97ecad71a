"""The programs in examples/ do what they say."""

from __future__ import annotations

import os
import subprocess

import pytest
from forked.python import Python, run
from sandbox_serving.served import Served

from scripts.doc_page import ROOT

OWN = "12065550100"
OPTIONS = ("-q", "-p", "no:cacheprovider", "-p", "pytest_flowroute.plugin")
# Any warning is an error in it, as with `python -W error`.
STRICTLY = """
import runpy, sys, warnings

warnings.simplefilter("error")
del sys.argv[0]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def example(sandbox: Served):
    """Starts an example with these arguments, at the sandbox."""

    def start(name: str, *arguments: str) -> subprocess.Popen[str]:
        return Python(
            *("-c", STRICTLY, f"examples/{name}.py", *arguments),
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "generated")])},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


def finished(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit status, output and errors of an example that ends."""
    output, errors = process.communicate(timeout=120)
    return process.returncode, output, errors


def test_buy_and_route(sandbox: Served, example):
    """A number is bought and rings at the host; the next one shares the route."""
    for number in ("12015550100", "12015550101"):
        assert finished(example("buy_and_route", "201555", "sip.example.com")) == (
            0,
            f"+{number} rings at sip.example.com, for $1.25 a month.\n",
            "",
        )

    _, routes = sandbox.json("GET", "/v2/routes")
    assert [route["id"] for route in routes["data"]] == ["0", "100001"]
    _, document = sandbox.json("GET", "/v2/numbers/12015550101")
    primary = document["data"]["relationships"]["primary_route"]["data"]
    assert primary == {"type": "route", "id": "100001"}


def test_nothing_is_for_sale(example):
    """Where there is no number for sale, it reports so and exits with 1."""
    assert finished(example("buy_and_route", "201999", "sip.example.com")) == (
        1,
        "",
        "There is no number for sale in 201999.\n",
    )


def test_text_and_wait(sandbox: Served, example):
    """It ends when the carrier has accepted the text."""
    sandbox.json("POST", "/_sandbox/numbers", {"number": OWN})
    process = example("text_and_wait", OWN, "13125550199", "Your table is ready.")
    sent = process.stdout.readline()
    sandbox.json("POST", "/_sandbox/clock/advance", {"seconds": 60})

    assert sent.endswith(" is on its way.\n")
    assert finished(process) == (0, "message buffered: Message accepted by Carrier\n", "")


def test_e911_check(sandbox: Served, example):
    """It lists the numbers without an address, and exits with 1 if there are any."""
    assert finished(example("e911_check")) == (0, "0 of 0 numbers carry no E911 address.\n", "")

    sandbox.json("POST", "/_sandbox/numbers", {"number": OWN})
    sandbox.json("PATCH", f"/v2/numbers/{OWN}", {"type": "number", "alias": "Desk"})
    assert finished(example("e911_check")) == (
        1,
        "+12065550100 Desk\n1 of 1 numbers carry no E911 address.\n",
        "",
    )


@pytest.mark.once
def test_two_way_passes_its_own_tests():
    """The answers are served by FastAPI and by Django, by less than 60 lines for each."""
    folder = ROOT / "examples" / "two_way"
    environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    result = run("-m", "pytest", *OPTIONS, cwd=folder, env=environment, text=True)

    assert result.returncode == 0, result.stdout + result.stderr
    answers, *served = (
        len([line for line in (folder / name).read_text("utf-8").splitlines() if line])
        for name in ("answers.py", "with_fastapi.py", "with_django.py")
    )
    assert [answers + lines < 60 for lines in served] == [True, True]
