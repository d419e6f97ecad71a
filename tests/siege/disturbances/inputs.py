"""Rows of an outbox that are ambiguous or broken."""

from __future__ import annotations

import json
import random
from typing import Any

from flowroute_ext import Outbox
from flowroute_ext.errors import InvalidRows
from siege.disturbances.base import Disturbance
from siege.disturbances.outboxes import path_of
from siege.field import Field
from siege.worker import FROM

HEADERS = ["to,To", "To,to", "to,TO ,body", "body,to,Body", "to,from,FROM", " to,to"]
VALUES = [
    '{"to": "13125550199", "body": "x", "n": ' + "9" * 5000 + "}",
    "[" * 5000 + "]" * 5000,
    '{"to": ' * 3000 + "1" + "}" * 3000,
    '{"to": "13125550199", "body": "\\ud800"}',
    '{"to": "13125550199", "body": "x", "reference": 1e999}',
    '{"to": "13125550199", "to": "13125550188", "body": "x"}',
    '{"to": 1' + "0" * 400 + ', "body": "x"}',
    "\ufeff\ufeff{}",
    "\x00",
]


class AmbiguousColumns(Disturbance):
    """A file of rows with a column twice is refused, however it is spelt."""

    row = 13

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {"headers": rng.choice(HEADERS)}

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        file = field.folder / "rows.csv"
        fields = [
            "13125550188" if name.strip().lower() in ("to", "from") else "x"
            for name in drawn["headers"].split(",")
        ]
        fields[0] = fields[0].replace("88", "99")
        file.write_text(f"{drawn['headers']}\n{','.join(fields)}\n")
        return refused(field, file)


class BrokenRows(Disturbance):
    """Whatever a line of a file holds, it is refused as a row with a problem, or is sound."""

    row = 13

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {"line": rng.randrange(len(VALUES))}

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        file = field.folder / "rows.jsonl"
        sound = json.dumps({"to": "13125550199", "body": "sound"})
        file.write_text(f"{sound}\n{VALUES[drawn['line']]}\n")
        return refused(field, file)


def refused(field: Field, file: Any) -> list[str]:
    """What is wrong where a file of rows is not refused as `InvalidRows`."""
    outbox = Outbox(path_of(field))
    try:
        outbox.add(file, template="x" if file.suffix == ".csv" else None, from_=FROM)
    except InvalidRows as error:
        return [] if error.problems else ["InvalidRows without problems"]
    except Exception as error:
        return [f"{type(error).__name__} instead of InvalidRows: {str(error)[:100]}"]
    return [f"{file.read_text()[:60]!r} was taken: {[row.message.to for row in outbox.rows()]}"]
