# Written by scripts/unasync.py from flowroute_ext/_async/lookups.py. Do not edit.
"""Look-ups of unknown outcomes: the one that fits each operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._reconcile.verdicts import ambiguous

if TYPE_CHECKING:
    from datetime import datetime

    from .._calls.options import Options
    from .._reconcile.errors import OutcomeUnknown
    from .._reconcile.sent_log import SentLog
    from .._reconcile.verdicts import Resolution
    from .transport import Transport


def look_up(
    transport: Transport,
    sent_log: SentLog,
    unknown: OutcomeUnknown,
    now: datetime,
    options: Options,
) -> Resolution:
    """Return what there is to see of *unknown* at the moment *now*; look once."""
    # Imported when needed, which is rarely.
    match unknown.operation:
        case "send_a_message":
            from .sent_messages import find_message

            return find_message(transport, sent_log, unknown, now, options)
        case "purchase_a_phone_number":
            from .inventory.details import find_number

            return find_number(transport, unknown, now, options)
        case "enable_or_disable_message_provisioning":
            from .provisioning.lifecycle import find_task

            return find_task(transport, unknown, now, options)
        case "create_an_inbound_route":
            from .routes import find_route

            return find_route(transport, unknown, now, options)
        case "create_e911":
            from .e911s import find_e911

            return find_e911(transport, unknown, now, options)
        case "create_cnam":
            from .cnams import find_cnam

            return find_cnam(transport, unknown, now, options)
        case "create_a_cdr_export":
            from .cdrs import find_export

            return find_export(transport, unknown, now, options)
        case "create_a_port_order":
            from .porting.look_ups import find_port_order

            return find_port_order(transport, unknown, now, options)
        case "add_phone_numbers_to_a_port_order_group":
            from .porting.look_ups import find_group_numbers

            return find_group_numbers(transport, unknown, now, options)
        case "submit_an_loa":
            from .porting.look_ups import find_letter

            return find_letter(transport, unknown, now, options)
        case "request_a_document_pull":
            from .port_files import find_pull

            return find_pull(transport, unknown, now, options)
        case _:
            return ambiguous((), "there is no way to look up this operation")
