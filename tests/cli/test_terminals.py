"""What the command prints: on every terminal, into every pipe, and whatever it is given."""

from __future__ import annotations

import errno
import io
import os
import shlex
import subprocess
from pathlib import Path

import click
import pytest
from cli.account import OWN, Account
from cli.terminal import FLOWROUTE, Shell
from click.testing import CliRunner

from flowroute_ext import Outbox
from flowroute_ext._base.masking import visible
from flowroute_ext.cli.formatting import shell_word
from flowroute_ext.cli.group import flowroute
from flowroute_ext.cli.options import AS_GIVEN
from flowroute_ext.cli.terminal import Output, drawing

ODD = "a\x1b]0;\x9b2J\u202e\r\x07\u200b\udcff"
SHOWN = r"a\x1b]0;\x9b2J\u202e\r\x07\u200b\udcff"
SECRET = "https://user:hunter2@example.com/receipts?token=hunter2"


def stream(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding)


def written(to: io.TextIOWrapper) -> str:
    to.flush()
    return to.buffer.getvalue().decode(to.encoding)


class Failing(io.StringIO):
    """A stream that cannot be written, for the reason that *error* is."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, text: str) -> int:
        raise self.error


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "latin-1", "ascii"])
def test_control_characters(encoding):
    """Control and invisible characters are shown as escapes; blanks and line breaks stay."""
    to = stream(encoding)
    Output(to).writelines([f"{ODD}\t|\n", "end\n"])

    assert written(to) == f"{SHOWN}\t|\nend\n"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "1206•••0142 “é” 台 🎉…"),
        ("cp1252", r"1206•••0142 “é” \u53f0 \U0001f389…"),
        ("latin-1", r"""1206***0142 "é" \u53f0 \U0001f389..."""),
        ("ascii", r"""1206***0142 "\xe9" \u53f0 \U0001f389..."""),
    ],
)
def test_other_encodings(encoding, text):
    """What an encoding does not have is spelt with what it has, or shown as an escape."""
    to = stream(encoding)
    Output(to).write("1206•••0142 “é” 台 🎉…")

    assert written(to) == text


def test_a_bar_is_drawn():
    """What moves the cursor itself does so, on any encoding."""
    to = stream("cp1252")
    drawing(Output(to)).write("\r\x1b[K━━ 台")

    assert written(to) == "\r\x1b[K" + r"\u2501\u2501 \u53f0"


def test_nothing_reads_any_more():
    """A pipe that is closed, or a stream that is, ends no command."""
    closed = io.StringIO()
    closed.close()
    for broken in (Failing(BrokenPipeError()), closed):
        output = Output(broken)
        assert [output.write("text"), output.write("more")] == [4, 4]
        output.finish()


def test_a_full_disk():
    """Output that is lost for another reason is reported, once."""
    output = Output(Failing(OSError(errno.ENOSPC, "No space left on device")))
    with pytest.raises(click.ClickException) as caught:
        output.write("text")
    output.write("more")

    assert str(caught.value) == "the output cannot be written: No space left on device"


@pytest.mark.parametrize(
    "arguments",
    [
        ["outbox", "status", f"{ODD}.db"],
        ["send-bulk", f"{ODD}.csv", "--dry-run"],
        ["outbox", ODD],
        [ODD],
        ["sandbox", "--fault", ODD],
        ["cassettes", "show", ODD],
        ["cassettes", "list", ODD],
    ],
    ids=lambda arguments: " ".join(word for word in arguments if ODD not in word),
)
def test_arguments_in_errors(arguments):
    """An argument that an error repeats steers no terminal."""
    result = CliRunner().invoke(flowroute, arguments)

    assert result.exit_code != 0
    assert set(result.output) - set("…\ufffd") <= set(map(chr, range(32, 127))) | {"\n"}
    assert r"\x9b2J\u202e\r\x07" in result.output


def test_names_of_files(tmp_path, monkeypatch):
    """The name of a file steers no terminal."""
    monkeypatch.chdir(tmp_path)
    file = Path("a\x9b2J\u202e.csv")
    file.write_text(f"to,from,body\n13125550142,{OWN},Hi\n")

    result = CliRunner().invoke(flowroute, ["send-bulk", str(file), "--dry-run"])

    assert (result.exit_code, result.output.splitlines()[0]) == (
        *(0,),
        r"a\x9b2J\u202e.csv: 1 row can be sent.",
    )


@pytest.mark.parametrize("name", ["a\x1b[31m.db", "a'\\\u202eé.db", "a\udcff.db", "a b.db"])
def test_commands_with_names_of_files(tmp_path, name):
    """A command that is printed names the same file when it is pasted into a shell."""
    path = tmp_path / name
    Outbox(path)

    result = CliRunner().invoke(flowroute, ["outbox", "status", str(path)])
    word = shell_word(str(path))

    assert result.output == f"{visible(name)}: 0 rows; no rows.\n"
    assert word.isprintable()
    pasted = subprocess.run(
        ["bash", "-c", f"printf %s {word}"],
        env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
        capture_output=True,
        check=True,
    )
    assert os.fsdecode(pasted.stdout) == str(path)


@pytest.mark.parametrize(
    "arguments",
    [
        ["send-bulk", "rows.csv", SECRET],
        ["send-bulk", "rows.csv", f"--dlr-calback={SECRET}"],
        ["send-bulk", "rows.csv", "--dry-run", "--dlr-callback", f"{SECRET} x"],
        ["send-bulk", "rows.csv", "--dry-run", "--dlr-callback", "//user:hunter2@example.com"],
        ["send-bulk", "rows.csv", "--dry-run", "--price-per-mms", SECRET],
        ["send-bulk", "rows.csv", "--yes", "--outbox", "x.db", "--base-url", SECRET],
        ["outbox", "status", SECRET],
        ["outbox", "status", "postgresql://user:hun ter2@db"],
        ["outbox", "settle", "rows.csv", "ref", SECRET],
        [SECRET],
        ["sandbox", "--fault", SECRET],
    ],
    ids=lambda arguments: " ".join(word for word in arguments if "hun" not in word),
)
def test_secrets_in_errors(arguments, tmp_path, monkeypatch):
    """A password or a token in a URL is in no error, wherever it was given."""
    monkeypatch.chdir(tmp_path)
    for name in ("FR_ACCESS_KEY", "FR_SECRET_KEY"):
        monkeypatch.setenv(name, "key")
    Path("rows.csv").write_text(f"to,from,body\n13125550142,{OWN},Hi\n")

    result = CliRunner().invoke(flowroute, arguments)

    assert result.exit_code != 0
    assert "hun" not in result.output
    assert "ter2" not in result.output


def test_secrets_in_the_command_that_goes_on(account: Account, shell: Shell):
    """The URL of receipts with a password is not printed; pasting what is sends nothing."""
    (shell.folder / "rows.csv").write_text(f"to,from,body\n13125550142,{OWN},Hi\n")
    with account.no_balance():
        command = ("send-bulk", "rows.csv", "--outbox", "x.db", "--yes", "--dlr-callback")
        Outbox(shell.folder / "x.db").add([{"to": "13125550150", "from": OWN, "body": "Hi"}])
        status, output, errors = shell.run(*command, SECRET)

    assert status == 1
    assert "hunter2" not in output + errors
    assert f"  {shlex.join(['flowroute', *command, AS_GIVEN])}\n" in errors
    assert shell.run(*command, AS_GIVEN)[0] == 2
    assert account.messages == []


def test_in_the_c_locale(shell: Shell):
    """Where Python takes everything for ASCII, texts are read as UTF-8, and are shown."""
    (shell.folder / "rows.csv").write_text("to\n13125550142\n")
    shell.environment |= {"LC_ALL": "C", "PYTHONUTF8": "0"}
    del shell.environment["PYTHONIOENCODING"]

    status, output, errors = shell.run(
        "send-bulk", "rows.csv", "--from", OWN, "--dry-run", "--template", "Zoë"
    )

    assert (status, errors) == (0, "")
    assert r"1   \xeb latin small letter e with diaeresis (U+00EB), in ASCII e" in output


def test_no_output_at_all(account: Account, shell: Shell):
    """All rows are sent although nothing reads what the command prints, and the status says so."""
    rows = "".join(f"131255501{number},{OWN},Hi {number}\n" for number in range(10, 13))
    (shell.folder / "rows.csv").write_text(f"to,from,body\n{rows}")
    command = [*FLOWROUTE, "send-bulk", "rows.csv", "--outbox", "x.db", "--yes"]
    reader, writer = os.pipe()
    os.close(reader)
    try:
        process = subprocess.run(
            [*command, "--sms-per-second", "100"],
            cwd=shell.folder,
            env=shell.environment,
            stdin=subprocess.DEVNULL,
            stdout=writer,
            stderr=writer,
            check=False,
        )
    finally:
        os.close(writer)

    assert process.returncode == 0
    assert account.bodies == ["Hi 10", "Hi 11", "Hi 12"]


@pytest.mark.parametrize("closed", ["<&- >&- 2>&-", ">/dev/full 2>/dev/full"])
def test_closed_streams(shell: Shell, closed):
    """Streams that are closed from the beginning, or full, raise nothing inside."""
    (shell.folder / "rows.csv").write_text(f"to,from,body\n13125550142,{OWN},Hi\n")
    command = shlex.join([*FLOWROUTE, "send-bulk", "rows.csv", "--outbox", "x.db"])
    status = subprocess.run(
        ["sh", "-c", f"{command} {closed}"], cwd=shell.folder, env=shell.environment, check=False
    ).returncode

    assert status == 2  # as there is no terminal to confirm on
    assert sorted(path.name for path in shell.folder.iterdir()) == ["rows.csv"]


def test_a_pipe_that_is_closed(shell: Shell):
    """An export whose reader has left ends at once, and quietly."""
    Outbox(shell.folder / "x.db").add(
        {"to": "13125550142", "from": OWN, "body": f"{number} {'x' * 200}"}
        for number in range(2000)
    )
    with shell.start("outbox", "export", "x.db") as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("reference,to,from,body")
        process.stdout.close()
        assert process.stderr is not None
        assert (process.stderr.read(), process.wait(60)) == ("", 1)
