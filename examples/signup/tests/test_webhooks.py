"""Webhooks of the service."""

import pytest


@pytest.mark.parametrize("version", ["v2", "v2.1", "v2.2"])
def test_stop(web, url, service, flowroute_webhook, version):
    service.members.add("12065550100")

    payload = flowroute_webhook.inbound_sms(from_="12065550100", body="Stop ", version=version)
    answer = payload.post(web, url)

    service.receiver.close()
    assert answer.status_code == 200
    assert service.members == set()


def test_a_duplicated_webhook(web, url, service, flowroute_sandbox, flowroute_webhook):
    service.codes["12065550100"] = "123456"
    code = flowroute_webhook.inbound_sms(from_="12065550100", body="123456")

    code.duplicated().post(web, url)

    service.receiver.close()
    assert service.members == {"12065550100"}
    assert len(flowroute_sandbox.texts) == 1


def test_a_picture_is_not_a_code(web, url, service, flowroute_webhook):
    service.codes["12065550100"] = "123456"

    flowroute_webhook.inbound_mms(from_="12065550100").post(web, url)

    service.receiver.close()
    assert service.members == set()


def test_an_invented_webhook(web, service, flowroute_webhook):
    service.codes["12065550100"] = "123456"
    code = flowroute_webhook.inbound_sms(from_="12065550100", body="123456")

    assert code.post(web, "/flowroute/sms").status_code == 404
    assert service.codes == {"12065550100": "123456"}
