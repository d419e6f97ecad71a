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

    playback = PlaybackSession(record, (ACCESS_KEY, SECRET_KEY) if to else None)
    config.pluginmanager.register(_RecordingHooks(playback))
    config.pluginmanager.register(Summary(run, shared, worker=is_worker))
    for ending in save_before_exit, save_before_termination:
        config.add_cleanup(ending(playback.save))
    return playback


class _RecordingHooks:
    """The hooks that only a session that records needs."""

    def __init__(self, playback: PlaybackSession) -> None:
        self._playback = playback

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write what a test has recorded that was interrupted, as by Ctrl-C."""
        for problem in self._playback.save():
            session.config.get_terminal_writer().line(problem)

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Give a worker of pytest-xdist the private folder of this run, removed at its end."""
        config: pytest.Config = node.config
        folder = config.stash.get(_folder, None)
        if folder is None:
            folder = config.stash[_folder] = tempfile.mkdtemp(prefix="flowroute-")
            config.add_cleanup(lambda: shutil.rmtree(str(folder), ignore_errors=True))
        node.workerinput[FOLDER] = folder


_folder: Final = pytest.StashKey[str]()
