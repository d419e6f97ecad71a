"""What a person sees of the page and does with it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.request import Request, urlopen

from sandbox_serving.served import AUTHORIZATION, Served
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

T = TypeVar("T")

OURS, THEIRS = "12065550100", "13125550199"
PAGE = "/_sandbox/page"
CONVERSATION = f"{PAGE}/conversations/{OURS}/{THEIRS}"
KEYS = {"FR_ACCESS_KEY": "sandbox-access-key", "FR_SECRET_KEY": "sandbox-secret-key"}


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A program with these variables in its environment."""
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    environment = {"PATH": path, "LANG": "C.UTF-8", **environment}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


class Screen:
    """The page in a browser, and the API of the sandbox beside it.

    `expected` are parts of the lines that the browser's console may have at the end of the test.
    """

    def __init__(self, driver: Chrome, served: Served) -> None:
        self.driver = driver
        self.served = served
        self.expected: list[str] = []
        self._tab = driver.current_window_handle

    def open(self, path: str = "/") -> None:
        """Load a page."""
        self.driver.get(self.served.url + path)

    def live(self, path: str = "/") -> None:
        """Load a page, and wait until it is live."""
        self.open(path)
        self.wait(lambda: self.find("#link").get_attribute("data-state") == "live")

    def wait(self, condition: Callable[[], T]) -> T:
        """What a condition returns as soon as that is true."""
        waiting = WebDriverWait(self.driver, 20, 0.05, [StaleElementReferenceException])
        return waiting.until(lambda _: condition())

    def find(self, selector: str) -> WebElement:
        """The first element for a selector."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        """Every element for a selector."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        """What is read in each element for a selector, also where it is out of sight."""
        code = "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent.trim())"
        return self.driver.execute_script(code, selector)

    def shows(self, selector: str, *texts: str) -> None:
        """Wait until the elements for a selector have these texts."""
        try:
            self.wait(lambda: self.texts(selector) == list(texts))
        except Exception:
            assert self.texts(selector) == list(texts)
            raise

    def press(self, *keys: str) -> None:
        """Press keys, wherever the focus is."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def type(self, selector: str, text: str) -> None:
        """Replace the text of a field."""
        field = self.find(selector)
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(Keys.BACKSPACE, text)

    def focused(self) -> str:
        """What has the focus: its id, or what is read in it."""
        code = "const e = document.activeElement; return e.id || e.textContent.trim()"
        return self.driver.execute_script(code)

    def emulate(self, *, dark: bool = False, width: int = 1280, scripts: bool = True) -> None:
        """Have a screen of this width, this color scheme, and JavaScript or none."""
        command = self.driver.execute_cdp_cmd
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        command("Emulation.setDeviceMetricsOverride", size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        command("Emulation.setEmulatedMedia", {"features": [scheme]})
        command("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        self.driver.delete_all_cookies()

    def tab(self) -> str:
        """Open another tab, and return the one before."""
        before = self.driver.current_window_handle
        self.driver.switch_to.new_window("tab")
        return before

    def close_other_tabs(self) -> None:
        """Leave the tab that there was at the beginning, with no page in it."""
        for handle in self.driver.window_handles:
            if handle != self._tab:
                self.driver.switch_to.window(handle)
                self.driver.close()
        self.driver.switch_to.window(self._tab)
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        self.driver.get("about:blank")

    # The application, by the API.

    def send(self, body: str, **fields: object) -> str:
        """Send a message from the account's number as the application does; return its id."""
        message = {"from": OURS, "to": THEIRS, "body": body, **fields}
        status, sent = self.served.json("POST", "/v2.1/messages", message)
        assert status == 202
        return sent["data"]["id"]

    def answer(self, body: str) -> None:
        """Send a message as `send` does, from any thread."""
        headers = {"authorization": AUTHORIZATION, "content-type": "application/json"}
        sent = json.dumps({"from": OURS, "to": THEIRS, "body": body}).encode()
        with urlopen(Request(f"{self.served.url}/v2.1/messages", sent, headers)) as response:
            assert response.status == 202

    def receive(self, body: str, **fields: object) -> None:
        """Have the account's number receive a message."""
        message = {"from": THEIRS, "to": OURS, "body": body, **fields}
        assert self.served.json("POST", "/_sandbox/messages/receive", message)[0] == 201

    def state(self) -> dict[str, object]:
        """The state of the sandbox."""
        return self.served.json("GET", "/_sandbox/state")[1]
