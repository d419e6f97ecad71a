"""Queue a text for each row of a CSV file with the columns reference, to and body.

    python enqueue.py texts.csv 12065550100

The number is one of your account. All rows are checked before any is queued. With a third argument,
the time that an earlier run of this batch printed, rows that were queued then are not sent twice,
even if Redis has lost its data.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from tasks import claims, send_text

from flowroute_ext import InvalidValue, Message


def main(file: str, from_: str, since: str | None = None) -> None:
    rows = read(Path(file), from_)
    since = since or claims().now().isoformat()
    print(f"since {since}", flush=True)
    for row in rows:
        send_text.delay(row, since)
    print(f"{len(rows)} texts are queued.")


def read(file: Path, from_: str) -> list[dict[str, str]]:
    """The rows of a file, all of which can be sent; exits with every problem."""
    rows: dict[str, dict[str, str]] = {}
    wrong = list[str]()
    with file.open(newline="", encoding="utf-8-sig") as lines:
        reader = csv.DictReader(lines)
        for row in reader:
            try:
                Message(to=row["to"], from_=from_, body=row["body"])
            except InvalidValue as error:
                wrong.append(f"{file}:{reader.line_num}: {error}")
            if row["reference"] in rows:
                wrong.append(f"{file}:{reader.line_num}: {row['reference']} is there twice")
            rows[row["reference"]] = {**row, "from": from_}
    if wrong:
        sys.exit("\n".join(wrong))
    return list(rows.values())


if __name__ == "__main__":
    main(*sys.argv[1:])
