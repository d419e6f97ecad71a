"""Take the picture of a report of messages that the documentation shows.

    python scripts/report_picture.py [FILE]

It goes to docs/pictures/report.png, or to FILE. An office sends and receives for six weeks, on a
sandbox in this process whose clock stands still until it is moved; the page is `report_page`'s, and
Debian's chromium takes the picture.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import httpx
from PIL import Image

from flowroute_ext import Flowroute
from flowroute_ext.exports import report, report_page
from flowroute_sandbox import ACCESS_KEY, SECRET_KEY, FrozenClock, Sandbox, transport

PICTURE = Path(__file__).parents[1] / "docs" / "pictures" / "report.png"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1280,1480",
)
BEGIN, DAYS = datetime(2026, 5, 1, 8, tzinfo=UTC), 45
NEVER = timedelta(days=100)
NUMBERS = {"12065550100": 8, "12065550101": 5, "12065550102": 3, "12065550103": 2}  # weights
FAILURES = {
    (1103, "Number disconnected"): 7,
    (1106, "Blocked by the carrier as spam"): 4,
    (1104, "Destination not reachable"): 3,
    (1108, "Expired"): 2,
}


def send_and_receive(sandbox: Sandbox, flowroute: Flowroute, random: Random) -> None:
    """Send and receive as an office does: less on weekends, some of it in vain."""
    for number in NUMBERS:
        sandbox.seed_number(number)
    for day in range(DAYS):
        date = BEGIN + timedelta(days=day)
        for _ in range(random.randint(10, 14) if date.weekday() > 4 else random.randint(36, 50)):
            [number] = random.choices([*NUMBERS], [*NUMBERS.values()])
            guest = f"1312555{random.randint(100, 199):04}"
            sent = flowroute.messages.send(to=guest, from_=number, body="Your table is ready.")
            chance = random.random()
            if chance < 0.05:
                [(code, description)] = random.choices([*FAILURES], [*FAILURES.values()])
                sandbox.fail_message(sent.id, code=code, description=description)
            else:
                later = random.lognormvariate(1.1, 0.9) if chance < 0.95 else NEVER
                sandbox.delay_message(sent.id, later)
            sandbox.advance(60)
            if random.random() < 0.25:
                sandbox.receive_message(from_=guest, to=number, body="Thank you!")
        sandbox.advance(date + timedelta(days=1) - sandbox.clock.now())


def main(picture: Path) -> None:
    """Write the page of the account, and take its picture."""
    sandbox = Sandbox(clock=FrozenClock(BEGIN), post=None)
    with (
        httpx.Client(transport=transport(sandbox, httpx)) as client,
        tempfile.TemporaryDirectory() as folder,
    ):
        flowroute = Flowroute(ACCESS_KEY, SECRET_KEY, http_client=client, rate_limit=None)
        send_and_receive(sandbox, flowroute, Random(2026))
        page = Path(folder, "report.html")
        until = BEGIN + timedelta(days=DAYS)
        page.write_text(report_page(report(flowroute, since=BEGIN, until=until)), "utf-8")
        screenshot = Path(folder, "report.png")
        command = ["chromium", *FLAGS, f"--screenshot={screenshot}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True)
        # Few colors: a picture without a gradient.
        Image.open(screenshot).convert("RGB").quantize(64).save(picture, optimize=True)
    print(f"{picture.name}: {picture.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else PICTURE)
