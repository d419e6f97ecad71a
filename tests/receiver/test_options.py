"""What a receiver is joined with, and where it keeps events, is checked when it is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowroute_ext import Flowroute, Outbox, WebhookReceiver
from flowroute_ext.errors import ConfigurationError
from flowroute_ext.webhooks import OptOuts
from receiver.posts import SECRET


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"opt_outs": OptOuts("stops.db")}, "opt_outs=a value of type OptOuts is not True or"),
        ({"opt_outs": None}, "opt_outs=None is not True or False"),
        ({"opt_outs": "no"}, "opt_outs='no' is not True or False"),
        ({"background": "no"}, "background='no': give True or False"),
        ({"background": 0}, "background=0: give True or False"),
        ({"flowroute": Flowroute}, "flowroute=a value of type type is no client: give one, as"),
        ({"flowroute": "key"}, "flowroute='key' is no client"),
        ({"outbox": "campaign.db"}, "outbox='campaign.db' is no Outbox: give one, as Outbox("),
        ({"outbox": Outbox}, "outbox=a value of type type is no Outbox"),
    ],
)
def test_what_is_joined_is_checked(make, options, text):
    """What would be left out of account, or fail with the first event, is refused at once."""
    with pytest.raises(ConfigurationError) as caught:
        make(**options)
    assert str(caught.value).startswith(text)


@pytest.mark.parametrize("scheme", ["mysql://", "sqlite:///", "postgresql+psycopg://", "HTTPS://"])
@pytest.mark.parametrize(
    ("make_one", "cure"),
    [
        (lambda store: WebhookReceiver(store, secret=SECRET), "'postgresql://user@host/database'"),
        (OptOuts, "or 'postgresql://user@host/database'"),
        (Outbox, "an outbox is a file, as 'campaign.db'"),
    ],
)
def test_a_url_is_no_file(scheme, make_one, cure):
    """The URL of another database is refused without the rest of it, as no file has that name."""
    with pytest.raises(ConfigurationError) as caught:
        make_one(f"{scheme}user:hunter2@host/database")
    text = str(caught.value)
    assert cure in text
    assert f"begins with '{scheme.rstrip('/')}//', and names no file" in text
    assert "hunter2" not in text


def test_a_path_may_look_like_one(tmp_path, monkeypatch):
    """What is a path for certain is taken, as are names with an equals sign or a colon."""
    monkeypatch.chdir(tmp_path)
    for path in (Path("user=ada"), "campaign=1.db", "a:b.db"):
        assert Outbox(path).status().queued == 0
    with pytest.raises(ConfigurationError, match="begins with 'host=', and names no file"):
        Outbox("host=localhost password=hunter2")
