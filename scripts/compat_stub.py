"""Write the stub of flowroute_ext.compat from its table, or check that it is up to date.

usage: scripts/compat_stub.py [--check]

Its classes are made when they are imported; the stub has them for editors and type checkers. With
--check, change nothing: print every difference, and exit 1 if there is one.
"""

from __future__ import annotations

import inspect
import subprocess
import sys
from difflib import unified_diff
from importlib import import_module
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

from flowroute_api.api import OPERATIONS
from flowroute_ext import compat
from flowroute_ext._compat.controllers import CONTROLLERS, is_there
from flowroute_ext._compat.rows import TABLE
from flowroute_ext._compat.table import REQUIRED

if TYPE_CHECKING:
    from flowroute_ext._compat.table import Controller, Method, Parameter

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "flowroute_ext" / "compat.pyi"

HEAD = """
# Written by scripts/compat_stub.py from the table in flowroute_ext/_compat/rows. Do not edit.
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

from ._base.clock import Clock
from ._base.error_details import ErrorDetail
from ._base.errors import APIError, FlowrouteError
from ._calls.config import MessagesVersion
from ._compat.client import Configuration as Configuration
from ._compat.e911 import E911 as E911
from ._compat.errors import HttpContext
from ._compat.hints import CompatHint as CompatHint
from ._compat.hints import hints as hints
from ._rate_limit.rate_limit import RateLimit
from ._sync.client import Flowroute

__all__ = {names}

# Names for FlowrouteError and APIError, with what is set on those that these calls raise.
class APIException(FlowrouteError):
    response_code: int | None
    errors: tuple[ErrorDetail, ...]
    context: HttpContext

class ErrorException(APIError):
    response_code: int
    context: HttpContext

# JSON as a dictionary or as text, or the model of an address.
_Body: TypeAlias = Mapping[str, Any] | str | bytes | E911
"""


def stub() -> str:
    """Return the text of the stub."""
    parts = [HEAD.lstrip().replace("{names}", repr(compat.__all__))]
    parts += [_class(controller) for controller in TABLE if controller.name in CONTROLLERS]
    parts.append(_client())
    return _formatted("\n".join(parts))


def main(arguments: list[str]) -> int:
    """Write the file, or with --check compare it."""
    if arguments not in ([], ["--check"]):
        print("usage: scripts/compat_stub.py [--check]", file=sys.stderr)
        return 2
    fresh = stub()
    if not arguments:
        TARGET.write_text(fresh, "utf-8")
        return 0
    existing = TARGET.read_text("utf-8") if TARGET.exists() else ""
    difference = [*unified_diff(existing.splitlines(), fresh.splitlines(), lineterm="")]
    print(*difference, sep="\n", end="")
    return 1 if difference else 0


def _class(controller: Controller) -> str:
    methods = [_method(method) for method in controller.methods if is_there(method)]
    body = "\n".join([f'"""{controller.what}"""', "", *methods])
    return f"class {controller.name}:\n{indent(body, '    ')}\n"


def _method(method: Method) -> str:
    parameters = ["self", *map(_parameter, method.parameters)]
    # Not None alone: programs look at what it is, and mypy allows that of other types only.
    returns = "dict[str, Any] | None" if _has_no_content(method) else "dict[str, Any]"
    return f"def {method.name}({', '.join(parameters)}) -> {method.returns or returns}: ..."


def _has_no_content(method: Method) -> bool:
    """Return whether the only success that the API documents is a 204."""
    parse = import_module(OPERATIONS[method.operation]).parse
    return inspect.signature(parse).return_annotation is None


def _parameter(parameter: Parameter) -> str:
    kind = parameter.type.replace("Body", "_Body")
    default = "" if parameter.default is REQUIRED else f" = {parameter.default!r}"
    return f"{parameter.name}: {kind}{default}"


def _client() -> str:
    client = compat.FlowrouteNumbersAndMessagingClient
    name = client.__name__
    parameters = [*inspect.signature(client.__init__).parameters.values()]
    options = [f"{parameter.name}: {parameter.annotation} = ..." for parameter in parameters[1:]]
    options.insert(2, "*")
    properties = [
        f"@property\ndef {attribute}(self) -> {controller.name}: ..."
        for controller in TABLE
        if controller.name in CONTROLLERS
        for attribute in controller.properties
    ]
    body = [
        f'"""{inspect.getdoc(client)}\n"""',
        "",
        "config: type[Configuration]",
        "flowroute: Flowroute",
        f"def __init__(self, {', '.join(options)}) -> None: ...",
        *properties,
        f"def __enter__(self) -> {name}: ...",
        "def __exit__(self, *exc_info: object) -> None: ...",
        "def close(self) -> None: ...",
    ]
    alias = "FlowroutenumbersandmessagingClient"
    lines = indent("\n".join(body), "    ")
    return f"class {name}:\n{lines}\n\n{alias} = {name}\n"


def _formatted(text: str) -> str:
    ruff = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length", "100"]
    command = [*ruff, "--stdin-filename", "compat.pyi", "-"]
    result = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return result.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
