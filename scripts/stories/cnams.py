"""CNAM: caller names and their approval."""

from __future__ import annotations

from flowroute_ext import CnamRecord, NotFound, Unprocessable

from .stage import FROM, Stage, story

NAME = {"value": "ACME DINER"}


def _existing(stage: Stage, *, approved: bool = False) -> CnamRecord:
    with stage.behind_the_scenes():
        record = stage.flowroute.cnams.create("ACME DINER")
    stage.parameters["id"] = record.id
    if approved:
        stage.sandbox.advance(86_400)
        stage.sandbox.approve_cnam(record.id)
    return record


@story("cnams/create", NAME)
def create(stage: Stage) -> None:
    """Creates a caller name, which is pending."""
    stage.parameters["id"] = stage.flowroute.cnams.create("ACME DINER").id


@story("cnams/pending-approved-associated", {"number": FROM, **NAME})
def pending_approved_associated(stage: Stage) -> None:
    """Creates a caller name, sees it pending and then approved, and has a number show it."""
    stage.own()
    cnams = stage.flowroute.cnams
    record = cnams.create("ACME DINER")
    stage.parameters["id"] = record.id
    cnams.get(record)
    stage.sandbox.advance(86_400)
    stage.sandbox.approve_cnam(record.id)
    cnams.get(record)
    cnams.associate(FROM, record)


@story("cnams/rejected", NAME)
def rejected(stage: Stage) -> None:
    """Creates a caller name, which is then rejected with a reason."""
    record = stage.flowroute.cnams.create("ACME DINER")
    stage.parameters["id"] = record.id
    stage.sandbox.reject_cnam(record.id, "The name is not that of a business.")
    stage.flowroute.cnams.get(record)


@story("cnams/not-approved", {"number": FROM})
def not_approved(stage: Stage) -> None:
    """Wants a number to show a caller name that is not approved yet."""
    stage.own()
    record = _existing(stage)
    with stage.refused(Unprocessable):
        stage.flowroute.cnams.associate(FROM, record)


@story("cnams/list", NAME)
def list_cnams(stage: Stage) -> None:
    """Lists the caller names of the account, which has one that is approved."""
    _existing(stage, approved=True)
    list(stage.flowroute.cnams.list())


@story("cnams/get", NAME)
def get(stage: Stage) -> None:
    """Looks at one caller name, which is approved."""
    stage.flowroute.cnams.get(_existing(stage, approved=True))


@story("cnams/update", {"value": "ACME BISTRO"})
def update(stage: Stage) -> None:
    """Changes a caller name while it is pending."""
    stage.flowroute.cnams.update(_existing(stage), "ACME BISTRO")


@story("cnams/delete")
def delete(stage: Stage) -> None:
    """Deletes a caller name; a second time there is nothing to delete."""
    record = _existing(stage)
    stage.flowroute.cnams.delete(record)
    with stage.refused(NotFound):
        stage.flowroute.cnams.delete(record)


@story("cnams/unassociate", {"number": FROM})
def unassociate(stage: Stage) -> None:
    """Has a number show no caller name any more."""
    stage.own()
    with stage.behind_the_scenes():
        record = _existing(stage, approved=True)
        stage.flowroute.cnams.associate(FROM, record)
    stage.parameters.pop("id")
    stage.flowroute.cnams.unassociate(FROM)
