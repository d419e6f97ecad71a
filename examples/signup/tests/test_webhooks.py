"""Webhooks of the service."""

import pytest

MESSAGES = "/flowroute/messages"
RECEIPTS = "/flowroute/receipts"


@pytest.mark.parametrize("version", ["v2", "v2.1", "v2.2"])
def test_stop(web, service, flowroute_webhook, version):
    service.members.add("12065550100")

    payload = flowroute_webhook.inbound_sms(from_="12065550100", body="Stop ", version=version)
    answer = payload.post(web, MESSAGES)

    assert answer.status_code == 200
    assert (service.members, service.stopped) == (set(), {"12065550100"})


def test_a_duplicated_webhook(web, service, flowroute_webhook):
    stop = flowroute_webhook.inbound_sms(body="STOP")
    stop.post(web, MESSAGES)
    service.stopped.clear()

    stop.post(web, MESSAGES)

    assert service.stopped == set()


def test_a_picture_is_not_a_code(web, service, flowroute_webhook):
    service.codes["12065550100"] = "123456"

    flowroute_webhook.inbound_mms().post(web, MESSAGES)

    assert service.members == set()


@pytest.mark.parametrize("version", ["v2", "v2.1", "v2.2"])
def test_receipts_in_any_order(web, service, flowroute_sandbox, flowroute_webhook, version):
    service.start("12065550100")
    [code] = flowroute_sandbox.texts

    receipts = flowroute_webhook.receipts(code, failed=True, version=version)
    receipts.duplicated().shuffled().late(3600).post(web, RECEIPTS)

    assert service.undelivered == {"12065550100"}
