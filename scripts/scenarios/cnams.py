"""CNAM: caller names and their approval."""

from __future__ import annotations

from flowroute_ext import CnamRecord, NotFound, Unprocessable

from .registry import FROM, ScenarioContext, scenario

NAME = {"value": "ACME DINER"}


def _existing(context: ScenarioContext, *, approved: bool = False) -> CnamRecord:
    with context.unrecorded_requests():
        record = context.flowroute.cnams.create("ACME DINER")
    context.parameters["id"] = record.id
    if approved:
        context.sandbox.advance(86_400)
        context.sandbox.approve_cnam(record.id)
    return record


@scenario("cnams/create", NAME)
def create(context: ScenarioContext) -> None:
    """Creates a caller name, which is pending."""
    context.parameters["id"] = context.flowroute.cnams.create("ACME DINER").id


@scenario("cnams/pending-approved-associated", {"number": FROM, **NAME})
def pending_approved_associated(context: ScenarioContext) -> None:
    """Creates a caller name, sees it pending and then approved, and has a number show it."""
    context.add_numbers()
    cnams = context.flowroute.cnams
    record = cnams.create("ACME DINER")
    context.parameters["id"] = record.id
    cnams.get(record)
    context.sandbox.advance(86_400)
    context.sandbox.approve_cnam(record.id)
    cnams.get(record)
    cnams.associate(FROM, record)


@scenario("cnams/rejected", NAME)
def rejected(context: ScenarioContext) -> None:
    """Creates a caller name, which is then rejected with a reason."""
    record = context.flowroute.cnams.create("ACME DINER")
    context.parameters["id"] = record.id
    context.sandbox.reject_cnam(record.id, "The name is not that of a business.")
    context.flowroute.cnams.get(record)


@scenario("cnams/not-approved", {"number": FROM})
def not_approved(context: ScenarioContext) -> None:
    """Wants a number to show a caller name that is not approved yet."""
    context.add_numbers()
    record = _existing(context)
    with context.refused(Unprocessable):
        context.flowroute.cnams.associate(FROM, record)


@scenario("cnams/list", NAME)
def list_cnams(context: ScenarioContext) -> None:
    """Lists the caller names of the account, which has one that is approved."""
    _existing(context, approved=True)
    list(context.flowroute.cnams.list())


@scenario("cnams/get", NAME)
def get(context: ScenarioContext) -> None:
    """Looks at one caller name, which is approved."""
    context.flowroute.cnams.get(_existing(context, approved=True))


@scenario("cnams/update", {"value": "ACME BISTRO"})
def update(context: ScenarioContext) -> None:
    """Changes a caller name while it is pending."""
    context.flowroute.cnams.update(_existing(context), "ACME BISTRO")


@scenario("cnams/delete")
def delete(context: ScenarioContext) -> None:
    """Deletes a caller name; a second time there is nothing to delete."""
    record = _existing(context)
    context.flowroute.cnams.delete(record)
    with context.refused(NotFound):
        context.flowroute.cnams.delete(record)


@scenario("cnams/unassociate", {"number": FROM})
def unassociate(context: ScenarioContext) -> None:
    """Has a number show no caller name any more."""
    context.add_numbers()
    with context.unrecorded_requests():
        record = _existing(context, approved=True)
        context.flowroute.cnams.associate(FROM, record)
    context.parameters.pop("id")
    context.flowroute.cnams.unassociate(FROM)
