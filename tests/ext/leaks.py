"""Finding secrets: in everything that an object refers to, and in tracebacks."""

from __future__ import annotations

import base64
import io
import secrets
import traceback
import types
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.traceback import Traceback as RichTraceback

ACCESS_KEY = secrets.token_hex(16)
SECRET_KEY = secrets.token_hex(16)
BASIC = base64.b64encode(f"{ACCESS_KEY}:{SECRET_KEY}".encode()).decode()
CREDENTIALS = (ACCESS_KEY, SECRET_KEY, BASIC)

PHONE = "12065550177"
TEXT = "The purple elephant naps at noon."
PERSONAL = (PHONE, "2065550177", "206-555-0177", TEXT)

OPAQUE = (type, types.ModuleType, types.FunctionType, types.MethodType, types.BuiltinFunctionType)


def reachable(start: object) -> Iterator[object]:
    """Yield every object that *start* refers to by attributes, members and causes; itself first."""
    waiting, seen = [start], {0}
    kept = []
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, OPAQUE):
            continue
        seen.add(id(one))
        kept.append(one)  # an id is only its object's as long as that lives
        yield one
        waiting += _parts(one)


def _parts(one: Any) -> list[Any]:
    parts: list[Any] = list(getattr(one, "__dict__", {}).values())
    for kind in type(one).__mro__:
        names = vars(kind).get("__slots__", ())
        parts += [getattr(one, name, None) for name in ([names] if names is str else names)]
    if isinstance(one, dict):
        parts += [*one.keys(), *one.values()]
    elif isinstance(one, list | tuple | set | frozenset):
        parts += one
    if isinstance(one, BaseException):
        parts += [one.args, one.__cause__, one.__context__]
    return parts


def leaks(text: str, secret: tuple[str, ...]) -> list[str]:
    """The secrets in a text."""
    return [one for one in secret if one in text]


def traceback_of(error: BaseException) -> str:
    """The traceback of an error as a reporter formats it, with all local variables."""
    shown_text = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "".join(shown_text.format())


def own_part(error: BaseException) -> BaseException:
    """An error whose traceback begins with the first frame of this package."""
    at = error.__traceback__
    while at is not None and not at.tb_frame.f_globals["__name__"].startswith("flowroute"):
        at = at.tb_next
    return error.with_traceback(at)


def shown_in_frames(error: BaseException) -> str:
    """Every local variable that a report of an error shows, by its repr, and by the traceback.

    Those of the frames of its causes, and of what was being handled, as well.
    """
    own = own_part(error)
    texts = [traceback_of(own)]
    for one in reachable(own):
        at = one.__traceback__ if isinstance(one, BaseException) else None
        while at is not None:
            texts += [repr(value) for value in at.tb_frame.f_locals.values()]
            at = at.tb_next
    return "\n".join(texts)


def rich_report(error: BaseException) -> str:
    """An error as rich prints it, with all local variables."""
    own = own_part(error)
    shown = RichTraceback.from_exception(
        type(own),
        own,
        own.__traceback__,
        show_locals=True,
        locals_max_length=None,
        locals_max_string=None,
        code_width=200,
    )
    out = io.StringIO()
    Console(file=out, width=1000).print(shown)
    return out.getvalue()


def found_in(error: BaseException) -> list[str]:
    """The credentials in an error, its attributes, its causes, or their tracebacks."""
    texts = [traceback_of(error), str(error), repr(error)]
    texts += [one for one in reachable(error) if isinstance(one, str)]
    texts += [one.decode("latin-1") for one in reachable(error) if isinstance(one, bytes)]
    return [secret for text in texts for secret in leaks(text, CREDENTIALS)]
