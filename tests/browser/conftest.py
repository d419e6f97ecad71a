"""A sandbox and a browser for all tests of this folder, which run one after the other."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.screen import Screen
from sandbox_serving.conftest import serve
from sandbox_serving.served import Served
from selenium import webdriver

__all__ = ["serve"]

FLAGS = (
    *("headless", "no-sandbox", "disable-gpu", "no-first-run", "disable-background-networking"),
    *("disable-component-update", "disable-sync", "disable-extensions", "window-size=1280,800"),
    # One process draws all pages: to start another one for each takes as long as a test does.
    *("disable-site-isolation-trials", "renderer-process-limit=1"),
    "disable-features=SpareRendererForSitePerProcess,IsolateOrigins,site-per-process",
)
CURE = "apt-get install chromium chromium-driver"


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """A `flowroute sandbox` of its own, at any port."""
    served = Served("-m", "flowroute_ext.cli", "sandbox", "--port", 0)
    yield served
    served.clean_up()


@pytest.fixture(scope="session")
def driver() -> Iterator[webdriver.Chrome]:
    """Debian's chromium, without a window."""
    browser, program = shutil.which("chromium"), shutil.which("chromedriver")
    if browser is None or program is None:
        pytest.skip(f"chromium is not installed: {CURE}")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in FLAGS:
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(program)
    driver = webdriver.Chrome(options=options, service=service)
    yield driver
    driver.quit()


@pytest.fixture
def screen(served: Served, driver: webdriver.Chrome) -> Iterator[Screen]:
    """The page of a new account with the number 12065550100; the console must stay empty."""
    served.json("POST", "/_sandbox/reset")
    served.json("POST", "/_sandbox/numbers", {"number": "12065550100"})
    screen = Screen(driver, served)
    screen.emulate()
    driver.get_log("browser")
    yield screen
    screen.close_other_tabs()
    log = [entry["message"] for entry in driver.get_log("browser")]
    driver.get("about:blank")  # a page that is live works on, until the end of all tests
    assert [line for line in log if not any(word in line for word in screen.expected)] == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The code of axe-core, which scripts/test.sh installs beside the environment's packages."""
    found = Path(sys.prefix, "axe", "node_modules", "axe-core", "axe.min.js")
    if not found.is_file():
        pytest.skip("axe-core is not installed: scripts/test.sh does that, with npm")
    return found.read_text("utf-8")
