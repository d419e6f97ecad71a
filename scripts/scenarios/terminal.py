"""What is typed for the pictures of a terminal: a restaurant that reminds its guests."""

from __future__ import annotations

from typing import NamedTuple

TEMPLATE = "Hi {name}, see you at {time}!"


class Scene(NamedTuple):
    """A command, and when to go on: at its end, or when it shows *until*."""

    command: str
    until: str = ""
    clear: bool = False


NAMES = ("Ada", "Alan", "Grace", "Zoë", "Linus", "Radia", "Ken", "Hedy", "Joan", "Tim", "Mary")
ROWS = [f"312555{100 + n:04},{NAMES[n % 11]},{18 + n % 4}:30" for n in range(22)]
FILES = {"guests.csv": "\n".join(["to,name,time", *ROWS, ""])}
BULK = f"flowroute send-bulk guests.csv --from 12065550100 --template '{TEMPLATE}'"
STORY = [
    Scene("flowroute numbers search --starts-with 206555 --limit 3"),
    Scene("flowroute numbers purchase 12065550100 --yes --fields value,status,monthly_cost"),
    Scene("flowroute send --from 12065550100 --to 13125550199 'Your table is ready.'"),
    Scene(f"{BULK} --dry-run", clear=True),
    Scene(f"{BULK} --outbox tonight.db --yes", clear=True),
    Scene("flowroute messages list --limit 3 --fields to,body,status"),
]
STILLS = {
    "dry-run": [Scene(f"{BULK} --dry-run")],
    "bulk-run": [Scene(f"{BULK} --outbox guests.db --yes", until="left")],
}
