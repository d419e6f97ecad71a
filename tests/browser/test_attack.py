"""A page of another origin, on another port of this machine."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from browser.screen import CONVERSATION, OURS, PAGE, THEIRS, Screen

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("browser")]

TRY = """
const [base, paths, done] = arguments;
const tries = paths.flatMap(([method, path, body]) => ["cors", "no-cors"].map(async (mode) => {
  try {
    const response = await fetch(base + path, { method, body, mode, credentials: "include" });
    return `${mode} ${path} ${response.status} ${(await response.text()).slice(0, 40)}`;
  } catch (error) {
    return null;
  }
}));
const stream = new EventSource(base + "/_sandbox/stream", { withCredentials: true });
stream.onopen = () => tries.push("the stream is open");
Promise.all(tries).then((all) => done(all.filter((each) => each && !/ 0 $/.test(each))));
"""
FORM = """
const [url, fields] = arguments;
const form = document.createElement("form");
Object.assign(form, { method: "post", action: url });
for (const [name, value] of fields) {
  form.append(Object.assign(document.createElement("input"), { name, value }));
}
document.body.append(form);
form.submit();
"""
FRAME = """
const [url, done] = arguments;
const frame = document.createElement("iframe");
frame.src = url;
frame.onload = () => setTimeout(() => done(frame.contentWindow.length), 0);
document.body.append(frame);
"""


class Evil(BaseHTTPRequestHandler):
    """A page of which every script is allowed."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Evil</title><body>")

    def log_message(self, *_: object) -> None:
        """Print nothing."""


def test_another_origin(screen: Screen) -> None:
    """It can neither read, nor change anything, nor frame the page, nor submit its forms."""
    screen.expected = ["403", "CORS", "ERR_FAILED", "ERR_BLOCKED", "refused", "frame", "Refused"]
    screen.receive("Private")
    screen.open(CONVERSATION)  # so that the browser has the cookie
    stolen = screen.find("meta[name=sandbox-token]").get_attribute("content")
    before = screen.state()
    receive = {"from": THEIRS, "to": OURS, "body": "Forged", "token": stolen}
    with ThreadingHTTPServer(("127.0.0.1", 0), Evil) as server:
        Thread(target=server.serve_forever).start()
        evil = f"http://127.0.0.1:{server.server_port}/"
        screen.driver.get(evil)
        read = screen.driver.execute_async_script(
            TRY,
            screen.served.url,
            [
                ("GET", CONVERSATION, None),
                ("GET", "/", None),
                ("GET", "/_sandbox/conversations", None),
                ("GET", "/v2/numbers", None),
                ("POST", "/_sandbox/reset", None),
                ("POST", "/_sandbox/messages/receive", '{"from": "13125550199"}'),
                ("POST", f"{PAGE}/levers/reset", f"token={stolen}"),
            ],
        )
        assert read == []
        for path, fields in {
            "/_sandbox/reset": [],
            f"{PAGE}/levers/reset": [["token", stolen]],
            f"{PAGE}/levers/receive": list(receive.items()),
        }.items():
            screen.driver.get(evil)
            screen.driver.execute_script(FORM, screen.served.url + path, fields)
            screen.wait(lambda: screen.driver.current_url != evil)
            assert "another origin" in screen.find("body").text
        screen.driver.get(evil)
        screen.driver.execute_async_script(FRAME, screen.served.url)
        screen.driver.switch_to.frame(0)
        assert screen.all("#main") == []
        screen.driver.switch_to.default_content()
        server.shutdown()

    after = screen.state()
    assert {**after, "now": ""} == {**before, "now": ""}
