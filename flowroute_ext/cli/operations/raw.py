"""The `flowroute api` command: any request, and its answer."""

from __future__ import annotations

import json
import pkgutil
import re
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

import click

import flowroute_api.api
from flowroute_api.types import UNSET, Request
from flowroute_ext._base.errors import APIError, ConfigurationError
from flowroute_ext._base.masking import mask_text
from flowroute_ext.cli.operations.confirming import confirm
from flowroute_ext.cli.options import BASE_URL, PROFILE, Text
from flowroute_ext.cli.output.errors import STATUSES, done, reported
from flowroute_ext.cli.output.printing import dumped
from flowroute_ext.cli.profiles.opening import opened
from flowroute_ext.cli.terminal import standard_input

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
CONTENT_TYPE: Final = "application/vnd.api+json"


@click.command(epilog=STATUSES)
@click.argument("method", type=click.Choice(METHODS, case_sensitive=False), metavar="METHOD")
@click.argument("path", type=Text())
@click.option(
    "--data",
    metavar="JSON",
    type=Text(),
    help="The body: JSON, @FILE for that in a file, or - for that on standard input.",
)
@click.option("--yes", "-y", is_flag=True, help="With DELETE: do it without asking.")
@PROFILE
@BASE_URL
def api(
    method: str,
    path: str,
    *,
    data: str | None,
    yes: bool,
    profile: str | None,
    base_url: str | None,
) -> None:
    """Send any request to Flowroute, and print the JSON of its answer.

    PATH is as in /v2/numbers?limit=5. What must not be sent twice never is, as with the other
    commands.
    """
    with reported():
        request = _request(method, path, UNSET if data is None else _body(data))
        acting = reported(acts=method == "POST")
        with acting, opened(profile, base_url) as flowroute:
            if method == "DELETE":
                confirm(f"DELETE {path}?", yes=yes)
            try:
                answer = flowroute.call(_Raw(request))
            except APIError as error:
                _print_body(error.body)
                raise
        if answer is not None:
            with done(lambda: None) if method != "GET" else nullcontext():
                click.echo(dumped(answer, indent=2))


class _Raw:
    """An operation that has its request already."""

    def __init__(self, request: Request[Any]) -> None:
        self._request = request

    def request(self) -> Request[Any]:
        """Return the request."""
        return self._request


def _request(method: str, path: str, body: Any) -> Request[Any]:
    parts = urlsplit(path)
    printable = path.isascii() and path.isprintable() and " " not in path
    inside = re.match(r"/(?!/)", path) and ".." not in parts.path.split("/")
    if not printable or not inside or parts.fragment:
        raise ConfigurationError(
            "PATH is no path of Flowroute's API: write it like /v2/numbers?limit=5,"
            " with %20 for a blank"
        )
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    params = dict(pairs)
    if len(params) < len(pairs):
        raise ConfigurationError("PATH has a parameter twice: give it once")
    return Request(
        operation=_operation(method, parts.path) or "api",
        method=method,
        template=mask_text(parts.path),
        path=parts.path,
        params=params,
        body=body,
        content_type=None if body is UNSET else CONTENT_TYPE,
        success=(200, 201, 202, 204),
        parse=lambda document: document,
    )


def _operation(method: str, path: str) -> str | None:
    """Return the operation that the document of the API has for a request, if it has one."""
    api = flowroute_api.api
    for package in pkgutil.iter_modules(api.__path__, f"{api.__name__}."):
        resource: Any = import_module(package.name)
        for module in pkgutil.iter_modules(resource.__path__, f"{package.name}."):
            operation: Any = import_module(module.name)
            template = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(operation.PATH))
            if method == operation.METHOD and re.fullmatch(template, path):
                return module.name.rpartition(".")[2]
    return None


def _body(data: str) -> Any:
    """Return the JSON of --data."""
    source = "--data"
    if data == "-":
        source, data = "standard input", standard_input()
    elif data.startswith("@"):
        source = "the file of --data"
        try:
            data = Path(data[1:]).read_text("utf-8-sig")
        except UnicodeDecodeError:
            raise ConfigurationError("the file of --data is not UTF-8: convert it") from None
    try:
        return json.loads(data)
    except ValueError as error:
        place = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "it"
        raise ConfigurationError(
            f"{source} is not JSON at {place}: write it like '{{\"data\": …}}'"
        ) from None
    except RecursionError:
        raise ConfigurationError(f"{source} is nested too deeply: check it") from None


def _print_body(body: bytes) -> None:
    """Print the body of a refusal, where it is JSON."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return
    click.echo(dumped(document, indent=2))
