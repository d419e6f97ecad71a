"""Several tabs, and the sandbox's changes as they happen."""

from __future__ import annotations

import pytest
from browser.screen import CONVERSATION, OURS, PAGE, Screen

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("browser")]


def test_two_tabs(screen: Screen) -> None:
    """What is written in one tab is shown in the other, also after the first one is closed."""
    screen.receive("Hello")
    screen.live(CONVERSATION)
    first = screen.tab()
    screen.live(CONVERSATION)
    screen.find("#body").send_keys("From the second tab")
    screen.find(".send").click()
    screen.shows(".messages .text", "Hello", "From the second tab")
    second = screen.driver.current_window_handle
    screen.driver.switch_to.window(first)
    screen.shows(".messages .text", "Hello", "From the second tab")

    screen.driver.get("about:blank")
    screen.driver.switch_to.window(second)
    screen.receive("The first one is gone")
    screen.shows(".messages .text", "Hello", "From the second tab", "The first one is gone")


def test_traffic(screen: Screen) -> None:
    """Requests are shown as they come, with what was sent and why they were refused."""
    screen.live(f"{PAGE}/traffic")
    screen.send("Hello")
    wrong = {"from": "12065550199", "to": OURS, "body": "Hi"}
    assert screen.served.json("POST", "/v2.1/messages", wrong)[0] == 403
    screen.shows(".exchanges .status", "403", "202")
    screen.find(".exchanges a").click()

    screen.wait(lambda: screen.all(".sheet"))
    assert '"from": "12065550199"' in screen.find("pre").text
    assert screen.texts(".sheet .notice") == ["Why: 403: ActionNotAuthorizedError"]
    assert "Basic ***" in screen.find(".sheet").text
    screen.find(".tabs a:nth-child(4)").click()
    screen.shows(".exchanges .status", "403")
    assert screen.texts("#gauge .refused") == ["2 in all"]


def test_a_reset(screen: Screen) -> None:
    """A reset elsewhere leads from a conversation that is gone to the empty list."""
    screen.receive("Hello")
    screen.live(CONVERSATION)
    screen.served.json("POST", "/_sandbox/reset")

    screen.shows(".conversations .nothing", "No messages yet.")
    screen.shows(".big", "The account has no number")
    screen.find(".hint .button").click()
    screen.shows(".pane .big", "No messages yet")
    assert screen.state()["numbers"] == 1
    screen.expected = ["404"]
