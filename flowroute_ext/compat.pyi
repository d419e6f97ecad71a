# Written by scripts/compat_stub.py from the table in flowroute_ext/_compat/rows. Do not edit.
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

from ._base.clock import Clock
from ._base.error_details import ErrorDetail
from ._base.errors import APIError, FlowrouteError
from ._calls.config import MessagesVersion
from ._compat.client import Configuration as Configuration
from ._compat.e911 import E911 as E911
from ._compat.errors import HttpContext
from ._compat.hints import CompatHint as CompatHint
from ._compat.hints import hints as hints
from ._rate_limit.rate_limit import RateLimit
from ._sync.client import Flowroute

__all__ = [
    "E911",
    "APIException",
    "CDRsController",
    "CNAMController",
    "CNAMsController",
    "CompatHint",
    "Configuration",
    "E911Controller",
    "E911sController",
    "ErrorException",
    "FlowrouteNumbersAndMessagingClient",
    "FlowroutenumbersandmessagingClient",
    "MessagesController",
    "NumbersController",
    "PortingController",
    "RoutesController",
    "hints",
]

# Names for FlowrouteError and APIError, with what is set on those that these calls raise.
class APIException(FlowrouteError):
    response_code: int | None
    errors: tuple[ErrorDetail, ...]
    context: HttpContext

class ErrorException(APIError):
    response_code: int
    context: HttpContext

# JSON as a dictionary or as text, or the model of an address.
_Body: TypeAlias = Mapping[str, Any] | str | bytes | E911

class NumbersController:
    """Phone numbers: those for sale, and those on the account."""

    def list_available_area_codes(
        self,
        limit: int | None = None,
        offset: int | None = None,
        max_setup_cost: float | str | None = None,
    ) -> dict[str, Any]: ...
    def list_available_exchange_codes(
        self,
        limit: int | None = None,
        offset: int | None = None,
        max_setup_cost: float | str | None = None,
        areacode: str | int | None = None,
    ) -> dict[str, Any]: ...
    def search_for_purchasable_phone_numbers(
        self,
        starts_with: str | int | None = None,
        contains: str | int | None = None,
        ends_with: str | int | None = None,
        limit: int | None = None,
        offset: int | None = None,
        rate_center: str | None = None,
        state: str | None = None,
    ) -> dict[str, Any]: ...
    def purchase_a_phone_number(self, id: str | int) -> dict[str, Any]: ...
    def list_account_phone_numbers(
        self,
        starts_with: str | int | None = None,
        ends_with: str | int | None = None,
        contains: str | int | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> dict[str, Any]: ...
    def list_phone_number_details(self, id: str | int) -> dict[str, Any]: ...
    def set_did_alias(self, did_id: str | int, did_alias: str | None) -> dict[str, Any]: ...
    def release_did(self, did_id: str | int) -> dict[str, Any] | None: ...
    def release_a_did(self, did_id: str | int) -> dict[str, Any] | None: ...
    def set_did_callback(self, did_id: str | int, callback_url: str) -> dict[str, Any] | None: ...
    def set_didsms_callback(
        self, did_id: str | int, callback_url: str
    ) -> dict[str, Any] | None: ...
    def get_account_phone_numbers(
        self,
        starts_with: str | int | None = None,
        ends_with: str | int | None = None,
        contains: str | int | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> dict[str, Any]: ...
    def get_phone_number_details(self, id: str | int) -> dict[str, Any]: ...
    def create_purchase_a_phone_number(self, id: str | int) -> dict[str, Any]: ...

class RoutesController:
    """Inbound routes, and the routes of numbers."""

    def create_an_inbound_route(self, body: _Body) -> dict[str, Any]: ...
    def list_inbound_routes(
        self, limit: int | None = None, offset: int | None = None
    ) -> dict[str, Any]: ...
    def update_primary_voice_route(
        self, number_id: str | int, body: _Body
    ) -> dict[str, Any] | None: ...
    def update_failover_voice_route(
        self, number_id: str | int, body: _Body
    ) -> dict[str, Any] | None: ...
    def list_edge_strategies(self) -> dict[str, Any]: ...
    def update_primary_voice_route_for_a_phone_number(
        self, number_id: str | int, body: _Body
    ) -> dict[str, Any] | None: ...
    def update_failover_voice_route_for_a_phone_number(
        self, number_id: str | int, body: _Body
    ) -> dict[str, Any] | None: ...

class MessagesController:
    """SMS and MMS, and the callbacks of the account."""

    def send_a_message(self, body: _Body) -> dict[str, Any]: ...
    def look_up_a_set_of_messages(
        self,
        start_date: date | str,
        end_date: date | str | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> dict[str, Any]: ...
    def look_up_a_message_detail_record(self, id: str | int) -> dict[str, Any]: ...
    def set_account_level_callback(
        self, callback_type: str, callback_url: str
    ) -> dict[str, Any] | None: ...
    def set_account_level_sms_callback(self, url: str) -> dict[str, Any] | None: ...
    def set_account_level_mms_callback(self, url: str) -> dict[str, Any] | None: ...
    def set_account_level_dlr_callback(self, url: str) -> dict[str, Any] | None: ...
    def set_did_level_dlr_callback(self, did_id: str | int, url: str) -> dict[str, Any] | None: ...

class E911sController:
    """E911 addresses, as in flowroute-sdk-v3-python."""

    def list_e911s(
        self, limit: int | None = None, offset: int | None = None, state: str | None = None
    ) -> dict[str, Any]: ...
    def get_e911(self, e911_id: str | int) -> dict[str, Any]: ...
    def validate_address(
        self,
        label: str,
        first_name: str,
        last_name: str,
        street_name: str,
        street_number: str | int,
        city: str,
        state: str,
        country: str,
        zipcode: str | int,
        address_type: str | None = None,
        address_type_number: str | int | None = None,
    ) -> dict[str, Any] | None: ...
    def create_address(
        self,
        label: str,
        first_name: str,
        last_name: str,
        street_name: str,
        street_number: str | int,
        city: str,
        state: str,
        country: str,
        zipcode: str | int,
        address_type: str | None = None,
        address_type_number: str | int | None = None,
    ) -> dict[str, Any]: ...
    def update_address(
        self,
        e911_id: str | int,
        label: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        street_name: str | None = None,
        street_number: str | int | None = None,
        city: str | None = None,
        state: str | None = None,
        country: str | None = None,
        zipcode: str | int | None = None,
        address_type: str | None = None,
        address_type_number: str | int | None = None,
    ) -> dict[str, Any]: ...
    def associate(self, e911_id: str | int, did: str | int) -> dict[str, Any] | None: ...
    def list_dids_for_e911(self, e911_id: str | int) -> dict[str, Any]: ...
    def disconnect(self, did: str | int) -> dict[str, Any] | None: ...
    def delete_address(self, e911_id: str | int) -> dict[str, Any] | None: ...

class E911Controller:
    """E911 addresses, as in flowroute-sdk-v3-ruby."""

    def list_e911s(self, limit: int | None = 10, offset: int | None = 0) -> dict[str, Any]: ...
    def e911_details(self, e911_id: str | int) -> dict[str, Any]: ...
    def validate(self, e911_record: _Body) -> dict[str, Any] | None: ...
    def create(self, e911_record: _Body) -> dict[str, Any]: ...
    def update(self, e911_id: str | int, e911_record: _Body) -> dict[str, Any]: ...
    def associate(self, did_id: str | int, e911_id: str | int) -> dict[str, Any] | None: ...
    def unassociate(self, did_id: str | int) -> dict[str, Any] | None: ...
    def list_associations(self, e911_id: str | int) -> dict[str, Any]: ...
    def delete_record(self, e911_id: str | int) -> dict[str, Any] | None: ...

class CNAMsController:
    """CNAM records, as in flowroute-sdk-v3-python."""

    def list_cnams(
        self,
        limit: int | None = None,
        offset: int | None = None,
        is_approved: bool | str | None = None,
    ) -> dict[str, Any]: ...
    def get_cnam(self, cnam_id: str | int) -> dict[str, Any]: ...
    def create_cnam_record(self, value: str) -> dict[str, Any]: ...
    def associate_cnam(self, cnam_id: str | int, phone_number: str | int) -> dict[str, Any]: ...
    def unassociate_cnam(self, phone_number: str | int) -> dict[str, Any]: ...
    def unassociate(self, phone_number: str | int) -> dict[str, Any]: ...
    def remove_cnam(self, cnam_id: str | int) -> dict[str, Any] | None: ...

class CNAMController:
    """CNAM records, as in flowroute-sdk-v3-ruby."""

    def list_cnams(
        self, limit: int | None = 10, offset: int | None = 0, is_approved: bool | str | None = None
    ) -> dict[str, Any]: ...
    def cnam_details(self, cnam_id: str | int) -> dict[str, Any]: ...
    def create(self, cnam_string: str) -> dict[str, Any]: ...
    def associate(self, did_id: str | int, cnam_id: str | int) -> dict[str, Any]: ...
    def unassociate(self, did_id: str | int) -> dict[str, Any]: ...
    def delete_record(self, cnam_id: str | int) -> dict[str, Any] | None: ...

class CDRsController:
    """Exports of call detail records."""

    def list_cdr_exports(
        self, status: str | None = None, limit: int | None = None, offset: int | None = None
    ) -> dict[str, Any]: ...
    def list_cdrs(
        self, limit: int | None = None, offset: int | None = None, status: str | None = None
    ) -> dict[str, Any]: ...
    def create_cdr_export(
        self, filters: Mapping[str, Any], callback_url: str | None = None
    ) -> dict[str, Any]: ...
    def create_cdr(
        self, filters: Mapping[str, Any], callback_url: str | None = None
    ) -> dict[str, Any]: ...
    def get_cdr_export_status(self, cdrexport_id: str | int) -> dict[str, Any]: ...
    def download_cdr_export(
        self, cdrexport_id: str | int, filename: str
    ) -> dict[str, str] | None: ...
    def parse_cdr_export(self, filename: str) -> list[dict[str, str]]: ...

class PortingController:
    """Port orders."""

    def checkPortability(self, numbers: list[str] | tuple[str, ...] | str) -> dict[str, Any]: ...
    def check_portability(self, numbers: list[str] | tuple[str, ...] | str) -> dict[str, Any]: ...
    def list_portorders(
        self, limit: int | None = 10, offset: int | None = 0, is_approved: bool | str | None = None
    ) -> dict[str, Any]: ...

class FlowrouteNumbersAndMessagingClient:
    """The client of flowroute-sdk-v3-python and flowroute-sdk-v3-ruby, over a `Flowroute`.

    :param basic_auth_user_name: the access key; without it that of `Configuration`, or of the
        environment.
    :param basic_auth_password: the secret key, likewise.
    :param base_url: and the further arguments: those of `Flowroute`.

    Unlike there, each client keeps its own credentials. `flowroute` is the `Flowroute` beneath.
    """

    config: type[Configuration]
    flowroute: Flowroute
    def __init__(
        self,
        basic_auth_user_name: str | None = ...,
        basic_auth_password: str | None = ...,
        *,
        base_url: str | None = ...,
        messages_version: MessagesVersion = ...,
        timeout: float | None = ...,
        max_retries: int = ...,
        deadline: float | None = ...,
        rate_limit: RateLimit | None = ...,
        concurrency: int = ...,
        http_client: object | None = ...,
        clock: Clock | None = ...,
    ) -> None: ...
    @property
    def numbers(self) -> NumbersController: ...
    @property
    def routes(self) -> RoutesController: ...
    @property
    def messages(self) -> MessagesController: ...
    @property
    def e911s(self) -> E911sController: ...
    @property
    def e911(self) -> E911Controller: ...
    @property
    def cnams(self) -> CNAMsController: ...
    @property
    def cnam(self) -> CNAMController: ...
    @property
    def cdrs(self) -> CDRsController: ...
    @property
    def porting(self) -> PortingController: ...
    def __enter__(self) -> FlowrouteNumbersAndMessagingClient: ...
    def __exit__(self, *exc_info: object) -> None: ...
    def close(self) -> None: ...

FlowroutenumbersandmessagingClient = FlowrouteNumbersAndMessagingClient
