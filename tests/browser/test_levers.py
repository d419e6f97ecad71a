"""Every lever in a browser, and the same as lines of code."""

from __future__ import annotations

import sys

import pytest
from browser.screen import CONVERSATION, KEYS, OURS, PAGE, THEIRS, Screen, run
from selenium.webdriver.support.select import Select

from flowroute_sandbox import Sandbox
from flowroute_sandbox.page.levers.catalog import LEVERS

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("browser")]


def pull(screen: Screen, name: str, /, **fields: str) -> None:
    """Fill in the form of a lever, and submit it."""
    form = f"form[data-lever={name}]"
    for field, text in fields.items():
        screen.type(f"{form} [name={field}]", text)
    said = screen.find("#said")
    screen.driver.execute_script("arguments[0].textContent = ''", said)
    screen.find(f"{form} button[type=submit]").click()
    title = next(lever.title for lever in LEVERS if lever.name == name)
    screen.wait(lambda: said.text == f"Done: {title}.")


def pending(screen: Screen, value: str) -> str:
    """The id of a new CNAM record."""
    status, made = screen.served.json("POST", "/v2/cnams", {"value": value})
    assert status == 201
    return made["data"]["id"]


def test_every_lever(screen: Screen) -> None:
    """Each does what it says, and the page is up to date at once."""
    message_ids = [screen.send(f"No {number}") for number in (1, 2, 3)]
    for message_id in message_ids:
        screen.served.json("POST", f"/_sandbox/messages/{message_id}/delay", {"seconds": 90_000})
    names = [pending(screen, value) for value in ("HARBOR CAFE", "BEST BANK")]
    screen.live(f"{PAGE}/levers")

    pull(screen, "receive", body="Hello")
    Select(screen.find("#deliver-message_id")).select_by_value(message_ids[0])
    pull(screen, "deliver")
    Select(screen.find("#fail-message_id")).select_by_value(message_ids[1])
    pull(screen, "fail", code="4105", description="No such phone")
    Select(screen.find("#delay-message_id")).select_by_value(message_ids[2])
    pull(screen, "delay", seconds="3600")
    pull(screen, "advance", seconds="7200")
    pull(screen, "money", balance="20.5")
    pull(screen, "add-number", number="12065550101")
    Select(screen.find("#approve-cnam-cnam_id")).select_by_value(names[0])
    pull(screen, "approve-cnam")
    screen.wait(lambda: screen.texts("#reject-cnam-cnam_id option") == ["BEST BANK"])
    pull(screen, "reject-cnam", reason="Not a bank")
    pull(screen, "fault", name="429", times="2")
    screen.shows("#faults tbody tr td", "429", "any", "1", "2", "0")
    assert [screen.served.json("GET", "/v2/numbers")[0] for _ in range(3)] == [429, 429, 200]
    screen.shows("#faults tbody tr td", "429", "any", "1", "2", "2")
    pull(screen, "clear-faults")
    screen.shows("#faults tbody tr td")
    state = screen.state()
    assert (state["balance"], state["numbers"], state["messages"]) == (20.5, 2, 4)

    screen.open(CONVERSATION)
    screen.shows(
        ".message summary .state",
        *("message buffered", "delivery failure", "queued", "no callback"),
    )
    assert "4105" in "".join(screen.texts(".message:nth-child(2) dd"))
    screen.open(f"{PAGE}/account")
    assert screen.texts("#account .badge")[:2] == ["approved", "rejected"]

    screen.live(f"{PAGE}/levers")
    pull(screen, "reset")
    state = screen.state()
    assert (state["balance"], state["numbers"], state["messages"]) == (1000, 0, 0)


def test_what_is_refused(screen: Screen) -> None:
    """A lever says beside its form why it was refused, by the labels of its fields."""
    screen.expected = ["422"]
    screen.live(f"{PAGE}/levers")
    screen.type("#advance-seconds", "soon")
    screen.find("form[data-lever=advance] button").click()

    screen.shows("#advance-problem", "Seconds: Must be a number from 0 to below 1e12.")


PASTE = """
const [field, text] = arguments;
field.value = text;
field.dispatchEvent(new Event("input", { bubbles: true }));
"""
LINE = 'It\'s "quoted" $HOME `id` \\ 😀'


def test_the_lines_do_the_same(screen: Screen) -> None:
    """The lines follow the form, and each of them does what its button does."""
    screen.live(f"{PAGE}/levers")
    screen.find("#receive-from").clear()
    screen.find("#receive-from").send_keys(THEIRS)
    field = screen.find("#receive-body")
    screen.driver.execute_script(PASTE, field, LINE)
    screen.wait(lambda: "quoted" in screen.texts("#receive-lines code")[0])
    curl, python, test = screen.texts("#receive-lines code")

    assert run("bash", "-c", curl, **KEYS).returncode == 0
    done = run(sys.executable, "-c", python, **KEYS)
    assert (done.returncode, done.stderr) == (0, "")
    sandbox = Sandbox()
    sandbox.seed_number(OURS)
    exec(test, {"sandbox": sandbox})

    screen.open(CONVERSATION)
    screen.shows(".messages .text", LINE, LINE)
    assert [row.body for row in sandbox.account.messages] == [LINE]


def test_copying(screen: Screen) -> None:
    """The button beside a line copies it."""
    screen.driver.execute_cdp_cmd(
        "Browser.grantPermissions",
        {
            "origin": screen.served.url,
            "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"],
        },
    )
    screen.live(f"{PAGE}/levers")
    screen.find("#reset-lines [data-copy]").click()
    screen.shows("#said", "The line is copied.")

    read = "const done = arguments[0]; navigator.clipboard.readText().then(done)"
    copied = screen.driver.execute_async_script(read)
    assert copied == screen.texts("#reset-lines code")[0]


def test_the_account(screen: Screen) -> None:
    """Caller names are approved and rejected where they are listed."""
    pending(screen, "HARBOR CAFE")
    pending(screen, "BEST BANK")
    screen.live(f"{PAGE}/account")
    screen.shows("#account .badge.waiting", "pending", "pending")

    screen.find(".review .primary").click()
    screen.shows("#account .badge:is(.waiting, .done)", "pending", "approved")
    screen.type(".review [name=reason]", "Not a bank")
    screen.find(".review [formaction]").click()
    screen.shows("#account .badge:is(.failed, .done)", "approved", "rejected")
    assert "Not a bank" in screen.find("#account").text
