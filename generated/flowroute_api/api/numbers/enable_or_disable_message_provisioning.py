# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Enable or disable messages on phone numbers.

POST /v2/message-provision

Starts a task that turns messages on or off for numbers of the account, which may cost
money. `callback_url` is posted to when the status of the task changes, and with `email` a
mail is sent.

Answers 201 with the task: a `message_provisioning_status` for one number, and a
`message_bulk_provisioning_status` for several, all of which are processing at first.

Errors: 401, 404, 422 for bad values. The page speaks of "an error object".

Assumed: it is 404 when a number is not on the account. The words of `status` are not
listed; those of exports of call records are `processing`, `completed` and `failed`.

Source: developer.flowroute.com, Enable or Disable Message Provisioning.
"""

from typing import Any, Final

from ...models.message_provision import MessageProvision
from ...models.provisioning_task_document import ProvisioningTaskDocument
from ...types import Request

METHOD: Final = "POST"
PATH: Final = "/v2/message-provision"


def request(*, body: MessageProvision) -> Request[ProvisioningTaskDocument]:
    """Enable or disable messages on phone numbers.

    Args:
        body: Numbers to enable or disable messages on.
    """
    return Request(
        operation="enable_or_disable_message_provisioning",
        method=METHOD,
        template=PATH,
        path=PATH,
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(201,),
        parse=parse,
    )


def parse(data: Any) -> ProvisioningTaskDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return ProvisioningTaskDocument.from_dict(data)
