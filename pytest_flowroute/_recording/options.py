"""The command line's options for recording."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import pytest

from flowroute_sandbox import ACCESS_KEY, SECRET_KEY

from .._playback.options import WrongOption
from .._playback.session import PlaybackSession
from .exits import save_before_exit, save_before_termination
from .player_recorder import PlayerRecorder, upstream_maker
from .run import Run
from .summary import Summary

if TYPE_CHECKING:
    from .recorder import Mode

FOLDER: Final = "flowroute_recording_folder"


def session(config: pytest.Config) -> PlaybackSession:
    """Return the playback of a session that records; `pytest.UsageError` for a wrong option."""
    mode = cast("Mode", config.getoption("flowroute_record"))  # one of the choices
    only = [str(name) for name in config.getoption("flowroute_record_only") or ()]
    to = str(config.getoption("flowroute_record_to"))
    try:
        upstream = upstream_maker(to)
    except WrongOption as error:
        raise pytest.UsageError(str(error)) from None
    folder = getattr(config, "workerinput", {}).get(FOLDER)
    allow_spend = bool(config.getoption("flowroute_allow_spend"))
    run = Run(mode, Path(folder) if folder else None, allow_spend=allow_spend)

    def record() -> PlayerRecorder:
        return PlayerRecorder(run, upstream, only)

    is_worker = hasattr(config, "workerinput")

    def shared() -> Path | None:
        name = folder if is_worker else config.stash.get(_folder, None)
        return Path(name) if name else None

    config.pluginmanager.register(Summary(run, shared, worker=is_worker))
    playback = PlaybackSession(record, (ACCESS_KEY, SECRET_KEY) if to else None)
    for ending in save_before_exit, save_before_termination:
        config.add_cleanup(ending(playback.save))
    return playback


def share_folder(node: Any) -> None:
    """Give a worker the private folder of this run, which is removed at its end."""
    config: pytest.Config = node.config
    if config.getoption("flowroute_record") == "none":
        return
    folder = config.stash.get(_folder, None)
    if folder is None:
        folder = config.stash[_folder] = tempfile.mkdtemp(prefix="flowroute-")
        config.add_cleanup(lambda: shutil.rmtree(str(folder), ignore_errors=True))
    node.workerinput[FOLDER] = folder


_folder: Final = pytest.StashKey[str]()
