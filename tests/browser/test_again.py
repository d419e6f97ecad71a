"""A page that is loaded again, or whose sandbox is another one."""

from __future__ import annotations

import pytest
from browser.screen import CONVERSATION, OURS, PAGE, THEIRS, Screen
from sandbox_serving.served import Served

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("browser")]

OTHER = "13125550188"


def test_another_sandbox(screen: Screen, serve) -> None:
    """A page follows the sandbox that is started in place of its own, and keeps what is written."""
    screen.expected = ["ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE", "ERR_EMPTY", "403", "404"]
    first: Served = serve()
    screen.served, port = first, first.url.rpartition(":")[2]
    first.json("POST", "/_sandbox/numbers", {"number": OURS})
    screen.receive("Of the first")
    screen.live(CONVERSATION)
    screen.find("#body").send_keys("Not sent yet")
    first.stop()
    screen.wait(lambda: screen.find("#link").get_attribute("data-state") == "lost")

    second: Served = serve("--port", port)
    screen.served = second
    second.json("POST", "/_sandbox/numbers", {"number": OURS})
    screen.receive("Of the second")
    screen.shows(".messages .text", "Of the second")
    screen.wait(lambda: screen.find("#link").get_attribute("data-state") == "live")
    screen.wait(lambda: screen.find("#body").get_attribute("value") == "Not sent yet")
    screen.find(".send").click()
    screen.shows(".messages .text", "Of the second", "Not sent yet")


def test_drafts(screen: Screen) -> None:
    """Each conversation keeps what is being written in it, until it is sent."""
    screen.receive("Hello")
    screen.receive("I too", **{"from": OTHER})
    screen.live(CONVERSATION)
    screen.find("#body").send_keys("For the first")
    screen.find(f"#c-{OURS}-{OTHER} a").click()
    screen.shows(".messages .text", "I too")
    assert screen.find("#body").get_attribute("value") == ""

    screen.driver.back()
    screen.shows(".messages .text", "Hello")
    assert screen.find("#body").get_attribute("value") == "For the first"
    screen.live(CONVERSATION)
    assert screen.find("#body").get_attribute("value") == "For the first"
    screen.find(".send").click()
    screen.shows(".messages .text", "Hello", "For the first")
    screen.live(f"{PAGE}/conversations/{OURS}/{THEIRS}")
    assert screen.find("#body").get_attribute("value") == ""
