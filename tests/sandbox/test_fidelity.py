"""The page of rules matches the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openapi.document import DOCUMENT

from flowroute_sandbox.api.modules import API
from flowroute_sandbox.control.modules import CONTROL
from flowroute_sandbox.fidelity import STATUSES, FidelityRule, render, rules
from flowroute_sandbox.http import errors as refusals
from flowroute_sandbox.http import validation_messages as texts
from flowroute_sandbox.http.errors import Refusal
from flowroute_sandbox.http.router import endpoints

ROOT = Path(__file__).parents[2]
CODE = "".join(
    path.read_text(encoding="utf-8") for path in (ROOT / "flowroute_sandbox").rglob("*.py")
)
REFUSALS = {name for name, value in vars(refusals).items() if isinstance(value, Refusal)}
TEXTS = {name for name in vars(texts) if name.isupper()}
MARKED = set(re.findall(r"# Assumed: ([\w-]+)$", CODE, re.MULTILINE))
OPERATIONS = {each.operation for each in endpoints(*API, *CONTROL)}


def named(kind: str) -> list[str]:
    return [name for rule in rules() for name in getattr(rule, kind)]


def test_the_page_is_up_to_date() -> None:
    """docs/explanation/fidelity.md is what `python -m flowroute_sandbox.fidelity` writes."""
    assert (ROOT / "docs" / "explanation" / "fidelity.md").read_text(encoding="utf-8") == render()


def test_ids_are_unique() -> None:
    """No two rules have the same id."""
    ids = [rule.id for rule in rules()]

    assert len(ids) == len(set(ids))


def test_every_endpoint_has_a_rule() -> None:
    """Every endpoint has a rule, and every rule's endpoints exist."""
    assert set(named("operations")) == OPERATIONS


def test_every_operation_of_the_api_has_an_endpoint_and_a_rule() -> None:
    """The sandbox has each operation of the OpenAPI document, at its method and path."""
    described = {
        (item[method]["operationId"], method.upper(), path)
        for path, item in DOCUMENT["paths"].items()
        for method in ("get", "put", "post", "patch", "delete")
        if method in item
    }
    answered = {
        (each.operation, each.method, path) for each in endpoints(*API) for path in each.paths
    }

    assert len(described) == 67
    assert described <= answered
    assert {operation for operation, _, _ in described} <= set(named("operations"))
    assert answered - described == {
        ("look_up_route", "GET", "/v2/routes/{route_id}"),
        ("associate_cnam", "PATCH", "/v2/numbers/{number_id}/relationships/cnam/{cnam_id}"),
        ("unassociate_cnam", "DELETE", "/v2/numbers/{number_id}/relationships/cnam"),
    }


def test_every_refusal_is_on_the_page() -> None:
    """Every refusal is on the page."""
    assert set(named("refusals")) == REFUSALS


def test_every_text_is_on_the_page_once() -> None:
    """Every message about a field is on the page once."""
    assert sorted(named("texts")) == sorted(TEXTS)


def test_assumptions_are_marked_where_they_are_made() -> None:
    """Rules that are not known, without a refusal or message, are marked in the code."""
    assumed = {rule.id: rule for rule in rules() if rule.status in {"assumed", "undecided"}}

    assert set(assumed) >= MARKED
    assert {rule.id for rule in assumed.values() if not rule.refusals and not rule.texts} <= MARKED


def test_every_refusal_and_text_is_used() -> None:
    """No refusal or message is unused."""
    unused = [name for name in REFUSALS | TEXTS if len(re.findall(rf"\b{name}\b", CODE)) < 2]

    assert unused == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_rules_are_whole(rule: FidelityRule) -> None:
    """A rule has a text, a status and a source, and does not break its table."""
    assert rule.status in STATUSES
    assert rule.what.endswith(".")
    assert rule.source
    assert (rule.status == "sandbox") <= (rule.source == "of the sandbox")
    assert "|" not in rule.what + rule.source
    assert "\n" not in rule.what + rule.source
