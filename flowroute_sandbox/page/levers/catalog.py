"""Every lever, in the order in which the page shows them."""

from __future__ import annotations

from flowroute_sandbox.page.levers.lever import Lever, LeverField

RECEIVE = Lever(
    "receive",
    "Receive a message",
    "Any phone sends a text to a number of the account. Pictures make it an MMS.",
    "Send",
    "messages/receive",
    "receive_message",
    (
        LeverField("from", "From any phone", default="13125550199", argument="from_"),
        LeverField("to", "To a number of the account", "numbers", argument="to"),
        LeverField("body", "Text", "long", required=False, argument="body"),
        LeverField(
            "media_urls",
            "Addresses of pictures",
            "urls",
            required=False,
            hint="One in a line. They are not fetched.",
            argument="media",
        ),
    ),
)
DELIVER = Lever(
    "deliver",
    "Deliver a message",
    "The carrier accepts a message that was sent, now. Both receipts are posted.",
    "Deliver",
    "messages/{message_id}/deliver",
    "deliver_message",
    (LeverField("message_id", "Message", "messages", argument=""),),
    needs="There is no message yet that was sent.",
)
FAIL = Lever(
    "fail",
    "Fail a message",
    "A message that was sent is not delivered. The second receipt says so.",
    "Fail",
    "messages/{message_id}/fail",
    "fail_message",
    (
        LeverField("message_id", "Message", "messages", argument=""),
        LeverField("code", "Code", "number", required=False, argument="code"),
        LeverField("description", "Reason", required=False, argument="description"),
    ),
    needs="There is no message yet that was sent.",
)
DELAY = Lever(
    "delay",
    "Delay a message",
    "The receipts that a message does not have yet come later.",
    "Delay",
    "messages/{message_id}/delay",
    "delay_message",
    (
        LeverField("message_id", "Message", "messages", argument=""),
        LeverField("seconds", "Seconds", "number", "60", argument=""),
    ),
    needs="There is no message yet that was sent.",
)
ADVANCE = Lever(
    "advance",
    "Advance the clock",
    "Time passes at once: receipts and repeated webhooks that fall due are posted.",
    "Advance",
    "clock/advance",
    "advance",
    (LeverField("seconds", "Seconds", "number", "60", argument=""),),
)
FAULT = Lever(
    "fault",
    "Arm a fault",
    "The next requests of the API fail in this way.",
    "Arm",
    "faults",
    "fault",
    (
        LeverField("name", "Fault", "faults", "503-before", argument=""),
        LeverField(
            "operation",
            "Operation",
            "operations",
            required=False,
            argument="operation",
        ),
        LeverField("nth", "From the nth request on", "number", "1", argument="nth"),
        LeverField("times", "Times in a row", "number", "1", argument="times"),
        LeverField(
            "seconds",
            "Seconds",
            "number",
            required=False,
            hint="Of slow, refuse, 429 and 503.",
            argument="seconds",
        ),
    ),
)
CLEAR_FAULTS = Lever(
    "clear-faults",
    "Remove every fault",
    "Requests are carried out again.",
    "Remove",
    "faults",
    "clear_faults",
    method="DELETE",
)
MONEY = Lever(
    "money",
    "Set the balance",
    "What purchases, E911 assignments and messages are paid from.",
    "Set",
    "settings",
    "set_balance",
    (LeverField("balance", "US dollars", "number", "1000", argument=""),),
    method="PATCH",
)
ADD_NUMBER = Lever(
    "add-number",
    "Add a number",
    "The account has one more number, without a purchase.",
    "Add",
    "numbers",
    "seed_number",
    (LeverField("number", "Number", default="12065550100", argument=""),),
)
ADD_CALLS = Lever(
    "add-calls",
    "Add a month of calls",
    "The account's numbers have calls as an office has them. Their records are exported as CDRs.",
    "Add",
    "calls/month",
    "seed_calls",
    (
        LeverField("calls", "Calls", "number", "1000", argument="calls"),
        LeverField(
            "month",
            "Month",
            required=False,
            hint="As 2026-10. Without one, the thirty days up to now.",
            argument="month",
        ),
    ),
)
APPROVE = Lever(
    "approve-cnam",
    "Approve a caller name",
    "A pending CNAM record can be assigned from now on.",
    "Approve",
    "cnams/{cnam_id}/approve",
    "approve_cnam",
    (LeverField("cnam_id", "CNAM record", "cnams", argument=""),),
    needs="No caller name is pending.",
)
REJECT = Lever(
    "reject-cnam",
    "Reject a caller name",
    "A pending CNAM record is turned down, with a reason.",
    "Reject",
    "cnams/{cnam_id}/reject",
    "reject_cnam",
    (
        LeverField("cnam_id", "CNAM record", "cnams", argument=""),
        LeverField("reason", "Reason", default="Not the name of the business", argument=""),
    ),
    needs="No caller name is pending.",
)
RESET = Lever(
    "reset",
    "Reset the account",
    "Everything is as in a new sandbox: numbers, messages, faults and the time.",
    "Reset",
    "reset",
    "reset",
    destructive=True,
)

LEVERS = (
    RECEIVE,
    DELIVER,
    FAIL,
    DELAY,
    ADVANCE,
    FAULT,
    CLEAR_FAULTS,
    MONEY,
    ADD_NUMBER,
    ADD_CALLS,
    APPROVE,
    REJECT,
    RESET,
)
BY_NAME = {lever.name: lever for lever in LEVERS}
