"""The error of what is no webhook."""

from __future__ import annotations

from .._base.errors import FlowrouteError


class InvalidWebhook(FlowrouteError, ValueError):
    """What was received is no webhook of Flowroute: it is not a JSON object.

    The message says why, and shows nothing of the content.
    """
