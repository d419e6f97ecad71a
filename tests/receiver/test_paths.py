"""The paths of a receiver cannot be guessed, and are compared in constant time."""

from __future__ import annotations

import hmac

import pytest

from flowroute_ext import InvalidValue, callback_reference
from flowroute_ext._builders.callbacks import with_reference
from flowroute_ext._receiver.paths import KINDS, Paths

OLD = "an-old-phrase-of-many-letters"
NEW = "a-newer-phrase-with-other-words"
BASE = "https://app.example.com/flowroute"


def path_of(url: str) -> str:
    return url.removeprefix("https://app.example.com")


def test_urls_are_stable() -> None:
    """The URL for a secret never changes, as Flowroute has been given it."""
    assert Paths(OLD).url(BASE, "sms") == f"{BASE}/sms-uwsqhmw5iahued5zz7sbktyfdf62m5jx"


def test_each_kind_has_its_own_path() -> None:
    """The five kinds have five paths of 160 bits, of which none shows the secret or another one."""
    urls = [Paths(OLD).url(BASE, kind) for kind in KINDS]
    tokens = {url.rpartition("-")[2] for url in urls}

    assert [url.rpartition("/")[2].rpartition("-")[0] for url in urls] == list(KINDS)
    assert len(tokens) == 5
    assert {len(token) for token in tokens} == {32}
    assert not any(OLD in url for url in urls)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("sms", "sms"),
        ("MMS", "mms"),
        (" sms-dlr ", "sms_dlr"),
        ("dlr", "sms_dlr"),
        ("dlr_callback", "sms_dlr"),
        ("mms_dlr_callback", "mms_dlr"),
        ("sms_callback", "sms"),
        ("events", "events"),
        ("event", "events"),
    ],
)
def test_kinds_have_the_names_that_callbacks_have(given: str, kind: str) -> None:
    """A kind may be named as in `set_callback`."""
    assert Paths(OLD).url(BASE, given) == Paths(OLD).url(BASE, kind)


@pytest.mark.parametrize("given", ["voice", "", None, 1, "sms_", "https://example.com"])
def test_other_kinds_are_refused(given: object) -> None:
    """What is no kind of webhook is an error, which names those there are."""
    with pytest.raises(InvalidValue, match="'sms', 'mms', 'sms_dlr', 'mms_dlr', 'events'"):
        Paths(OLD).url(BASE, given)


@pytest.mark.parametrize(
    ("base", "problem"),
    [
        ("app.example.com/flowroute", "https://example.com/path"),
        ("/flowroute", "https://example.com/path"),
        ("ftp://example.com", "begin it with https://"),
        ("", "give it as text"),
        (f"{BASE}#top", "leave out the #"),
    ],
)
def test_base(base: str, problem: str) -> None:
    """A base that is no URL is an error with its cure."""
    with pytest.raises(InvalidValue) as caught:
        Paths(OLD).url(base, "sms")

    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("base", "before", "after"),
    [
        ("https://example.com", "https://example.com/sms-", ""),
        ("https://example.com/", "https://example.com/sms-", ""),
        ("https://example.com/a/b//", "https://example.com/a/b/sms-", ""),
        ("https://u:p@example.com:8443/a", "https://u:p@example.com:8443/a/sms-", ""),
        ("https://example.com/a/?tenant=7", "https://example.com/a/sms-", "?tenant=7"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/sms-", ""),
    ],
)
def test_where_it_is_mounted(base: str, before: str, after: str) -> None:
    """The path is below the base, whose query stays, and is recognised there."""
    paths = Paths(OLD)
    url = paths.url(base, "sms")

    assert url.startswith(before)
    assert url.endswith(after)
    assert paths.kind_of(url) == "sms"


@pytest.mark.parametrize("kind", KINDS)
def test_recognised(kind: str) -> None:
    """A path is recognised below any mount, with a slash, a query or a reference after it."""
    paths = Paths(OLD)
    path = path_of(paths.url(BASE, kind))
    referred = with_reference(path, "order 7/ü", "proof")

    for one in (path, path.removeprefix("/flowroute"), path[11:], f"{path}/", f"{path}?a=1/2"):
        assert paths.kind_of(one) == kind
    assert paths.kind_of(referred) == kind
    assert callback_reference(referred) == "order 7/ü"


def test_not_recognised() -> None:
    """No other path is that of a webhook, however near."""
    paths = Paths(OLD)
    path = path_of(paths.url(BASE, "sms"))
    token = path.rpartition("-")[2]

    for one in (
        "",
        "/",
        "/flowroute",
        "/flowroute/sms",
        "/flowroute/sms-",
        path[:-1],
        f"{path}a",
        path.upper(),
        path.replace("sms-", "mms-"),
        f"/flowroute/{token}",
        f"{path}/more",
        f"{path} ",
        f"{path}%20",
        f"{path};v=1",
        f"/flowroute?{path}",
        f"/flowroute#{path}",
        "/\ud800\x00é",
        "/sms-" + "a" * 32,
        "/" * 10_000,
    ):
        assert paths.kind_of(one) is None


def test_rotation() -> None:
    """With two secrets the URLs are of the first, and those of both are recognised."""
    both, old, new = Paths([NEW, OLD]), Paths(OLD), Paths(NEW)

    for kind in KINDS:
        assert both.url(BASE, kind) == new.url(BASE, kind)
        assert both.kind_of(old.url(BASE, kind)) == kind
        assert both.kind_of(new.url(BASE, kind)) == kind
        assert new.kind_of(old.url(BASE, kind)) is None


def test_every_candidate_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the path is, all candidates are compared, each by hmac.compare_digest."""
    compared: list[tuple[bytes, bytes]] = []
    compare = hmac.compare_digest

    def counting(given: bytes, candidate: bytes) -> bool:
        compared.append((given, candidate))
        return compare(given, candidate)

    monkeypatch.setattr(hmac, "compare_digest", counting)
    paths = Paths([NEW, OLD])
    expected = {
        one.url(BASE, kind)[34:].encode() for one in (Paths(OLD), Paths(NEW)) for kind in KINDS
    }
    first, last = Paths(NEW).url(BASE, "sms"), Paths(OLD).url(BASE, "events")

    for path in (first, last, "/nothing", ""):
        compared.clear()
        paths.kind_of(path)

        assert len(compared) == 10
        assert {candidate for _, candidate in compared} == expected


def test_repr() -> None:
    """The repr shows neither a secret nor a path."""
    assert repr(Paths([NEW, OLD])) == "Paths(2 secrets)"
