"""The answers, served by Django: a view for `urlpatterns`."""

from __future__ import annotations

from answers import receiver
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def flowroute(request: HttpRequest, **_: str) -> HttpResponse:
    """Answer a webhook once it is on the disk; events are handled in a thread."""
    response = receiver.handle(
        request.method or "",
        request.get_full_path(),
        request.headers,
        request.body,
        client=request.META["REMOTE_ADDR"],
    )
    return HttpResponse(response.body, status=response.status, headers=dict(response.headers))


urlpatterns = [path("flowroute/<path:rest>", flowroute)]
