"""Records of calls from files: typed, tolerant, in constant memory."""

from __future__ import annotations

import gzip
import os
import pickle
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from ext.cdrs.files import HEADER, INBOUND, packed

from flowroute_ext import InvalidValue
from flowroute_ext._cdrs import unpacking
from flowroute_ext.exports import call_records
from flowroute_ext.types import CallRecord

RECORD = CallRecord(
    direction="inbound",
    start_time=datetime(2019, 6, 25, 18, 18, tzinfo=UTC),
    end_time=datetime(2019, 6, 25, 18, 18, 29, tzinfo=UTC),
    destination="12065550100",
    number_alias="Office Line 2",
    callerid="12065550199",
    total_cost=Decimal("0.00474784"),
    destination_name="UNITED STATES",
    callerid_country="UNITED STATES",
    line_information="61",
    result="completed",
    call_fail_sip_code=200,
    call_fail_reason="OK",
    duration=timedelta(seconds=29),
    billed_duration=timedelta(seconds=30),
    rate=Decimal("0.001500"),
    first_increment=timedelta(seconds=6),
    subsequent_increment=timedelta(seconds=6),
    cost_subtotal=Decimal("0.00075000"),
    connect_fee=Decimal("0.0000"),
    usf_fee=Decimal("0.00000000"),
    ccrf=Decimal("0.00009784"),
    cnam_lookup_fee=Decimal("0.00390000"),
    custom_x_tag=None,
    customer_ip="192.0.2.52",
)


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes], list[CallRecord]]:
    """Reads a file with this content."""

    def read(content: bytes) -> list[CallRecord]:
        (tmp_path / "calls.csv.gz").write_bytes(content)
        return list(call_records(tmp_path / "calls.csv.gz"))

    return read


def test_the_sample(read) -> None:
    """The sample of Flowroute's README is read to the last digit, and its repr shows no number."""
    assert read(packed(2)) == [RECORD, RECORD]
    assert "12065550199" not in repr(RECORD)
    assert "192.0.2" not in repr(RECORD)
    assert RECORD.to_dict()["total_cost"] == "0.00474784"
    assert RECORD.to_dict()["duration"] == 29


@pytest.mark.parametrize(
    "content",
    [
        (HEADER + INBOUND).encode(),
        b"\xef\xbb\xbf" + (HEADER + INBOUND).encode(),
        (HEADER + INBOUND).replace("\n", "\r\n").encode(),
        (HEADER + INBOUND).rstrip("\n").encode(),
        gzip.compress(HEADER.encode()) + gzip.compress(INBOUND.encode()) + b"\0" * 9,
        (HEADER.upper() + "\n" + INBOUND + "\n").encode(),
        ("\n\r\n" + HEADER + INBOUND.replace("12065550100", " 12065550100 ")).encode(),
    ],
    ids=["plain", "bom", "crlf", "no end", "members", "capitals", "empty lines"],
)
def test_other_forms(read, content: bytes) -> None:
    """Files may be uncompressed, of several parts, with a mark at the start, or empty lines."""
    assert read(content) == [RECORD]


def test_unknown_columns(read) -> None:
    """Columns may be in any order, be missing, or be new; new ones are in `raw`."""
    [call] = read(b'mos,callerid,duration\n4.2,Anonymous,"1e1"\n')
    assert (call.callerid, call.duration, call.destination) == (
        "Anonymous",
        timedelta(seconds=10),
        None,
    )
    assert call.raw == {"mos": "4.2", "callerid": "Anonymous", "duration": "1e1"}
    assert pickle.loads(pickle.dumps(call)).raw == call.raw
    assert "Anonymous" not in repr(call.raw)


def test_cells_that_cannot_be_read(read) -> None:
    """What is no time, number or code is None; rows may be short, long, or have several lines."""
    rows = 'x,"a\nb, c",N/A\n12065550100\n1,2,2019-06-25 18:18:00+00,9,9\n'
    first, short, long = read(f"destination,custom_x_tag,start_time\n{rows}".encode())
    assert (first.destination, first.custom_x_tag, first.start_time) == ("x", "a\nb, c", None)
    assert (short.destination, short.custom_x_tag) == ("12065550100", None)
    assert long.start_time == datetime(2019, 6, 25, 18, 18, tzinfo=UTC)
    names = "duration,total_cost,call_fail_sip_code,end_time,direction,callerid"
    [junk] = read(f"{names}\n{'9' * 40},NaN,abc,2019-13-45,,\n".encode())
    assert (junk.duration, junk.total_cost, junk.call_fail_sip_code) == (None, None, None)
    assert (junk.end_time, junk.direction, junk.callerid) == (None, None, None)


@pytest.mark.parametrize(
    "content", [b"", gzip.compress(b""), HEADER.encode()], ids=["empty", "packed", "header"]
)
def test_no_calls(read, content: bytes) -> None:
    """A file may have no calls, and no header."""
    assert read(content) == []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (packed(50)[:-20], "cut off"),
        (packed(50)[:40] + b"xxxx" + packed(50)[44:], "damaged"),
        (b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", "without the columns"),
        (b"\x89PNG" + b"\0" * 2_000_000, "a line longer than 1,048,576 bytes"),
        (f'destination\n"{"x" * 200_000}"\n'.encode(), "line 2 is no CSV"),
    ],
    ids=["cut off", "damaged", "xml", "binary", "huge cell"],
)
def test_other_files(read, content: bytes, why: str) -> None:
    """Another file is refused, with what is wrong with it."""
    with pytest.raises(InvalidValue, match=why) as refused:
        read(content)
    assert refused.value.problems[0].cure == "download it again"


@pytest.mark.parametrize("path", ["", None, 7, b"calls", "missing.gz", ".", "a\0b"])
def test_no_file(path, tmp_path: Path, monkeypatch) -> None:
    """What is no file is refused when it is asked for, before anything is read."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidValue, match="path must be"):
        call_records(path)


def test_constant_memory(tmp_path: Path) -> None:
    """Reading many records takes no more memory than reading a few."""
    path = tmp_path / "calls.csv.gz"
    size = 4_000
    path.write_bytes(packed(size))
    tracemalloc.start()
    try:
        assert sum(1 for _ in call_records(path)) == size
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


def test_a_bomb(read, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that decompresses to much more than calls do is refused before long."""
    monkeypatch.setattr(unpacking, "FREE", 1 << 20)
    with pytest.raises(InvalidValue, match="more than 200 times as long as it is compressed"):
        read(gzip.compress(HEADER.encode() + (b" " * 10_000 + b"\n") * 500))
    monkeypatch.setattr(unpacking, "FREE", 1 << 30)
    assert len(read(packed(5_000))) == 5_000


def test_a_pipe(tmp_path: Path) -> None:
    """A pipe or a folder is refused, and not waited for."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(InvalidValue, match="no file: give the path of one"):
            call_records(path)
