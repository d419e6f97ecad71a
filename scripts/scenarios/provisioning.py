"""Messages turned on and off for numbers: tasks, how they end, and the numbers' own state."""

from __future__ import annotations

from flowroute_ext import NotFound

from .registry import FROM, ScenarioContext, scenario

SECOND = "12065550101"
TWO = {"number": FROM}


@scenario("numbers/messaging", TWO)
def messaging(context: ScenarioContext) -> None:
    """Has messages turned on for one number, which is a task of a minute; then it has them."""
    context.add_numbers()
    task = context.flowroute.numbers.enable_messaging([FROM])
    context.parameters["id"] = task.id
    context.flowroute.numbers.get_task(task)
    context.sandbox.advance(60)
    context.flowroute.numbers.get_task(task)
    context.flowroute.numbers.get(FROM)


@scenario("numbers/messaging-several", TWO)
def messaging_several(context: ScenarioContext) -> None:
    """Has messages turned on for two numbers, which fails for the second, and off for the first."""
    context.add_numbers(FROM, SECOND)
    numbers = context.flowroute.numbers
    task = numbers.enable_messaging([FROM, SECOND])
    context.parameters["id"] = task.id
    context.sandbox.fail_provisioning(task.id, SECOND)
    context.sandbox.advance(60)
    numbers.get_task(task)
    numbers.disable_messaging([FROM])


@scenario("numbers/messaging-refused", TWO)
def messaging_refused(context: ScenarioContext) -> None:
    """Wants messages turned on for a number that is not on the account."""
    with context.refused(NotFound):
        context.flowroute.numbers.enable_messaging([FROM])
