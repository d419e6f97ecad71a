"""Opt-outs: which number wants nothing from which sender, as the latest of their messages says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .session import Consent, Session

# The latest counts, whatever the order of arrival, and of two at once the opt-out.
_RECORD = """
    INSERT INTO flowroute_opt_outs (number, sender, opted_out, at, keyword) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (number, sender) DO UPDATE
    SET opted_out = excluded.opted_out, at = excluded.at, keyword = excluded.keyword
    WHERE excluded.at > flowroute_opt_outs.at
    OR (excluded.at = flowroute_opt_outs.at AND excluded.opted_out > flowroute_opt_outs.opted_out)
"""
# By hand it counts from now: a START of before that may still come in.
_ADD = """
    INSERT INTO flowroute_opt_outs (number, sender, opted_out, at, keyword)
    VALUES (?, ?, 1, ?, NULL)
    ON CONFLICT (number, sender) DO UPDATE SET opted_out = 1, at = excluded.at, keyword = NULL
    WHERE flowroute_opt_outs.opted_out = 0 OR flowroute_opt_outs.at < excluded.at
"""
_REMOVE = "DELETE FROM flowroute_opt_outs WHERE number = ? AND sender = ? AND opted_out = ?"
_REMOVE_ALL = "DELETE FROM flowroute_opt_outs WHERE number = ? AND opted_out = ?"
_CONTAINS = """
    SELECT 1 FROM flowroute_opt_outs
    WHERE number = ? AND sender IN (?, '') AND opted_out = 1 LIMIT 1
"""
_LIST = """
    SELECT number, sender, at, keyword FROM flowroute_opt_outs
    WHERE opted_out = 1 ORDER BY at, number, sender
"""


def record(session: Session, consent: Consent | None) -> None:
    """Remember an opt-out, or an opt-in after it, unless a later one is known."""
    if consent is not None:
        opted_out = int(consent.opted_out)
        session.execute(
            _RECORD, (consent.number, consent.sender, opted_out, consent.at, consent.keyword)
        )


def add(session: Session, number: str, sender: str, now: float) -> None:
    """Remember that *number* wants nothing from *sender*, or from any if that is empty."""
    session.execute(_ADD, (number, sender, now))


def remove(session: Session, number: str, sender: str | None) -> bool:
    """Forget an opt-out, or with None for *sender* all of *number*; whether there was one."""
    sql = _REMOVE_ALL if sender is None else _REMOVE
    which = (number,) if sender is None else (number, sender)
    session.execute(sql, (*which, 0))
    return session.execute(sql, (*which, 1)).rowcount > 0


def contains(session: Session, number: str, sender: str) -> bool:
    """Whether *number* wants nothing from *sender*."""
    return session.execute(_CONTAINS, (number, sender)).fetchone() is not None


def listed(session: Session) -> list[Any]:
    """The number, the sender, the time and the keyword of each opt-out, the oldest first."""
    return session.execute(_LIST).fetchall()
