"""What the block of live requests guards, beside the names that are looked up."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from pytest_flowroute._intercept.live.children import STARTUP, Inheritance

from .conftest import Run

pytestmark = pytest.mark.once

SPELLINGS = """
    import socket
    import pytest
    from pytest_flowroute import LiveRequestBlocked

    @pytest.mark.parametrize("name", [
        "API.FlowRoute.COM", "api.flowroute.com.", b"api.flowroute.com",
        bytearray(b"flowroute.com"), "us-west-wa.sip.flowroute.com", "\\uff41pi.flowroute.com",
        "api\\u3002flowroute\\u3002com", "api\\uff0eflowroute\\uff0ecom",
        "a\\u00adpi.flowroute.com", "\\u24d0pi.\\ufb02owroute.com",
    ])
    def test_name(name):
        for look_up in socket.gethostbyname, socket.gethostbyname_ex, socket.gethostbyaddr:
            with pytest.raises(LiveRequestBlocked):
                look_up(name)
        with pytest.raises(LiveRequestBlocked):
            socket.getaddrinfo(name, 443)
        with pytest.raises(LiveRequestBlocked):
            socket.socket().connect((name, 443))
"""


def test_every_spelling_of_a_name(suite_alone: Run) -> None:
    """A name is Flowroute's in any case, alphabet and type, and with a dot at its end."""
    suite_alone(SPELLINGS).assert_outcomes(passed=10, errors=10)


ADDRESSES = """
    import asyncio, socket
    import known_address
    import pytest
    import uvloop
    from pytest_flowroute import LiveRequestBlocked

    def reach(host, family=socket.AF_INET):
        with socket.socket(family) as one:
            try:
                one.connect((host, 443))
            except (AssertionError, OSError) as error:
                return type(error).__name__

    @pytest.mark.parametrize("host", [
        "198.51.100.7", b"198.51.100.7", "0xc6.0x33.0x64.0x7", "3325256711", "0306.063.0144.7",
        "::ffff:198.51.100.7", "64:ff9b::198.51.100.7",
    ])
    def test_flowroutes(host):
        family = socket.AF_INET6 if ":" in str(host) else socket.AF_INET
        assert reach(host, family) == "LiveRequestBlocked"

    def test_an_own_resolver():
        [(*_, (address, _))] = known_address.getaddrinfo("api.flowroute.com", 443)
        assert reach(address) == "LiveRequestBlocked"

    @pytest.mark.parametrize("host", ["api.flowroute.com", "198.51.100.7"])
    def test_datagrams(host):
        async def reach():
            loop = asyncio.get_running_loop()
            await loop.create_datagram_endpoint(asyncio.DatagramProtocol, remote_addr=(host, 443))
        for run in asyncio.run, uvloop.run:
            with pytest.raises(LiveRequestBlocked):
                run(reach())

    def test_others():
        assert reach("198.51.100.8") == "ConnectionRefusedError"
        assert reach("2001:db8::7", socket.AF_INET6) == "ConnectionRefusedError"

    def test_shared():
        [(*_, (address, _))] = socket.getaddrinfo("shared.example.com", 443)
        assert reach(address) == "ConnectionRefusedError"
"""


def test_addresses(suite_alone: Run) -> None:
    """A connection to an address of Flowroute is stopped, unless another name led to it."""
    suite_alone(ADDRESSES, "-p", "known_address").assert_outcomes(passed=12, errors=10)


SENT = r"""
    import array, socket, ssl, struct
    import pytest
    from pytest_flowroute import LiveRequestBlocked

    def hello(name):
        sent = ssl.MemoryBIO()
        tls = ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), sent, server_hostname=name)
        with pytest.raises(ssl.SSLWantReadError):
            tls.do_handshake()
        return sent.read()
    OTHER = hello("api.flowroutf.com")
    HELLO = OTHER.replace(b"flowroutf", b"flowroute")
    QUERY = b"\x12\x34\x01\x00\x00\x01" + bytes(6)
    QUERY += b"\x03api\x09flowRoute\x03com\x00\x00\x01\x00\x01"
    HOST = b"api.flowroute.com"
    QUERIES = [QUERY, struct.pack(">H", len(QUERY)) + QUERY]
    RELAYED = b"\0\0\0\x03" + bytes([len(HOST)]) + HOST + b"\x01\xbbquic"
    QUERIES.append(RELAYED)  # a datagram as well

    @pytest.mark.parametrize("data", [
        b"CONNECT api.flowroute.com:443 HTTP/1.1\r\nHost: other.example.com\r\n\r\n",
        b"connect API.FLOWROUTE.COM.:443 HTTP/1.0\r\n\r\n",
        b"GET http://key:secret@api.flowroute.com/v2/numbers HTTP/1.1\r\n\r\n",
        b"POST https://flowroute.com HTTP/1.1\r\n\r\n",
        b"GET http://flowr%6Fute.com/routes HTTP/1.1\r\n\r\n",
        b"\r\nGET http://key%40:a@api%2e%66lowroute.com:80 HTTP/1.1\r\n\r\n",
        b"\r\n \r\nCONNECT api.flowroute.com:443 HTTP/1.1\r\n\r\n",
        b"\x05\x01\x00\x05\x01\x00\x03" + bytes([len(HOST)]) + HOST + b"\x01\xbb",
        b"\x05\x01\x00\x03" + bytes([len(HOST)]) + HOST + b"\x01\xbb",
        b"\x04\x01\x01\xbb\x00\x00\x00\x01user\x00" + HOST + b"\x00",
        HELLO, *QUERIES,
    ])
    def test_stopped(data):
        ours, theirs = socket.socketpair()
        def parts(it):
            return ours.sendmsg(iter([b"", it[:20], it[20:]]))
        for send in ours.send, ours.sendall, parts:
            for given in data, bytearray(data), memoryview(data), array.array("B", data):
                with pytest.raises(LiveRequestBlocked):
                    send(given)
        with pytest.raises(LiveRequestBlocked):
            ours.sendto(data, ("127.0.0.1", 9))
        ours.close()
        assert theirs.recv(1) == b""
        for cut in (1, 3, data.lower().index(b"route"), -2) if data not in QUERIES else ():
            ours, theirs = socket.socketpair()
            with ours, theirs, pytest.raises(LiveRequestBlocked):
                for part in data[:cut], data[cut:]:
                    ours.send(part)

    def test_where_it_is_sent():
        for name, *given in ("sendto", b"x"), ("bind",), ("sendmsg", [b"x"], [], 0):
            with socket.socket(type=socket.SOCK_DGRAM) as ours, pytest.raises(LiveRequestBlocked):
                getattr(ours, name)(*given, ("api.flowroute.com", 9))

    @pytest.mark.parametrize("data", [
        b"CONNECT other.example.com:443 HTTP/1.1\r\n\r\n",
        b"\r\n\r\nCONNECT notflowroute.com:443 HTTP/1.1\r\n\r\n",
        RELAYED.replace(HOST, b"api.flowroutf.com"), RELAYED.replace(b"\x03", b"\x04", 1),
        b"CONNECT api.flowroute.com.example.com:443 HTTP/1.1\r\n\r\n",
        b"GET /v2/numbers HTTP/1.1\r\nHost: api.flowroute.com\r\n\r\n",
        b"GET http://api.example.com/flowr%6fute.com?flowroute.com HTTP/1.1\r\n\r\n",
        b"GET http://flowroute.com%2eexample.com/%20 HTTP/1.1\r\n\r\n",
        b"POST /hook?url=https://api.flowroute.com/ HTTP/1.1\r\n\r\nhttps://api.flowroute.com",
        b'{"url": "https://api.flowroute.com"}', b"api.flowroute.com", OTHER, b"",
    ])
    def test_sent(data):
        for step in (3, 1000):
            ours, theirs = socket.socketpair()
            for start in range(0, len(data), step):
                ours.sendall(data[start : start + step])
            ours.close()
            assert theirs.makefile("rb").read() == data
"""


def test_what_is_sent_to_a_proxy_or_a_name_server(suite_alone: Run) -> None:
    """A tunnel, a whole URL, SOCKS, TLS and DNS for Flowroute are stopped, and nothing else.

    So are those that are sent in parts, apart from DNS.
    """
    suite_alone(SENT).assert_outcomes(passed=28, errors=15)


CHILDREN = r"""
    import os, subprocess, sys
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context
    CODE = "import socket; socket.getaddrinfo('api.flowroute.com', 443)"

    def run(*arguments, **settings):
        command = [sys.executable, *arguments]
        return subprocess.run(command, capture_output=True, text=True, **settings).stderr
    def resolve():
        import socket
        socket.getaddrinfo("api.flowroute.com", 443)

    def test_code():
        assert "LiveRequestBlocked" in run("-c", CODE)
    def test_of_a_child():
        inner = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {CODE!r}])"
        assert "LiveRequestBlocked" in run("-c", inner)
    def test_caught():
        assert run("-c", f"try: exec({CODE!r})\nexcept BaseException: pass") == ""
    def test_spawned():
        process = get_context("spawn").Process(target=resolve)
        process.start()
        process.join()
        assert process.exitcode == 1
    def test_forked():
        process = get_context("fork").Process(target=resolve)
        process.start()
        process.join()
        assert process.exitcode == 1
    def test_the_error_of_a_child_arrives():
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            error = pool.submit(resolve).exception()
        assert type(error) is AssertionError and "flowroute_sandbox.url" in str(error)
    def test_others():
        assert run("-c", "import socket; socket.getaddrinfo('127.0.0.1', 443)") == ""
        assert run("-c", "import sys; assert 'socket' not in sys.modules") == ""
        assert run("-c", "import sys; assert not [p for p in sys.path if 'startup' in p]") == ""
    def test_the_hidden_sitecustomize(tmp_path):
        (tmp_path / "sitecustomize.py").write_text("import sys; sys.hidden = 1")
        path = os.pathsep.join([os.environ["PYTHONPATH"], str(tmp_path)])
        environment = {**os.environ, "PYTHONPATH": path}
        assert run("-c", "import sys; assert sys.hidden", env=environment) == ""
"""


def test_child_processes(suite_alone: Run) -> None:
    """Python processes of any depth are guarded, which fails the test, even if they catch it."""
    result = suite_alone(CHILDREN)
    result.assert_outcomes(passed=8, errors=6)
    result.stdout.fnmatch_lines(["a process that this test has started sent a request on its way*"])


@pytest.mark.parametrize("before", [None, "", "one", os.pathsep.join(["one", "", "two"])])
def test_the_environment_is_restored(
    monkeypatch: pytest.MonkeyPatch, before: str | None, tmp_path: Path
) -> None:
    """PYTHONPATH is as it was when the block ends, and so is a temporary folder that it needs."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.delattr(os, "memfd_create", raising=False)
    monkeypatch.delenv("FLOWROUTE_BLOCKED_REPORT", raising=False)
    monkeypatch.setenv("PYTHONPATH", before or "")
    if before is None:
        monkeypatch.delenv("PYTHONPATH")
    inheritance = Inheritance()

    inheritance.hold()
    inheritance.hold()
    inheritance.release()
    inside = os.environ["PYTHONPATH"].split(os.pathsep)
    assert inside == [STARTUP, *(before.split(os.pathsep) if before else [])]
    assert [Path(os.environ["FLOWROUTE_BLOCKED_REPORT"])] == [*tmp_path.iterdir()]
    inheritance.release()

    assert os.environ.get("PYTHONPATH") == before
    assert "FLOWROUTE_BLOCKED_REPORT" not in os.environ
    assert [*tmp_path.iterdir()] == []


def test_an_environment_that_was_changed_since(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What others add to PYTHONPATH during the block stays."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", "one")
    inheritance = Inheritance()

    inheritance.hold()
    os.environ["PYTHONPATH"] = os.pathsep.join(["two", os.environ["PYTHONPATH"]])
    inheritance.release()

    assert os.environ["PYTHONPATH"] == os.pathsep.join(["two", "one"])


INNER = """
    import subprocess, sys
    INNER = (
        "import socket, pytest\\n"
        "from pytest_flowroute import LiveRequestBlocked\\n"
        "def test_it():\\n"
        "    with pytest.raises(LiveRequestBlocked):\\n"
        "        socket.getaddrinfo('api.flowroute.com', 443)\\n"
    )
    def test_it(tmp_path):
        (tmp_path / "test_inner.py").write_text(INNER)
        command = [sys.executable, "-m", "pytest", "-p", "pytest_flowroute.plugin", "-q"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert "1 passed, 1 error" in done.stdout, done.stdout
"""


def test_a_session_within_a_child_has_its_own_block(suite_alone: Run) -> None:
    """A child that runs pytest raises the plugin's own error, and its own test fails."""
    suite_alone(INNER).assert_outcomes(passed=1)
