"""Bytes that a server sent beyond the end of a response, on a connection that stays open.

The HTTP library keeps them, and would read them as the response to the next request: a message
would get the id of another one, or be taken for refused and be sent again. So such a connection
is closed.
"""

from __future__ import annotations

from typing import Any

# The private names, in both libraries, of what is inside of a response, down to its connection.
_INSIDE = ("_stream", "_httpcore_stream", "_connection")
_DEEPEST = 8


def has_surplus(stream: Any) -> bool:
    """Return whether more was received than a response, whose *stream* was read to its end.

    Not where it was made by a transport that has no connections as the library's have.
    """
    try:
        # The usual path at once: to look for it takes each request 2 µs more.
        connection = stream._httpcore_stream._stream._connection
        parser = connection._h11_state
    except AttributeError:
        connection = _connection(stream)
        if connection is None:
            return False
        parser = connection._h11_state
    # What asynchronous TLS has received, and was not read yet.
    records = getattr(getattr(connection._network_stream, "_stream", None), "_read_bio", None)
    return bool(parser.trailing_data[0]) or bool(records and records.pending)


def _connection(link: Any) -> Any:
    """Return the HTTP/1.1 connection inside of a stream that has others around it, or None."""
    for _ in range(_DEEPEST):
        if hasattr(link, "_h11_state"):
            return link
        link = next((getattr(link, name) for name in _INSIDE if hasattr(link, name)), None)
    return None
