"""What a forked process must not use on: each object renews its own parts in the child.

A fork copies connections, file handles, locks and queues as they are at that moment. Two processes
that use one connection read each other's responses, and a lock that another thread of the parent
held is never released in the child.
"""

from __future__ import annotations

import itertools
import os
import weakref
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

# In the order of registration. Each entry is removed with its object.
_renewals: dict[int, Callable[[], None]] = {}
_preparations: dict[int, tuple[Callable[[], None], Callable[[], None]]] = {}
_numbers = itertools.count()


def after_fork(owner: T, renew: Callable[[T], object]) -> None:
    """Call *renew* with *owner* in each process that this one forks, before anything else there.

    *owner* is held weakly, so pass a function of its class, as in `after_fork(self, Pool.renew)`,
    and no bound method. What was registered first is renewed first. *renew* must take no lock, and
    close nothing that the parent still uses.
    """
    number = next(_numbers)
    reference = weakref.ref(owner, lambda _: _renewals.pop(number, None))
    _renewals[number] = partial(_renew, reference, renew)


def _renew(reference: weakref.ref[T], renew: Callable[[T], object]) -> None:
    owner = reference()
    if owner is not None:
        renew(owner)


def _renew_all() -> None:
    # A copy, since an object may be collected meanwhile.
    for renewal in list(_renewals.values()):
        renewal()


def around_fork(owner: T, prepare: Callable[[T], object], resume: Callable[[T], object]) -> None:
    """Call *prepare* with *owner* before each fork, and *resume* after it in this process.

    For what cannot be renewed in the child alone: SQLite's locks are of a process, and a child
    believes that it has those of its parent, unless the files are closed while it is made.
    """
    number = next(_numbers)
    reference = weakref.ref(owner, lambda _: _preparations.pop(number, None))
    _preparations[number] = (
        partial(_renew, reference, prepare),
        partial(_renew, reference, resume),
    )


def _prepare_all() -> None:
    for prepare, _ in list(_preparations.values()):
        prepare()


def _resume_all() -> None:
    for _, resume in list(_preparations.values()):
        resume()


# Windows has no fork.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_prepare_all, after_in_parent=_resume_all, after_in_child=_renew_all)
