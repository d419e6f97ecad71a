# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Show a task that enables or disables messages.

GET /v2/message-provision/status/{task_id}

Answers 200 with the task and, where it is of several numbers, how it went with each.

Errors: 401, 404 for an unknown task.

Source: developer.flowroute.com, Look Up a Message Provision Task.
"""

from typing import Any, Final

from ...models.provisioning_task_document import ProvisioningTaskDocument
from ...types import UNSET, Request, path_segment

METHOD: Final = "GET"
PATH: Final = "/v2/message-provision/status/{task_id}"


def request(task_id: str) -> Request[ProvisioningTaskDocument]:
    """Show a task that enables or disables messages."""
    return Request(
        operation="look_up_a_message_provision_task",
        method=METHOD,
        template=PATH,
        path=f"/v2/message-provision/status/{path_segment('task_id', task_id)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> ProvisioningTaskDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return ProvisioningTaskDocument.from_dict(data)
