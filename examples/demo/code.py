"""The code of a function as it would be written on its own: what is shown is what runs."""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def code(act: Callable[..., object], name: str = "") -> str:
    """Return the statements of *act* without its docstring; its result is assigned to *name*.

    The return of a variable is for the demo only, and is left out.
    """
    body = _body(act)
    first, last = body[1], body[-1]
    lines = inspect.getsource(act).splitlines()
    if returns_a_name(act):
        del lines[last.lineno - 1]
    elif isinstance(last, ast.Return):
        result = f"{name} = " if name else ""
        lines[last.lineno - 1] = lines[last.lineno - 1].replace("return ", result, 1)
    return textwrap.dedent("\n".join(lines[first.lineno - 1 :]))


def returns_a_name(act: Callable[..., object]) -> bool:
    """Whether *act* ends with the return of a variable."""
    last = _body(act)[-1]
    return isinstance(last, ast.Return) and isinstance(last.value, ast.Name)


def _body(act: Callable[..., object]) -> list[ast.stmt]:
    (function,) = ast.parse(inspect.getsource(act)).body
    assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    return function.body
