"""The sandbox as a part of another application."""

from __future__ import annotations

import asyncio
import re

import httpx
import pytest
from sandbox_page.conftest import OURS, THEIRS
from starlette.applications import Starlette
from starlette.routing import Mount

from flowroute_sandbox import ACCESS_KEY, SECRET_KEY, Sandbox, asgi

PAGE = "/_sandbox/page"
VIEWS = ("/", f"{PAGE}/conversations/new", f"{PAGE}/levers", f"{PAGE}/account", f"{PAGE}/traffic")


@pytest.mark.parametrize("root", ["", "/flowroute", "/a/b c"])
def test_every_link_leads_into_the_sandbox(root: str) -> None:
    """Links, forms, files and the cookie begin with the path that the sandbox is mounted at."""
    sandbox = Sandbox(post=None)
    sandbox.seed_number(OURS)
    application = Starlette(routes=[Mount(root, app=asgi(sandbox))])
    shown = root.replace(" ", "%20")

    async def visit() -> None:
        transport = httpx.ASGITransport(application)
        keys = (ACCESS_KEY, SECRET_KEY)
        async with httpx.AsyncClient(
            transport=transport, base_url=f"http://localhost{root}", auth=keys
        ) as client:
            message = {"from": OURS, "to": THEIRS, "body": "Hello"}
            sent = (await client.post("/v2.1/messages", json=message)).json()
            assert sent["data"]["links"]["self"].startswith(f"http://localhost{shown}/v2.1/")
            fields = {"token": sandbox.access.token.value, "from": THEIRS, "to": OURS}
            files = {"files": ("a.png", b"\x89PNG")}
            form = {**fields, "body": "Hi", "back": "conversation"}
            done = await client.post(f"{PAGE}/levers/receive", data=form, files=files)
            conversation = f"{PAGE}/conversations/{OURS}/{THEIRS}"
            assert (done.status_code, done.headers["location"]) == (303, shown + conversation)

            links: set[str] = set()
            for path in (*VIEWS, conversation, f"{PAGE}/traffic/1", f"{PAGE}/nothing"):
                response = await client.get(path)
                if response.status_code == 200:
                    assert f"Path={shown}/_sandbox/;" in response.headers["set-cookie"]
                assert f'data-root="{shown}"' in response.text
                found = re.findall(r' (?:href|src|action|formaction)="([^"#?]+)', response.text)
                links |= set(found)
            assert f"{shown}{conversation}" in links
            for link in links:
                path = link.removeprefix("http://localhost")
                assert path.startswith(f"{shown}/"), link
                if "/levers/" not in path:
                    assert (await client.get(f"http://localhost{path}")).status_code == 200, link

    asyncio.run(visit())
