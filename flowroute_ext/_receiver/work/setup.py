"""What all workers of a receiver have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from ..._base.clock import Clock
    from ..handlers import Handlers
    from ..store.events import EventStore
    from .clients import Clients
    from .confirming import Confirmer
    from .options import WorkOptions


@attrs.frozen
class Setup:
    """The events, and how they are handled."""

    store: EventStore
    handlers: Handlers
    clients: Clients
    confirmer: Confirmer
    options: WorkOptions
    clock: Clock
