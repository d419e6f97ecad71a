"""Take the screenshots of the sandbox's page that the documentation shows.

    python scripts/screenshots.py [FOLDER]

They go to docs/pictures, or to FOLDER. It starts a sandbox with an account that has something to
show, and Debian's chromium.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

import httpx
from PIL import Image
from scenarios.page import CONVERSATION, Application, fill
from scenarios.served import served
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
KEYS = ("sandbox-access-key", "sandbox-secret-key")
FLAGS = ("headless", "no-sandbox", "disable-gpu", "no-first-run", "hide-scrollbars")
VIEWS = {
    "phones": CONVERSATION,
    "levers": "/_sandbox/page/levers",
    "account": "/_sandbox/page/account",
    "traffic": "/_sandbox/page/traffic",
}
SIZES = {1280: 800, 390: 844}
LARGEST = 150_000  # bytes of a picture in the documentation


class Camera:
    """Chromium, at any size and in both color schemes."""

    def __init__(self, base_url: str) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for flag in FLAGS:
            options.add_argument(f"--{flag}")
        service = webdriver.ChromeService("/usr/bin/chromedriver")
        # Its methods have types in part only.
        self._driver: Any = webdriver.Chrome(options=options, service=service)
        self._base_url = base_url

    def take(self, path: str, file: Path, *, width: int, dark: bool) -> None:
        """Save a screenshot of a page that is live."""
        size = {"width": width, "height": SIZES[width], "deviceScaleFactor": 1, "mobile": False}
        self._command("Emulation.setDeviceMetricsOverride", size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._command("Emulation.setEmulatedMedia", {"features": [scheme]})
        self._driver.get(self._base_url + path)
        if path == VIEWS["traffic"]:
            failed = self._driver.find_element(By.CSS_SELECTOR, ".exchanges a:has(.s5)")
            self._driver.get(str(failed.get_attribute("href")))
        self._wait(lambda: self._driver.find_element(By.CSS_SELECTOR, "[data-state=live]"))
        self._wait(self._is_still)
        screenshot: Any = Image.open(BytesIO(self._driver.get_screenshot_as_png())).convert("RGB")
        # In six bits of each color, which the eye does not see and zlib does.
        levels = [level // 4 * 255 // 63 for level in range(256)]
        screenshot.point(levels * 3).save(file, optimize=True)

    def close(self) -> None:
        """End the browser."""
        self._driver.quit()

    def _wait(self, condition: Callable[[], object]) -> None:
        WebDriverWait(self._driver, 20, 0.05).until(lambda _: condition())

    def _is_still(self) -> bool:
        """Return whether every picture is there, and half a second has passed without a change."""
        script = """
            if (!window.seen) {
                window.seen = performance.now();
                const options = { subtree: true, childList: true, characterData: true };
                new MutationObserver(() => (window.seen = performance.now()))
                    .observe(document.body, options);
            }
            return performance.now() - window.seen > 500
                && [...document.images].every((each) => each.complete);
        """
        return bool(self._run(script))

    def _run(self, script: str) -> Any:
        return self._driver.execute_script(script)

    def _command(self, name: str, values: dict[str, Any]) -> None:
        self._driver.execute_cdp_cmd(name, values)


def main(folder: Path) -> int:
    """Take every screenshot, and print the size of each; 1 if one is too large."""
    folder.mkdir(exist_ok=True)
    large = False
    with served("--rate-limit") as base_url, Application() as application:
        try:
            Thread(target=application.serve_forever, daemon=True).start()
            with httpx.Client(base_url=base_url, auth=KEYS) as api:
                application.api = api
                fill(api, application.server_port)
            camera = Camera(base_url)
            for name, path in VIEWS.items():
                for width in SIZES:
                    for scheme in ("light", "dark"):
                        file = folder / f"{name}-{width}-{scheme}.png"
                        begin = monotonic()
                        camera.take(path, file, width=width, dark=scheme == "dark")
                        size = file.stat().st_size
                        large = large or size > LARGEST
                        print(f"{file.name}: {size} bytes, {monotonic() - begin:.1f} s")
            camera.close()
        finally:
            application.shutdown()
    return int(large)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "docs" / "pictures"))
