"""Calls, and exports of their records, as rows; and what a month of calls looks like."""
