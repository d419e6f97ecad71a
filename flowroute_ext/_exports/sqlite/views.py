"""The views of an export: questions that are asked of messages often."""

from __future__ import annotations

from string import Template
from typing import Final

# Of what a word means, the last one counts (CTIA, Messaging Principles and Best Practices, 5.1).
STOPS: Final = ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT")
STARTS: Final = ("START", "UNSTOP", "YES")


def _of_keywords(statement: str) -> str:
    stops, starts = (", ".join(f"'{word}'" for word in words) for words in (STOPS, STARTS))
    return Template(statement).substitute(stops=stops, starts=starts)


# Days are in UTC, as all times. Sums are of billionths of a dollar, which are exact.
VIEWS: Final = (
    """
    CREATE VIEW delivery_by_day AS
    SELECT
        substr(timestamp, 1, 10) AS day,
        count(*) AS sent,
        count(*) FILTER (WHERE delivery = 'delivered') AS delivered,
        count(*) FILTER (WHERE delivery = 'undelivered') AS undelivered,
        count(*) FILTER (WHERE delivery IS NULL) AS unknown,
        round(100.0 * count(*) FILTER (WHERE delivery = 'delivered') / count(*), 1) AS percent
    FROM messages WHERE direction = 'outbound' GROUP BY day ORDER BY day
    """,
    """
    CREATE VIEW failures_by_code AS
    SELECT
        code, description, count(*) AS messages, min(timestamp) AS first, max(timestamp) AS last
    FROM messages WHERE delivery = 'undelivered'
    GROUP BY code, description ORDER BY messages DESC, code
    """,
    """
    CREATE VIEW spend_by_number_and_day AS
    SELECT
        CASE direction WHEN 'inbound' THEN "to" ELSE "from" END AS number,
        substr(timestamp, 1, 10) AS day,
        count(*) FILTER (WHERE direction = 'outbound') AS sent,
        count(*) FILTER (WHERE direction = 'inbound') AS received,
        sum(cost_nanodollars) AS nanodollars,
        printf(
            '%d.%09d', sum(cost_nanodollars) / 1000000000, sum(cost_nanodollars) % 1000000000
        ) AS dollars
    FROM messages GROUP BY number, day ORDER BY day, number
    """,
    """
    CREATE VIEW replies AS
    SELECT
        reply.id, reply.timestamp, reply."from", reply."to", reply.body, reply.keyword,
        sent.id AS reply_to,
        round((julianday(reply.timestamp) - julianday(sent.timestamp)) * 86400) AS seconds
    FROM messages AS reply JOIN messages AS sent ON sent.id = (
        SELECT id FROM messages AS earlier
        WHERE earlier.direction = 'outbound' AND earlier."to" = reply."from"
            AND earlier."from" = reply."to" AND earlier.timestamp <= reply.timestamp
        ORDER BY earlier.timestamp DESC, earlier.id DESC LIMIT 1
    )
    WHERE reply.direction = 'inbound' ORDER BY reply.timestamp
    """,
    _of_keywords("""
    CREATE VIEW opt_outs AS
    SELECT
        said."from" AS number, said."to" AS opted_out_of, said.keyword, said.timestamp AS since,
        (
            SELECT count(*) FROM messages AS later
            WHERE later.direction = 'outbound' AND later."to" = said."from"
                AND later."from" = said."to" AND later.timestamp > said.timestamp
        ) AS sent_since
    FROM messages AS said
    WHERE said.direction = 'inbound' AND said.keyword IN ($stops) AND NOT EXISTS (
        SELECT 1 FROM messages AS later
        WHERE later.direction = 'inbound' AND later."from" = said."from"
            AND later."to" = said."to"
            AND later.keyword IN ($stops, $starts)
            AND (later.timestamp, later.id) > (said.timestamp, said.id)
    )
    ORDER BY since
    """),
)
