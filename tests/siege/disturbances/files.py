"""Files beside an outbox, and an outbox file that is moved, linked, copied or deleted."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path
from typing import Any

from siege import oracle
from siege.disturbances.base import Disturbance
from siege.disturbances.outboxes import arrivals, fill, finished, path_of
from siege.faults import QUICK
from siege.field import Field

# Names that look as if they were of the outbox `jobs`.
SIMILAR = ["jobs-run-2", "jobs-run-1.db", "jobs-run-", "jobs2", "jobs-run-x-run-y"]
NOTES = ["jobs-run-notes.txt", "jobs-run-1", "jobs-run-0123456789abcdef", "jobs.lock.txt"]


class SimilarNames(Disturbance):
    """Nothing of other outboxes and other files beside one is opened, locked or removed."""

    row = 1

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "other": rng.choice(SIMILAR),
            "notes": rng.sample(NOTES, 2),
            "rows": rng.randint(5, 20),
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve(QUICK)
        other = fill(field, drawn["rows"], drawn["other"])
        own = fill(field, drawn["rows"], "jobs")
        text = "notes of a person\n"
        notes = [field.folder / name for name in drawn["notes"] if name != drawn["other"]]
        for note in notes:
            note.write_text(text)
        processes = [
            field.start("outboxes:send_once_over", path=path_of(field, name))
            for name in ("jobs", drawn["other"])
        ]
        for process in processes:
            field.wait(process, 20.0, "a run")
        wrong = [
            f"{note.name} was touched"
            for note in notes
            if not note.exists() or note.read_text() != text
        ]
        if not Path(path_of(field, drawn["other"])).exists():
            wrong.append(f"the outbox {drawn['other']} was removed")
            return wrong
        return wrong + finished(field, own, "jobs") + finished(field, other, drawn["other"])


class MovedOutbox(Disturbance):
    """An outbox that is moved, with or without its WAL, sends no row twice."""

    row = 11

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "rows": rng.randint(30, 60),
            "after": rng.uniform(0.1, 0.8),
            "ended by": rng.choice(["SIGKILL", "SIGTERM", "its end"]),
            "by": rng.choice(["move", "copy"]),
            "wal": rng.random() < 0.4,
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 1}, delay=0.2)
        references = fill(field, drawn["rows"])
        process = field.start(
            "outboxes:send_once_over", path=path_of(field), client={"concurrency": 4}
        )
        field.until(lambda: field.journal.entries("accepted"))
        if drawn["ended by"] == "its end":
            field.wait(process, 20.0, "a run")
        else:
            time.sleep(drawn["after"])
            process.terminate() if drawn["ended by"] == "SIGTERM" else field.end(process)
            field.wait(process, 10.0, "a run after SIGTERM")
        for suffix in ("", "-wal", "-shm")[: 3 if drawn["wal"] else 1]:
            source = Path(path_of(field) + suffix)
            if source.exists():
                act = shutil.move if drawn["by"] == "move" else shutil.copyfile
                act(source, path_of(field, "moved.db" + suffix))
        field.run("outboxes:send_once_over", 25.0, path=path_of(field, "moved.db"))
        # A file without its WAL may be refused: then rows are left, and a person is asked.
        return [
            text for text in oracle.exactly_once(references, field.journal) if "lost" not in text
        ]


class FinishedOutboxMoved(MovedOutbox):
    """An outbox that is moved or copied after its run has ended sends no row twice."""

    row = 0

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return super().draw(rng) | {"ended by": "its end"}


class RenamedWhileRunning(Disturbance):
    """A run whose file is renamed or deleted notices it, and stops within a second."""

    row = 11

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "rows": 100,
            "after": rng.uniform(0.1, 0.8),
            "by": rng.choice(["rename", "delete", "replace"]),
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 1}, delay=0.3)
        references = fill(field, drawn["rows"])
        process = field.start(
            "outboxes:send_once_over", path=path_of(field), client={"concurrency": 4}
        )
        field.until(lambda: field.journal.entries("accepted"))
        time.sleep(drawn["after"])
        for suffix in ("", "-wal", "-shm"):
            source = Path(path_of(field) + suffix)
            if source.exists():
                source.unlink() if drawn["by"] == "delete" else source.rename(f"{source}.old")
        if drawn["by"] == "replace":
            fill(field, drawn["rows"], "other.db")
            Path(path_of(field, "other.db")).rename(path_of(field))
        moved = time.monotonic()
        field.until(lambda: process.poll() is not None, 15.0)
        field.end(process)
        late = arrivals(field.journal, moved + 1.5)
        wrong = oracle.exactly_once(references, field.journal)
        wrong = [text for text in wrong if "lost" not in text]
        return wrong + ([f"{len(late)} requests left later than 1.5 s after it"] if late else [])


class HardLinkedOutbox(Disturbance):
    """A second name of the same file is the same outbox, or is refused: no row goes twice."""

    row = 11

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "rows": rng.randint(30, 60),
            "link": rng.choice(["hard", "hard", "symbolic"]),
            "pause": rng.choice([0.0, 0.0, 0.3]),
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 1}, delay=0.1)
        references = fill(field, drawn["rows"])
        path, link = Path(path_of(field)), Path(path_of(field, "link.db"))
        link.hardlink_to(path) if drawn["link"] == "hard" else link.symlink_to(path)
        processes = []
        for name in (path, link):
            processes.append(
                field.start("outboxes:send_once_over", path=str(name), client={"concurrency": 4})
            )
            time.sleep(drawn["pause"])
        for process in processes:
            field.wait(process, 20.0, "a run")
        wrong = oracle.exactly_once(references, field.journal)
        return [text for text in wrong if "lost" not in text]
