"""The errors of `send_once` travel between processes, as tasks' results do."""

from __future__ import annotations

import copy
import pickle

import pytest

from flowroute_ext.send_once import ClaimsError, SendRefused, TryLater


@pytest.mark.parametrize(
    "error",
    [
        TryLater("order-1", "another worker is sending it", 4.6),
        SendRefused("order-1", "File is over 767840 byte limit"),
        ClaimsError("Redis: Connection refused"),
    ],
)
def test_a_copy_says_the_same(error):
    """Pickled or copied, an error has the same words and the same attributes."""
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(other) is type(error)
        assert str(other) == str(error)
        assert vars(other) == vars(error)
