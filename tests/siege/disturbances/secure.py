"""Disturbances through TLS, whose connections have a state of their own in each process."""

from __future__ import annotations

from siege.disturbances.fork import ForkOutbox, ForkUsedClient
from siege.disturbances.interruption import CancelledTasks, RaisingSignals
from siege.disturbances.processes import FaultyServer, InterruptedRun, SignalledRuns
from siege.disturbances.time_limits import DrippedResponse


class SecureFaultyServer(FaultyServer):
    """Whatever responses look like through TLS, each verdict is right."""

    tls = True


class SecureForkUsedClient(ForkUsedClient):
    """After a fork no process uses the TLS connections of another."""

    tls = True


class SecureForkOutbox(ForkOutbox):
    """Forked processes send from one outbox through TLS: each row once."""

    tls = True


class SecureCancelledTasks(CancelledTasks):
    """However tasks are cancelled in TLS, the client works afterwards."""

    tls = True


class SecureRaisingSignals(RaisingSignals):
    """A signal handler may raise in the middle of a handshake or a record: the client works on."""

    tls = True


class SecureDrippedResponse(DrippedResponse):
    """A response that drips through TLS holds no call longer than its time limit."""

    tls = True


class SecureSignalledRuns(SignalledRuns):
    """Runs of one outbox through TLS that are stopped and killed send each row once."""

    tls = True


class SecureInterruptedRun(InterruptedRun):
    """After Ctrl-C nothing new leaves through TLS."""

    tls = True
