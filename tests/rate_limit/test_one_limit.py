"""One account has one limit in a process, whatever sends for it, and wherever else it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowroute_ext._calls.config import configure
from flowroute_ext._rate_limit.permits import WouldBeLate
from flowroute_ext._rate_limit.rate_limit import RateLimit
from flowroute_ext._sync.rate_limiter import RateLimiter
from rate_limit.clocks import FakeClock
from rate_limit.limiters import MESSAGES, aged, limiters, send


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def outbox(path: Path) -> Path:
    """A file in which an outbox could be: there for long, and with a table in it."""
    return aged(path)


def test_whatever_sends(tmp_path, clock):
    """Clients without and with a file, and outboxes, have five a second in all."""
    ways = [
        RateLimiter(RateLimit(), "account", clock),
        RateLimiter(RateLimit(shared=aged(tmp_path / "limit.db")), "account", clock),
        RateLimiter(RateLimit(), "account", clock, outbox=outbox(tmp_path / "one.db")),
        RateLimiter(RateLimit(), "account", clock, outbox=outbox(tmp_path / "two.db")),
    ]

    times = [send(ways[number % 4], clock) for number in range(12)]
    assert times == pytest.approx([0.0] * 5 + [1.005] * 5 + [2.01] * 2, abs=0.02)


def test_an_outbox_and_a_limit_that_is_shared_otherwise(tmp_path, clock):
    """An outbox counts in its own file and in the one that the client was given."""
    limit, rows = aged(tmp_path / "limit.db"), outbox(tmp_path / "rows.db")
    both = RateLimiter(RateLimit(shared=limit), "account", clock, outbox=rows)
    (by_limit,), (by_rows,) = limiters(limit, 1), limiters(rows, 1)

    assert [send(*by_limit) for _ in range(3)] == [0.0] * 3
    assert [send(*by_rows) for _ in range(4)] == [0.0] * 4
    assert send(both, clock) == 0.0
    assert send(both, clock) == pytest.approx(1.005, abs=0.02)


def test_what_is_sent_beside_a_shared_limit(tmp_path, clock):
    """What a process sends without a file counts in the file that another client of it names."""
    path = aged(tmp_path / "limit.db")
    sharing = RateLimiter(RateLimit(shared=path), "account", clock)
    direct = RateLimiter(RateLimit(), "account", clock)
    (other,) = limiters(path, 1)
    assert send(sharing, clock) == 0.0

    assert [send(direct, clock) for _ in range(3)] == [0.0] * 3
    assert [send(*other), send(*other)] == [0.0, 1.005]


def test_a_shared_limit_that_only_others_name(tmp_path, clock):
    """Where it cannot be used, those that were not given it go on, and make no file."""
    path = aged(tmp_path / "limit.db")
    sharing = RateLimiter(RateLimit(shared=path), "account", clock)
    direct = RateLimiter(RateLimit(), "account", clock)
    send(sharing, clock)

    for file in tmp_path.iterdir():
        file.unlink()
    assert [send(direct, clock) for _ in range(4)] == [0.0] * 4
    path.write_text("to,body\n" * 1000)
    assert send(direct, clock) == 1.005
    assert path.read_text() == "to,body\n" * 1000


def test_one_file_by_two_names(tmp_path, clock):
    """A link and its file, or a detour, are one place: an attempt counts there once."""
    path = aged(tmp_path / "limit.db")
    link = tmp_path / "link.db"
    link.symlink_to(path)
    detour = tmp_path / ".." / tmp_path.name / "limit.db"
    ways = [RateLimiter(RateLimit(shared=name), "account", clock) for name in (path, link, detour)]

    assert [send(ways[number % 3], clock) for number in range(6)] == [0.0] * 5 + [1.005]


def test_limits_for_different_periods(clock):
    """What counts for a minute is not forgotten by those that count for a second."""
    seconds = RateLimiter(RateLimit(sms=2), "account", clock)
    minutes = RateLimiter(RateLimit(sms=4, per="minute"), "account", clock)
    assert [send(minutes, clock) for _ in range(2)] == [0.0] * 2
    assert [send(seconds, clock) for _ in range(2)] == [1.005] * 2

    assert send(seconds, clock) == 2.01
    with pytest.raises(WouldBeLate) as caught:
        minutes.queue(MESSAGES, "sms").permit(deadline=clock.monotonic() + 1)
    assert caught.value.seconds == pytest.approx(60.005 - 2.01)


def account(base_url: str, key: str = "key") -> str:
    """What the limit of a client is kept by."""
    config = configure(
        {},
        access_key=key,
        secret_key="secret",
        base_url=base_url,
        messages_version="v2.1",
        timeout=None,
        max_retries=0,
        deadline=None,
        rate_limit=None,
        concurrency=1,
    )
    return config.account


@pytest.mark.parametrize(
    "spelling",
    [
        "https://api.flowroute.com/",
        "https://API.Flowroute.com",
        "HTTPS://api.flowroute.com",
        "https://api.flowroute.com:443",
        "https://api.flowroute.com:443/",
        "https://api.flowroute.com.",
        "https://api.flowroute.com//",
        "https://api.flowroute.com:",
    ],
)
def test_spellings_of_a_base_url(spelling):
    """All spellings of an address are one account."""
    assert account(spelling) == account("https://api.flowroute.com")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8081"),
        ("http://127.0.0.1", "https://127.0.0.1"),
        ("https://127.0.0.1/a", "https://127.0.0.1/A"),
        ("https://127.0.0.1:80", "https://127.0.0.1"),
    ],
)
def test_different_servers(one, other):
    """Another scheme, host, port or path is another account, and so is another key."""
    assert account(one) != account(other)
    assert account(one) != account(one, "another")


def test_spellings_of_a_path():
    """What a path may be encoded as makes no difference."""
    assert account("https://127.0.0.1/a%2dproxy/") == account("https://127.0.0.1/a-proxy")
    assert account("http://[0:0::1]:80") == account("http://[::1]")
