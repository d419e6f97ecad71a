"""Run the forms of a call against a sandbox: what each prints, and the request that it makes."""

from __future__ import annotations

import io
import os
import runpy
import shlex
from contextlib import chdir, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from click.testing import CliRunner

from flowroute_ext.cli.group import flowroute
from flowroute_sandbox import ACCESS_KEY, SECRET_KEY
from operation_pages.snippets import LIVE

if TYPE_CHECKING:
    from collections.abc import Callable

    from operation_pages.account import Accounts
    from operation_pages.serving import Exchange, Server
    from operation_pages.snippets import Call


class Outcome(NamedTuple):
    """What the forms of a call print, and the one request that all of them make."""

    printed: str
    of_command: str
    exchange: Exchange


def outcome(call: Call, accounts: Accounts, server: Server) -> Outcome:
    """Run them, each for a new account; fail unless they agree."""
    os.environ |= {
        "FR_ACCESS_KEY": ACCESS_KEY,
        "FR_SECRET_KEY": SECRET_KEY,
        "FR_BASE_URL": server.url,
    }

    def run(form: Callable[[], str]) -> tuple[str, Exchange]:
        server.serve(accounts.new())
        printed = form()
        assert len(server.exchanges) == call.requests, call.operation
        exchange = server.exchanges[-1]
        answer = exchange.answer.replace(server.url.encode(), LIVE.encode())
        printed = printed.replace(server.url, "http://127.0.0.1:8080")
        return printed, exchange._replace(answer=answer)

    with TemporaryDirectory() as folder, chdir(folder):
        Path("bill.pdf").write_bytes(b"%PDF-1.4")
        return _agreed(call, run)


def _agreed(call: Call, run: Callable[[Callable[[], str]], tuple[str, Exchange]]) -> Outcome:
    printed, exchange = run(lambda: _python(call.sync))
    again, same = run(lambda: _python(call.asynchronous))
    assert (again, same.request) == (printed, exchange.request), call.operation
    of_command = ""
    if call.command:
        of_command, same = run(lambda: _command(call.command))
        assert same.request == exchange.request, (call.operation, same.request, exchange.request)
    return Outcome(printed, of_command, exchange)


def _python(code: str) -> str:
    Path("call.py").write_text(code, "utf-8")
    with redirect_stdout(io.StringIO()) as output:
        runpy.run_path("call.py", run_name="__main__")
    return output.getvalue()


def _command(line: str) -> str:
    runner = CliRunner(env={"COLUMNS": "100"})
    result = runner.invoke(flowroute, shlex.split(line), prog_name="flowroute")
    assert result.exit_code == 0, (line, result.output)
    return result.stdout
