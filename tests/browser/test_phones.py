"""Phones in a browser: both sides of a conversation."""

from __future__ import annotations

import json
import re
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from struct import pack
from threading import Thread
from zlib import compress, crc32

import pytest
from browser.screen import CONVERSATION, OURS, PAGE, THEIRS, Screen

from flowroute_sandbox import Sandbox
from flowroute_sandbox.state.store import Store

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("browser")]

ECHO = {"sms": "You wrote: ", "mms": "You sent a picture: "}


def png(width: int, height: int) -> bytes:
    """A gray picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture
def application(screen: Screen):
    """An application that answers each message, through the API."""

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            document = json.loads(self.rfile.read(int(self.headers["content-length"])))
            received = document["data"]["attributes"]
            kind = "mms" if received["is_mms"] else "sms"
            self.send_response(200)
            self.end_headers()
            Thread(target=screen.answer, args=(ECHO[kind] + (received["body"] or ""),)).start()

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        Thread(target=server.serve_forever).start()
        for kind in ("sms", "mms"):
            url = f"http://127.0.0.1:{server.server_port}/{kind}"
            path = f"/v2.1/messages/{kind}_callback"
            assert screen.served.json("PUT", path, {"callback_url": url})[0] == 204
        yield
        server.shutdown()


def test_a_conversation(screen: Screen, application: None) -> None:
    """A message from a new phone reaches the application, and its answer is shown as it comes."""
    screen.live()
    screen.find(".list-head .button").click()
    screen.wait(lambda: screen.find("#text")).send_keys("Is it open?")
    screen.find(".new .button.primary").click()

    screen.shows(".messages .text", "Is it open?", "You wrote: Is it open?")
    assert screen.driver.current_url == screen.served.url + CONVERSATION
    screen.shows(".message.mine .state", "webhook 200", "200")
    assert screen.texts(".message.theirs summary span")[:2] == ["1 segment", "$0.004"]

    screen.find("#body").send_keys("Ünïcode " * 10)
    screen.find(".send").click()
    written = ("Ünïcode " * 10).strip()
    screen.shows(
        ".messages .text", "Is it open?", "You wrote: Is it open?", written, f"You wrote: {written}"
    )
    assert screen.texts(".message.mine summary span:first-of-type")[1] == "2 segments"
    assert screen.find("#body").get_attribute("value") == ""


def test_a_picture(screen: Screen, application: None, tmp_path) -> None:
    """A picture makes the message an MMS, is shown, and can be fetched at its address."""
    picture = tmp_path / "the cat.png"
    picture.write_bytes(png(40, 30))
    screen.receive("Hello")
    screen.live(CONVERSATION)
    screen.find(".attach input").send_keys(str(picture))
    screen.find("#body").send_keys("My cat")
    screen.find(".send").click()

    screen.wait(lambda: "You sent a picture: My cat" in screen.texts(".messages .text"))
    image = screen.find(".bubble img")
    assert image.get_attribute("alt") == "the-cat.png"
    assert screen.wait(lambda: image.get_property("naturalWidth")) == 40
    path = image.get_attribute("src").removeprefix(screen.served.url)
    assert screen.served.request("GET", path).read() == picture.read_bytes()


def test_what_is_no_picture(screen: Screen, tmp_path) -> None:
    """Another file is sent, and shown by its name only; one that is too large is not sent."""
    file = tmp_path / "drawing.svg"
    file.write_text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    large = tmp_path / "large.png"
    large.write_bytes(bytes(767_841))
    screen.receive("Hello")
    screen.live(CONVERSATION)
    screen.find(".attach input").send_keys(str(large))
    screen.shows("#said", "large.png is too large: a message has 767,840 bytes at most.")
    screen.find(".attach input").send_keys(str(file))
    screen.find(".send").click()

    screen.shows(".file-name", "drawing.svg")
    assert screen.all(".messages img") == []


def test_status_and_receipts(screen: Screen) -> None:
    """A message that was sent is queued, then handed over, then accepted, as the clock moves."""
    screen.served.json("POST", "/_sandbox/reset")
    screen.served.json("POST", "/_sandbox/numbers", {"number": OURS})
    message_id = screen.send("It is.")
    screen.served.json("POST", f"/_sandbox/messages/{message_id}/delay", {"seconds": 600})
    screen.live(CONVERSATION)
    screen.shows(".message summary .state", "queued")

    screen.find(".message summary").click()
    screen.find(".settle .button").click()
    screen.shows(".message summary .state", "message buffered")
    screen.shows(".facts-of dt", "Id", "Kind", "Accepted", "Receipt 1", "Receipt 2")
    receipt = screen.texts(".facts-of dd")[-1]
    assert (
        re.sub(r"^[\d:.]+ ", "", receipt) == "message buffered (1003): Message accepted by Carrier"
    )
    assert screen.find(".about").get_attribute("open")


def test_find_and_unread(screen: Screen) -> None:
    """The list finds numbers and texts, marks what has not been read, and reading ends that."""
    screen.receive("Table for two")
    screen.receive("Are you hiring?", **{"from": "447700900123"})
    screen.live()
    screen.shows(".peer", "+447700900123", "+1 312 555 0199")
    screen.send("We have one at eight.")
    screen.send("Shall I hold it?")
    screen.shows(".peer", "+1 312 555 0199", "+447700900123")
    screen.shows(".unread b", "2")
    assert screen.driver.title.startswith("(2) ")

    screen.find("#q").send_keys("hiring")
    screen.shows(".peer", "+447700900123")
    screen.type("#q", "312 555")
    screen.shows(".peer", "+1 312 555 0199")
    screen.find(".conversations a").click()
    screen.shows(".unread b")
    screen.shows(".messages .text", "Table for two", "We have one at eight.", "Shall I hold it?")
    screen.type("#q", "zebra")
    screen.shows(".nothing", "Nothing found for “zebra”. Show all")


def test_many_messages(screen: Screen, serve, size, tmp_path) -> None:
    """Of very many messages some are on the page; earlier ones come as they are scrolled to."""
    count = size(351, 10_000)
    with closing(Store(tmp_path / "account.db")) as store:
        sandbox = Sandbox(store=store, post=None)
        sandbox.seed_number(OURS)
        for number in range(count):
            sandbox.receive_message(from_=THEIRS, to=OURS, body=f"No {number}")
    screen.served = serve("--data", tmp_path / "account.db")
    screen.live(CONVERSATION)
    screen.shows(".messages .text", *(f"No {number}" for number in range(count - 50, count)))

    seen = 50
    while seen < 350:
        screen.driver.execute_script("document.getElementById('scroll').scrollTop = 0")
        first = f"No {count - seen - 50}"
        screen.wait(lambda first=first: screen.texts(".messages .text")[0] == first)
        seen += 50
    assert len(screen.all(".message")) == 300
    screen.receive("Newest")
    screen.find("#newest a").click()
    screen.wait(lambda: screen.texts(".messages .text")[-1] == "Newest")
    screen.driver.get("about:blank")  # before its sandbox is gone


STRANGE = (
    "<script>document.title = 'owned'</script><img src=x onerror=\"document.title='owned'\">",
    "{{ 7 * 7 }} ${7 * 7} &lt;b&gt; '\" --> ]]>",
    "before \u202egnp.exe\u2066 after",
    "bell \x07 escape \x1b[31m nul \x00 end",
    "half \ud800 pair",
    "שלום abc مرحبا",
)
SHOWN = (
    *STRANGE[:2],
    "before ⟨U+202E⟩gnp.exe⟨U+2066⟩ after",
    "bell ⟨U+0007⟩ escape ⟨U+001B⟩[31m nul ⟨U+0000⟩ end",
    "half ⟨U+D800⟩ pair",
    STRANGE[5],
)


def test_texts_of_strangers(screen: Screen) -> None:
    """HTML, control characters, overrides of direction and broken characters are only text."""
    for text in STRANGE:
        screen.receive(text)
    screen.live(CONVERSATION)

    screen.shows(".messages .text", *SHOWN)
    assert screen.driver.title == "+1 312 555 0199 · Flowroute sandbox"
    assert screen.all(".messages img, .messages script") == []
    for path in ("/?q=%3Cscript%3E%22'", f"{PAGE}/levers?lever=receive&body=%22%3E%3Cscript%3E"):
        screen.open(path)
        assert screen.all("main script") == []
