"""The levers, and the forms of all views, each of which is a lever."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from flowroute_sandbox.api.modules import API
from flowroute_sandbox.faults.kinds import KINDS
from flowroute_sandbox.http.errors import NO_SUCH_URL, Refused
from flowroute_sandbox.http.router import endpoints, route
from flowroute_sandbox.page.addresses import address
from flowroute_sandbox.page.levers.catalog import BY_NAME, LEVERS, RECEIVE
from flowroute_sandbox.page.levers.lines import lines
from flowroute_sandbox.page.rendering import see_other
from flowroute_sandbox.page.views.choices import choices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.page.context import PageContext
    from flowroute_sandbox.page.levers.lever import Lever
    from flowroute_sandbox.state.account import Account

OPERATIONS = tuple((endpoint.operation, endpoint.operation) for endpoint in endpoints(*API))
CONVERSATION = "conversation"
"""The `back` of a form that leads to the conversation of the message that it sends."""


@route("GET", "/_sandbox/page/levers")
def show_levers(context: PageContext) -> Response:
    """200 with every lever; the one named by `lever` has the values of the query."""
    query = context.query()
    return _page(context, query.get("lever", ""), query, done=query.get("done", ""))


@route("POST", "/_sandbox/page/levers/{name}")
def pull_lever(context: PageContext) -> Response:
    """303 back to the page that the form is on, or 422 with what was wrong."""
    lever = BY_NAME.get(context.path["name"])
    if lever is None:
        raise Refused(NO_SUCH_URL)
    form = context.form()
    fields = form.fields
    if lever.lacks(fields):
        return _page(context, lever.name, fields, problem=lever.needs, status=422)
    request = lever.request(fields, context.authorization, context.request.origin, form.files)
    response = context.sandbox.handle(request)
    if response.status >= 400:
        problem = _problem(lever, response)
        return _page(context, lever.name, fields, problem=problem, status=response.status)
    if lever is RECEIVE and fields.get("back") == CONVERSATION:
        message_id = str(json.loads(response.body)["id"])
        back = context.sandbox.recorder.read(lambda account, _, __: _of(account, message_id))
    else:
        back = _back(fields.get("back", ""), lever.name)
    return see_other(context.root + back)


def _of(account: Account, message_id: str) -> str:
    message = account.messages.get(message_id)
    return address(message.recipient, message.sender) if message else "/"


def _page(
    context: PageContext,
    chosen: str,
    form: Mapping[str, str],
    *,
    problem: str = "",
    done: str = "",
    status: int = 200,
) -> Response:
    options = context.sandbox.recorder.read(choices)
    options["faults"] = tuple((name, name) for name in KINDS)
    options["operations"] = OPERATIONS
    cards = [
        _card(context, lever, form if lever.name == chosen else {}, options) for lever in LEVERS
    ]
    return context.html(
        "levers",
        "levers.html",
        status,
        cards=cards,
        options=options,
        faults=context.sandbox.faults(),
        chosen=chosen,
        problem=problem,
        done=BY_NAME[done].title if done in BY_NAME else "",
    )


def _card(
    context: PageContext, lever: Lever, form: Mapping[str, str], options: Mapping[str, Any]
) -> dict[str, Any]:
    values = lever.values(form)
    for field in lever.fields:
        listed = options.get(field.kind)
        if listed is not None and values[field.name] not in dict(listed):
            # As a browser, which chooses the first one.
            values[field.name] = listed[0][0] if listed and field.required else ""
    return {
        "lever": lever,
        "values": values,
        "lines": lines(lever, values, context.request.origin),
    }


def _problem(lever: Lever, response: Response) -> str:
    """Return what an error document says, with the labels of fields instead of their names."""
    error: dict[str, Any] = json.loads(response.body)["errors"][0]
    detail: dict[str, list[str]] | str = error["detail"]
    if isinstance(detail, str):
        return detail or str(error.get("title", ""))
    labels = {field.name: field.label for field in lever.fields}
    return " ".join(f"{labels.get(name, name)}: {' '.join(said)}" for name, said in detail.items())


def _back(address: str, done: str) -> str:
    """Return where to go after a form: to its page, and nowhere else."""
    try:
        parts = urlsplit(address)
    except ValueError:  # an unfinished IPv6 host
        parts = urlsplit("")
    own = parts.path == "/" or parts.path.startswith("/_sandbox/page/")
    path = parts.path if own and not parts.netloc else "/_sandbox/page/levers"
    rest = [(name, value) for name, value in parse_qsl(parts.query) if name != "done"]
    return f"{quote(path, safe='/%')}?{urlencode([*rest, ('done', done)])}"
