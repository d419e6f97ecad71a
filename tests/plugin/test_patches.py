"""The patches of the plugin: what is patched, when, and beside which mocks."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from .conftest import Run

pytestmark = pytest.mark.once

HOOKS = """
    import sys, socket, httpx, requests, urllib3, aiohttp, http.client
    def http_methods():
        return [
            httpx.HTTPTransport.handle_request, httpx.Client._transport_for_url,
            httpx.Client._send_single_request, requests.Session.get_adapter,
            requests.adapters.HTTPAdapter.send, urllib3.HTTPConnectionPool._make_request,
            aiohttp.ClientSession._request, aiohttp.ClientSession.get,
            aiohttp.TCPConnector.connect, http.client.HTTPConnection.putrequest]
    def network():
        return [socket.getaddrinfo, socket.socket.connect]
    def finders():
        return [finder for finder in sys.meta_path if "flowroute" in repr(finder)]
    before = http_methods()
    def unchanged():
        return [now is then for now, then in zip(http_methods(), before)]
"""


def test_nothing_is_patched_until_a_test_uses_the_plugin(suite_in_new_python: Run) -> None:
    """HTTP libraries and the import system are untouched, before and after a test that plays.

    Within one a finder has libraries that are imported patched, and is no other's loader.
    """
    suite_in_new_python(
        HOOKS
        + """
    def test_first():
        assert all(unchanged())
        assert finders() == []
    def test_playing(flowroute_cassette):
        assert not any(unchanged())
        assert len(finders()) == 1
        import httplib2
        assert httplib2.__spec__.loader is httplib2.__loader__
        assert "flowroute" not in repr(httplib2.__loader__)
    def test_with_a_sandbox(flowroute_sandbox):
        assert not any(unchanged())
    def test_last():
        assert all(unchanged())
        assert finders() == []
    """
    ).assert_outcomes(passed=4)


def test_a_library_that_is_imported_again(suite_in_new_python: Run) -> None:
    """Each of its imports is patched, and none after the test: that of a thread ends later.

    What a test puts in the place of a library is left as it is.
    """
    suite_in_new_python(
        """
    import importlib, sys, threading, types, pytest, httplib2, urllib.request
    FIRST, URL = httplib2, "https://api.flowroute.com/v2/numbers"
    ended, may_end = threading.Event(), threading.Event()
    def patched(library):
        connect = library.HTTPConnectionWithTimeout.connect
        return "flowroute" in connect.__code__.co_filename
    class Waits:
        def find_spec(self, name, path, target=None):
            if name == "httplib2.auth" and threading.current_thread().name == "late":
                began.set()
                may_end.wait(60)
    began, waits = threading.Event(), Waits()
    def test_again(flowroute_sandbox):
        assert patched(FIRST)
        for name in [name for name in sys.modules if name.startswith("httplib2")]:
            del sys.modules[name]
        again = importlib.import_module("httplib2")
        assert again is not FIRST and patched(again) and patched(FIRST)
        assert patched(importlib.reload(again))
        assert again.Http().request(URL)[0].status == 401
    def test_after():
        assert not patched(FIRST) and not patched(sys.modules["httplib2"])
    def test_reloaded_before(flowroute_sandbox):
        assert sys.modules["httplib2"].Http().request(URL)[0].status == 401
    def test_late(flowroute_sandbox):
        for name in [name for name in sys.modules if name.startswith("httplib2")]:
            del sys.modules[name]
        def run():
            importlib.import_module("httplib2")
            ended.set()
        sys.meta_path.insert(0, waits)
        threading.Thread(target=run, name="late", daemon=True).start()
        assert began.wait(60)
    def test_after_late():
        may_end.set()
        assert ended.wait(60)
        sys.meta_path.remove(waits)
        assert not patched(sys.modules["httplib2"])
    @pytest.fixture
    def stand_ins(monkeypatch):
        monkeypatch.setitem(sys.modules, "httplib2", types.ModuleType("httplib2"))
        monkeypatch.setitem(sys.modules, "requests", types.SimpleNamespace())
    def test_stand_ins_before(stand_ins, flowroute_sandbox): ...
    def test_stand_ins_after(flowroute_sandbox, stand_ins): ...
    @pytest.fixture
    def hook(monkeypatch):
        find_spec = staticmethod(importlib.machinery.PathFinder.find_spec)
        in_front = types.SimpleNamespace(find_spec=find_spec)
        old = types.SimpleNamespace(find_module=lambda name, path: None)  # as that of six was
        monkeypatch.setattr(sys, "meta_path", [in_front, *sys.meta_path, old])
    def test_hook(flowroute_sandbox, hook):
        del sys.modules["httplib2"]
        assert patched(importlib.import_module("httplib2"))
        assert importlib.util.find_spec("urllib3_future") is None
    """
    ).assert_outcomes(passed=8)


def test_a_suite_without_the_plugin_loads_little_of_it(suite_in_new_python: Run) -> None:
    """Neither the SDK nor the sandbox nor players nor an HTTP library is loaded."""
    suite_in_new_python(
        """
    import sys
    HEAVY = {"aiohttp", "asyncio", "flowroute_ext", "flowroute_sandbox", "httpx", "requests",
             "ssl", "urllib3", "yaml", "pytest_flowroute._playback.player"}
    def test_it():
        assert not HEAVY & sys.modules.keys()
    """
    ).assert_outcomes(passed=1)


def test_blocking_is_all_that_is_always_on(suite_in_new_python: Run) -> None:
    """Name resolution and connections are guarded, unless `flowroute_block_live = false`."""
    source = (
        HOOKS
        + """
    def test_it():
        found = [getattr(one, "__globals__", {}).get("__name__") for one in network()]
        assert [str(name).endswith(".network_guard") for name in found] == [GUARDED] * 2
    """
    )
    suite_in_new_python(source.replace("GUARDED", "True")).assert_outcomes(passed=1)
    free = source.replace("GUARDED", "False")
    suite_in_new_python(free, "-o", "flowroute_block_live=false").assert_outcomes(passed=1)


def test_a_mock_that_lasts_longer_than_the_test(suite_in_new_python: Run) -> None:
    """A mock of a wider scope works during and after tests that play."""
    suite_in_new_python(
        HOOKS
        + """
    import pytest, responses
    @pytest.fixture(scope="module")
    def mock(flowroute_cassette):
        with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
            mock.get("https://other.example.com/", json=1)
            yield
    def get():
        return requests.get("https://other.example.com/").json()
    def send():
        sms = {"to": "12065550142", "from": "12065550100", "body": "x"}
        return requests.post("https://api.flowroute.com/v2.1/messages", json=sms).status_code
    @pytest.mark.parametrize("number", range(2))
    def test_playing(mock, flowroute_cassette, number):
        assert (get(), send()) == (1, 202)
    def test_not_playing(mock):
        assert get() == 1
    def test_playing_again(mock, flowroute_cassette):
        assert (get(), send()) == (1, 202)
    """,
    ).assert_outcomes(passed=4)


def test_a_mock_that_began_before_the_test(suite_in_new_python: Run) -> None:
    """A mock that was there before the first test that plays gets no request for Flowroute.

    The mock may have been there since the library was imported.
    """
    suite_in_new_python(
        """
    import pytest, sys
    @pytest.fixture(scope="module")
    def mock():
        assert "requests" not in sys.modules
        import responses
        with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
            mock.get("https://other.example.com/", json=1)
            yield
    def test_first(mock): ...
    @pytest.mark.parametrize("number", range(2))
    def test_playing(mock, flowroute_cassette, number):
        import requests
        sms = {"to": "12065550142", "from": "12065550100", "body": "x"}
        sent = requests.post("https://api.flowroute.com/v2.1/messages", json=sms)
        assert sent.status_code == 202
        assert requests.get("https://other.example.com/").json() == 1
    """,
    ).assert_outcomes(passed=3)


def test_patches_are_removed_after_the_session(tmp_path: Path) -> None:
    """After a session everything is as it was, also if a mock covered a patch meanwhile."""
    (tmp_path / "test_it.py").write_text(
        "import pytest, responses\n"
        "@pytest.fixture(scope='session')\n"
        "def mock():\n"
        "    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:\n"
        "        yield\n"
        "def test_playing(flowroute_cassette, mock): ...\n"
        "def test_mock(mock): ...\n"
    )
    code = (
        textwrap.dedent(HOOKS)
        + """
import pytest
network_before, path_before = network(), list(sys.meta_path)
during = []
class Spy:
    def pytest_collection_finish(self):
        during.append((all(unchanged()), network() == network_before))
options = ["-p", "no:cacheprovider", "-p", "pytest_flowroute.plugin", "-q"]
for _ in range(2):
    assert pytest.main(options, [Spy()]) == 0
assert during == [(True, False)] * 2, during
assert finders() == []
assert all(unchanged()) and network() == network_before
"""
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        env={"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PATH": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_suite_within_a_suite(suite_in_new_python: Run) -> None:
    """A test that plays can run another suite that plays; each has its own requests."""
    suite_in_new_python(
        """
    import httpx
    SEND = "https://api.flowroute.com/v2.1/messages"
    def send(body):
        sms = {"to": "12065550142", "from": "12065550100", "body": body}
        return httpx.post(SEND, json=sms).status_code
    def test_it(flowroute_cassette, pytester):
        assert send("before") == 202
        pytester.makepyfile(
            test_inner="def test_inner(flowroute_cassette):\\n"
            "    sms = {'to': '12065550142', 'from': '12065550100', 'body': 'inner'}\\n"
            "    import requests\\n"
            f"    assert requests.post({SEND!r}, json=sms).status_code == 202\\n"
            "    assert [one.body for one in flowroute_cassette.sent_messages] == ['inner']\\n"
        )
        inner = pytester.runpytest_inprocess("-p", "pytest_flowroute.plugin")
        inner.assert_outcomes(passed=1)
        assert send("after") == 202
        assert [one.body for one in flowroute_cassette.sent_messages] == ["before", "after"]
    """,
        *("-p", "pytester"),
    ).assert_outcomes(passed=1)
