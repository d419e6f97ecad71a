"""An outbox of three rows, and what the commands print of it."""

from __future__ import annotations

import re
import signal

from cli.account import OWN, Account
from cli.terminal import Shell, ended

SEND = ("send-bulk", "people.csv", "--from", OWN, "--outbox", "campaign.db", "--yes")
STRANGER = "12065550177"
TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+\+00:00| UTC)")
NOT_ON_THE_ACCOUNT = (
    "403 Forbidden from POST /{version}/messages: ActionNotAuthorizedError. Check that the number"
    " it is from is on this account."
)
LOST = (
    "504 Gateway Timeout from POST /{version}/messages: Flowroute gave no reason; the body was an"
    " HTML page"
)


def send(account: Account, shell: Shell) -> None:
    """Make an outbox of three rows: one is sent, one failed, the response to one is lost."""
    file = shell.folder / "people.csv"
    file.write_text(
        "to,body,from,reference\n"
        "3125550101,Your table is ready.,,ada\n"
        f"3125550102,Your table is ready.,{STRANGER},alan\n"
    )
    assert shell.run(*SEND)[0] == 1
    with file.open("a") as rows:
        rows.write('3125550103,"Your table, at seven",,grace\n')
    # Until it is interrupted, however late that is, no record says that it was sent.
    records = {"name": "503", "operation": "look_up_a_set_of_messages", "times": 1000}
    for fault in ({"name": "504-after", "operation": "send_a_message"}, records):
        account.served.json("POST", "/_sandbox/faults", fault)
    process = shell.start(*SEND)
    account.wait_for_posts(3)
    process.send_signal(signal.SIGINT)
    assert ended(process)[0] == 130
    account.served.json("DELETE", "/_sandbox/faults")


def output_of(shell: Shell, *arguments: str) -> str:
    """What a command prints that succeeds, with times made equal."""
    status, output, errors = shell.invoke("outbox", *arguments)
    assert (status, errors) == (0, "")
    return TIME.sub("TIME", output)
