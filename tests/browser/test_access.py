"""The page without a mouse, without JavaScript, and as assistive technology sees it."""

from __future__ import annotations

import pytest
from browser.screen import CONVERSATION, PAGE, Screen
from selenium.webdriver import Keys

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("browser")]

TRAFFIC = f"{PAGE}/traffic"
WIDE = (
    "/",
    CONVERSATION,
    f"{PAGE}/conversations/new",
    f"{PAGE}/levers",
    f"{PAGE}/account",
    TRAFFIC,
)
NARROW = (CONVERSATION, f"{PAGE}/levers", f"{PAGE}/account")
AXE = """
const done = arguments[0];
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
axe.run({ resultTypes: ["violations"], runOnly: tags })
  .then(({ violations }) => done(violations.map((each) =>
    `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`)));
"""


def fill(screen: Screen) -> None:
    """Give the account some of everything."""
    screen.receive("Is it open?")
    screen.receive("שלום, are you open?", **{"from": "447700900123"})
    screen.send("It is, until ten.")
    screen.send("Our menu", media_urls=["http://example.com/menu.png"])
    screen.served.json("POST", "/v2/cnams", {"value": "HARBOR CAFE"})
    screen.served.json(
        "PUT", "/v2.1/messages/sms_callback", {"callback_url": "http://localhost:9/"}
    )
    screen.served.json("GET", "/v2/nothing")
    screen.served.json("POST", "/_sandbox/faults", {"name": "503 @9"})


@pytest.mark.parametrize(
    ("paths", "dark", "width"), [(WIDE, False, 1280), (NARROW, True, 390)], ids=["wide", "narrow"]
)
def test_axe(screen: Screen, axe: str, paths: tuple[str, ...], dark: bool, width: int) -> None:
    """There is nothing that axe finds on any view: wide and light, narrow and dark."""
    fill(screen)
    screen.emulate(dark=dark, width=width)
    screen.live(TRAFFIC)
    exchange = screen.find(".exchanges a").get_attribute("href").removeprefix(screen.served.url)
    found = {}
    for path in (*paths, exchange):
        screen.open(path)
        if path == CONVERSATION:
            for summary in screen.all(".message summary"):
                summary.click()
        screen.driver.execute_script(axe)
        found[path] = screen.driver.execute_async_script(AXE)
        width_of = "return document.documentElement.scrollWidth"
        assert screen.driver.execute_script(width_of) <= width

    assert {path: faults for path, faults in found.items() if faults} == {}


def test_only_the_keyboard(screen: Screen) -> None:
    """A conversation is found, opened, answered and left with keys alone."""
    screen.receive("First")
    screen.receive("Second", **{"from": "447700900123"})
    screen.live()
    screen.press(Keys.TAB)
    assert screen.focused() == "Skip to content"
    screen.press("/")
    assert screen.focused() == "q"
    screen.press(Keys.ARROW_DOWN)
    screen.press(Keys.ARROW_DOWN)
    assert "First" in screen.focused()
    outline = "return getComputedStyle(document.activeElement).outlineStyle"
    assert screen.driver.execute_script(outline) == "solid"
    screen.press(Keys.ENTER)
    screen.wait(lambda: screen.focused() == "body")
    screen.press("One line", Keys.SHIFT, Keys.ENTER, Keys.NULL, "and one more")
    screen.press(Keys.ENTER)
    screen.shows(".messages .text", "First", "One line\nand one more")
    assert screen.focused() == "body"
    screen.press(Keys.ESCAPE)
    assert "One line" in screen.focused()
    screen.press(Keys.END)
    assert "Second" in screen.focused()


def test_without_scripts(screen: Screen) -> None:
    """Lists, a conversation, writing and every form work where no JavaScript runs."""
    screen.receive("Hello")
    screen.emulate(scripts=False)
    screen.open("/")
    screen.find(".conversations a").click()
    assert screen.find(".messages .text").text == "Hello"
    screen.find("#body").send_keys("Written without scripts")
    screen.find(".send").click()
    texts = ["Hello", "Written without scripts"]
    screen.wait(lambda: [each.text for each in screen.all(".messages .text")] == texts)

    screen.open(f"{PAGE}/levers")
    assert not screen.find("#theme").is_displayed()
    screen.find("form[data-lever=advance] button").click()
    screen.wait(lambda: screen.find(".notice").text == "Done: Advance the clock.")
    screen.find("#advance-seconds").clear()
    screen.find("#advance-seconds").send_keys("soon")
    screen.find("form[data-lever=advance] button").click()
    problem = "Seconds: Must be a number from 0 to below 1e12."
    screen.wait(lambda: screen.find("#advance-problem").text == problem)
    screen.expected = ["422"]


def test_the_theme(screen: Screen) -> None:
    """Colors follow the system, until the switch chooses; the choice is kept without a flash."""
    ground = "return getComputedStyle(document.body).backgroundColor"
    screen.emulate(dark=True)
    screen.live()
    dark = screen.driver.execute_script(ground)
    screen.find("#theme").click()
    light = screen.driver.execute_script(ground)
    assert dark != light
    screen.open(f"{PAGE}/account")
    assert screen.driver.execute_script(ground) == light
    assert screen.find("html").get_attribute("data-theme") == "light"


@pytest.mark.parametrize("path", ["/", f"{PAGE}/levers", f"{PAGE}/account", f"{PAGE}/traffic"])
def test_a_very_narrow_screen(screen: Screen, path: str) -> None:
    """Nothing is beside a screen of 320 pixels, or 1280 at 400 %, whatever the balance is.

    Nor is it in a wide font, or with the spaces in texts that readers may choose (WCAG 1.4.12).
    """
    screen.served.json("PATCH", "/_sandbox/settings", {"balance": 99_999_999_999})
    screen.emulate(width=320)
    screen.live(path)
    size = (
        "const e = document.documentElement, links = [...document.querySelectorAll('nav a')];"
        "const ends = links.map(link => link.getBoundingClientRect().right);"
        "return [e.scrollWidth <= e.clientWidth, Math.max(...ends) <= innerWidth, innerWidth]"
    )
    assert screen.driver.execute_script(size) == [True, True, 320]
    wide = "document.body.style = 'letter-spacing: 0.12em; word-spacing: 0.16em'"
    screen.driver.execute_script(wide)
    assert screen.driver.execute_script(size) == [True, True, 320]
    screen.driver.execute_script("document.body.style = ''")
    assert screen.find("#theme").rect["x"] + screen.find("#theme").rect["width"] <= 320


def test_a_narrow_screen(screen: Screen) -> None:
    """On a phone there is one pane at a time, with a way back."""
    screen.receive("Hello")
    screen.emulate(width=390)
    screen.live()
    screen.find(".conversations a").click()
    screen.wait(lambda: screen.find(".phone").is_displayed())
    assert not screen.find(".list").is_displayed()
    screen.find(".back").click()
    screen.wait(lambda: screen.find(".list").is_displayed())
    assert [each for each in screen.all(".phone") if each.is_displayed()] == []
