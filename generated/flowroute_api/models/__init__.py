# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""The objects of Flowroute's API, a module each, imported when first asked for."""

from importlib import import_module

# `typing` would be most of what importing this package costs.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from .area_code import AreaCode
    from .area_code_list import AreaCodeList
    from .available_number import AvailableNumber
    from .available_number_attributes import AvailableNumberAttributes
    from .available_number_list import AvailableNumberList
    from .callback import Callback
    from .callback_attributes import CallbackAttributes
    from .callback_document import CallbackDocument
    from .callback_set import CallbackSet
    from .callback_type import CallbackType
    from .cdr_export import CdrExport
    from .cdr_export_attributes import CdrExportAttributes
    from .cdr_export_create import CdrExportCreate
    from .cdr_export_create_data import CdrExportCreateData
    from .cdr_export_document import CdrExportDocument
    from .cdr_export_filters import CdrExportFilters
    from .cdr_export_filters_write import CdrExportFiltersWrite
    from .cdr_export_list import CdrExportList
    from .cdr_export_write import CdrExportWrite
    from .cnam import Cnam
    from .cnam_association import CnamAssociation
    from .cnam_association_attributes import CnamAssociationAttributes
    from .cnam_association_document import CnamAssociationDocument
    from .cnam_attributes import CnamAttributes
    from .cnam_create import CnamCreate
    from .cnam_document import CnamDocument
    from .cnam_list import CnamList
    from .cnam_relationships import CnamRelationships
    from .cnam_update import CnamUpdate
    from .cnam_update_data import CnamUpdateData
    from .creatable_route_type import CreatableRouteType
    from .delivery_receipt import DeliveryReceipt
    from .e911 import E911
    from .e911_attributes import E911Attributes
    from .e911_create import E911Create
    from .e911_create_data import E911CreateData
    from .e911_document import E911Document
    from .e911_list import E911List
    from .e911_update import E911Update
    from .e911_update_data import E911UpdateData
    from .e911_write import E911Write
    from .edge_strategy import EdgeStrategy
    from .edge_strategy_attributes import EdgeStrategyAttributes
    from .edge_strategy_list import EdgeStrategyList
    from .error import Error
    from .error_document import ErrorDocument
    from .exchange import Exchange
    from .exchange_list import ExchangeList
    from .known_cdr_export_status import KnownCdrExportStatus
    from .known_message_direction import KnownMessageDirection
    from .known_message_type import KnownMessageType
    from .known_number_type import KnownNumberType
    from .known_port_order_status import KnownPortOrderStatus
    from .known_route_type import KnownRouteType
    from .letter_of_agency import LetterOfAgency
    from .letter_of_agency_attributes import LetterOfAgencyAttributes
    from .letter_of_agency_document import LetterOfAgencyDocument
    from .letter_of_agency_submit import LetterOfAgencySubmit
    from .letter_of_agency_submit_data import LetterOfAgencySubmitData
    from .links import Links
    from .list_links import ListLinks
    from .media import Media
    from .media_attributes import MediaAttributes
    from .message import Message
    from .message_attributes import MessageAttributes
    from .message_attributes_v2 import MessageAttributesV2
    from .message_document import MessageDocument
    from .message_document_v2 import MessageDocumentV2
    from .message_list import MessageList
    from .message_list_v2 import MessageListV2
    from .message_provision import MessageProvision
    from .message_relationships import MessageRelationships
    from .message_send import MessageSend
    from .message_send_v2 import MessageSendV2
    from .message_v2 import MessageV2
    from .messages_version import MessagesVersion
    from .number import Number
    from .number_attributes import NumberAttributes
    from .number_details_list import NumberDetailsList
    from .number_details_query import NumberDetailsQuery
    from .number_document import NumberDocument
    from .number_list import NumberList
    from .number_purchase import NumberPurchase
    from .number_relationships import NumberRelationships
    from .number_update import NumberUpdate
    from .port_file import PortFile
    from .port_file_attributes import PortFileAttributes
    from .port_file_document import PortFileDocument
    from .port_file_list import PortFileList
    from .port_file_pull import PortFilePull
    from .port_file_upload import PortFileUpload
    from .port_group_numbers_add import PortGroupNumbersAdd
    from .port_order import PortOrder
    from .port_order_address import PortOrderAddress
    from .port_order_attributes import PortOrderAttributes
    from .port_order_cancel import PortOrderCancel
    from .port_order_cancel_attributes import PortOrderCancelAttributes
    from .port_order_cancel_data import PortOrderCancelData
    from .port_order_create import PortOrderCreate
    from .port_order_create_data import PortOrderCreateData
    from .port_order_document import PortOrderDocument
    from .port_order_list import PortOrderList
    from .port_order_loa_details import PortOrderLoaDetails
    from .port_order_loa_details_write import PortOrderLoaDetailsWrite
    from .port_order_numbers_update import PortOrderNumbersUpdate
    from .port_order_presets import PortOrderPresets
    from .port_order_presets_write import PortOrderPresetsWrite
    from .port_order_state import PortOrderState
    from .port_order_status_attributes import PortOrderStatusAttributes
    from .port_order_status_document import PortOrderStatusDocument
    from .port_order_update import PortOrderUpdate
    from .port_order_update_data import PortOrderUpdateData
    from .port_order_write import PortOrderWrite
    from .portability import Portability
    from .portability_check import PortabilityCheck
    from .portability_document import PortabilityDocument
    from .price_details import PriceDetails
    from .provisioning_action import ProvisioningAction
    from .provisioning_numbers import ProvisioningNumbers
    from .provisioning_task import ProvisioningTask
    from .provisioning_task_attributes import ProvisioningTaskAttributes
    from .provisioning_task_document import ProvisioningTaskDocument
    from .relationship import Relationship
    from .relationship_list import RelationshipList
    from .resource_identifier import ResourceIdentifier
    from .route import Route
    from .route_attributes import RouteAttributes
    from .route_create import RouteCreate
    from .route_create_data import RouteCreateData
    from .route_document import RouteDocument
    from .route_identifier import RouteIdentifier
    from .route_list import RouteList
    from .route_relationship_update import RouteRelationshipUpdate
    from .route_update import RouteUpdate
    from .route_update_data import RouteUpdateData
    from .route_write import RouteWrite
    from .sent_message import SentMessage
    from .sent_message_document import SentMessageDocument
    from .sent_message_document_v2 import SentMessageDocumentV2
    from .sent_message_v2 import SentMessageV2
    from .tier import Tier
    from .tier_list import TierList
    from .unknown_resource import UnknownResource

__all__ = [
    "AreaCode",
    "AreaCodeList",
    "AvailableNumber",
    "AvailableNumberAttributes",
    "AvailableNumberList",
    "Callback",
    "CallbackAttributes",
    "CallbackDocument",
    "CallbackSet",
    "CallbackType",
    "CdrExport",
    "CdrExportAttributes",
    "CdrExportCreate",
    "CdrExportCreateData",
    "CdrExportDocument",
    "CdrExportFilters",
    "CdrExportFiltersWrite",
    "CdrExportList",
    "CdrExportWrite",
    "Cnam",
    "CnamAssociation",
    "CnamAssociationAttributes",
    "CnamAssociationDocument",
    "CnamAttributes",
    "CnamCreate",
    "CnamDocument",
    "CnamList",
    "CnamRelationships",
    "CnamUpdate",
    "CnamUpdateData",
    "CreatableRouteType",
    "DeliveryReceipt",
    "E911",
    "E911Attributes",
    "E911Create",
    "E911CreateData",
    "E911Document",
    "E911List",
    "E911Update",
    "E911UpdateData",
    "E911Write",
    "EdgeStrategy",
    "EdgeStrategyAttributes",
    "EdgeStrategyList",
    "Error",
    "ErrorDocument",
    "Exchange",
    "ExchangeList",
    "KnownCdrExportStatus",
    "KnownMessageDirection",
    "KnownMessageType",
    "KnownNumberType",
    "KnownPortOrderStatus",
    "KnownRouteType",
    "LetterOfAgency",
    "LetterOfAgencyAttributes",
    "LetterOfAgencyDocument",
    "LetterOfAgencySubmit",
    "LetterOfAgencySubmitData",
    "Links",
    "ListLinks",
    "Media",
    "MediaAttributes",
    "Message",
    "MessageAttributes",
    "MessageAttributesV2",
    "MessageDocument",
    "MessageDocumentV2",
    "MessageList",
    "MessageListV2",
    "MessageProvision",
    "MessageRelationships",
    "MessageSend",
    "MessageSendV2",
    "MessagesVersion",
    "MessageV2",
    "Number",
    "NumberAttributes",
    "NumberDetailsList",
    "NumberDetailsQuery",
    "NumberDocument",
    "NumberList",
    "NumberPurchase",
    "NumberRelationships",
    "NumberUpdate",
    "Portability",
    "PortabilityCheck",
    "PortabilityDocument",
    "PortFile",
    "PortFileAttributes",
    "PortFileDocument",
    "PortFileList",
    "PortFilePull",
    "PortFileUpload",
    "PortGroupNumbersAdd",
    "PortOrder",
    "PortOrderAddress",
    "PortOrderAttributes",
    "PortOrderCancel",
    "PortOrderCancelAttributes",
    "PortOrderCancelData",
    "PortOrderCreate",
    "PortOrderCreateData",
    "PortOrderDocument",
    "PortOrderList",
    "PortOrderLoaDetails",
    "PortOrderLoaDetailsWrite",
    "PortOrderNumbersUpdate",
    "PortOrderPresets",
    "PortOrderPresetsWrite",
    "PortOrderState",
    "PortOrderStatusAttributes",
    "PortOrderStatusDocument",
    "PortOrderUpdate",
    "PortOrderUpdateData",
    "PortOrderWrite",
    "PriceDetails",
    "ProvisioningAction",
    "ProvisioningNumbers",
    "ProvisioningTask",
    "ProvisioningTaskAttributes",
    "ProvisioningTaskDocument",
    "Relationship",
    "RelationshipList",
    "ResourceIdentifier",
    "Route",
    "RouteAttributes",
    "RouteCreate",
    "RouteCreateData",
    "RouteDocument",
    "RouteIdentifier",
    "RouteList",
    "RouteRelationshipUpdate",
    "RouteUpdate",
    "RouteUpdateData",
    "RouteWrite",
    "SentMessage",
    "SentMessageDocument",
    "SentMessageDocumentV2",
    "SentMessageV2",
    "Tier",
    "TierList",
    "UnknownResource",
]

_MODULES = {
    "AreaCode": "area_code",
    "AreaCodeList": "area_code_list",
    "AvailableNumber": "available_number",
    "AvailableNumberAttributes": "available_number_attributes",
    "AvailableNumberList": "available_number_list",
    "Callback": "callback",
    "CallbackAttributes": "callback_attributes",
    "CallbackDocument": "callback_document",
    "CallbackSet": "callback_set",
    "CallbackType": "callback_type",
    "CdrExport": "cdr_export",
    "CdrExportAttributes": "cdr_export_attributes",
    "CdrExportCreate": "cdr_export_create",
    "CdrExportCreateData": "cdr_export_create_data",
    "CdrExportDocument": "cdr_export_document",
    "CdrExportFilters": "cdr_export_filters",
    "CdrExportFiltersWrite": "cdr_export_filters_write",
    "CdrExportList": "cdr_export_list",
    "CdrExportWrite": "cdr_export_write",
    "Cnam": "cnam",
    "CnamAssociation": "cnam_association",
    "CnamAssociationAttributes": "cnam_association_attributes",
    "CnamAssociationDocument": "cnam_association_document",
    "CnamAttributes": "cnam_attributes",
    "CnamCreate": "cnam_create",
    "CnamDocument": "cnam_document",
    "CnamList": "cnam_list",
    "CnamRelationships": "cnam_relationships",
    "CnamUpdate": "cnam_update",
    "CnamUpdateData": "cnam_update_data",
    "CreatableRouteType": "creatable_route_type",
    "DeliveryReceipt": "delivery_receipt",
    "E911": "e911",
    "E911Attributes": "e911_attributes",
    "E911Create": "e911_create",
    "E911CreateData": "e911_create_data",
    "E911Document": "e911_document",
    "E911List": "e911_list",
    "E911Update": "e911_update",
    "E911UpdateData": "e911_update_data",
    "E911Write": "e911_write",
    "EdgeStrategy": "edge_strategy",
    "EdgeStrategyAttributes": "edge_strategy_attributes",
    "EdgeStrategyList": "edge_strategy_list",
    "Error": "error",
    "ErrorDocument": "error_document",
    "Exchange": "exchange",
    "ExchangeList": "exchange_list",
    "KnownCdrExportStatus": "known_cdr_export_status",
    "KnownMessageDirection": "known_message_direction",
    "KnownMessageType": "known_message_type",
    "KnownNumberType": "known_number_type",
    "KnownPortOrderStatus": "known_port_order_status",
    "KnownRouteType": "known_route_type",
    "LetterOfAgency": "letter_of_agency",
    "LetterOfAgencyAttributes": "letter_of_agency_attributes",
    "LetterOfAgencyDocument": "letter_of_agency_document",
    "LetterOfAgencySubmit": "letter_of_agency_submit",
    "LetterOfAgencySubmitData": "letter_of_agency_submit_data",
    "Links": "links",
    "ListLinks": "list_links",
    "Media": "media",
    "MediaAttributes": "media_attributes",
    "Message": "message",
    "MessageAttributes": "message_attributes",
    "MessageAttributesV2": "message_attributes_v2",
    "MessageDocument": "message_document",
    "MessageDocumentV2": "message_document_v2",
    "MessageList": "message_list",
    "MessageListV2": "message_list_v2",
    "MessageProvision": "message_provision",
    "MessageRelationships": "message_relationships",
    "MessageSend": "message_send",
    "MessageSendV2": "message_send_v2",
    "MessagesVersion": "messages_version",
    "MessageV2": "message_v2",
    "Number": "number",
    "NumberAttributes": "number_attributes",
    "NumberDetailsList": "number_details_list",
    "NumberDetailsQuery": "number_details_query",
    "NumberDocument": "number_document",
    "NumberList": "number_list",
    "NumberPurchase": "number_purchase",
    "NumberRelationships": "number_relationships",
    "NumberUpdate": "number_update",
    "Portability": "portability",
    "PortabilityCheck": "portability_check",
    "PortabilityDocument": "portability_document",
    "PortFile": "port_file",
    "PortFileAttributes": "port_file_attributes",
    "PortFileDocument": "port_file_document",
    "PortFileList": "port_file_list",
    "PortFilePull": "port_file_pull",
    "PortFileUpload": "port_file_upload",
    "PortGroupNumbersAdd": "port_group_numbers_add",
    "PortOrder": "port_order",
    "PortOrderAddress": "port_order_address",
    "PortOrderAttributes": "port_order_attributes",
    "PortOrderCancel": "port_order_cancel",
    "PortOrderCancelAttributes": "port_order_cancel_attributes",
    "PortOrderCancelData": "port_order_cancel_data",
    "PortOrderCreate": "port_order_create",
    "PortOrderCreateData": "port_order_create_data",
    "PortOrderDocument": "port_order_document",
    "PortOrderList": "port_order_list",
    "PortOrderLoaDetails": "port_order_loa_details",
    "PortOrderLoaDetailsWrite": "port_order_loa_details_write",
    "PortOrderNumbersUpdate": "port_order_numbers_update",
    "PortOrderPresets": "port_order_presets",
    "PortOrderPresetsWrite": "port_order_presets_write",
    "PortOrderState": "port_order_state",
    "PortOrderStatusAttributes": "port_order_status_attributes",
    "PortOrderStatusDocument": "port_order_status_document",
    "PortOrderUpdate": "port_order_update",
    "PortOrderUpdateData": "port_order_update_data",
    "PortOrderWrite": "port_order_write",
    "PriceDetails": "price_details",
    "ProvisioningAction": "provisioning_action",
    "ProvisioningNumbers": "provisioning_numbers",
    "ProvisioningTask": "provisioning_task",
    "ProvisioningTaskAttributes": "provisioning_task_attributes",
    "ProvisioningTaskDocument": "provisioning_task_document",
    "Relationship": "relationship",
    "RelationshipList": "relationship_list",
    "ResourceIdentifier": "resource_identifier",
    "Route": "route",
    "RouteAttributes": "route_attributes",
    "RouteCreate": "route_create",
    "RouteCreateData": "route_create_data",
    "RouteDocument": "route_document",
    "RouteIdentifier": "route_identifier",
    "RouteList": "route_list",
    "RouteRelationshipUpdate": "route_relationship_update",
    "RouteUpdate": "route_update",
    "RouteUpdateData": "route_update_data",
    "RouteWrite": "route_write",
    "SentMessage": "sent_message",
    "SentMessageDocument": "sent_message_document",
    "SentMessageDocumentV2": "sent_message_document_v2",
    "SentMessageV2": "sent_message_v2",
    "Tier": "tier",
    "TierList": "tier_list",
    "UnknownResource": "unknown_resource",
}

# Hidden from type checkers, which would otherwise take any name for granted.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        try:
            module = _MODULES[name]
        except KeyError:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
        value = globals()[name] = getattr(import_module(f".{module}", __name__), name)
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
