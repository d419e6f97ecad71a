"""The methods of the five official SDKs, as their READMEs, demos and controllers list them."""

from __future__ import annotations

# flowroute-sdk-v3-python: the README, and for the parameters the controllers.
ADDRESS = (
    "label first_name last_name street_name street_number city state country zipcode "
    "address_type= address_type_number="
)
SOME_ADDRESS = " ".join(f"{name.strip('=')}=" for name in ADDRESS.split())
PYTHON = {
    "numbers": {
        "list_available_area_codes": "limit= offset= max_setup_cost=",
        "list_available_exchange_codes": "limit= offset= max_setup_cost= areacode=",
        "search_for_purchasable_phone_numbers": (
            "starts_with= contains= ends_with= limit= offset= rate_center= state="
        ),
        "purchase_a_phone_number": "id",
        "list_account_phone_numbers": "starts_with= ends_with= contains= limit= offset=",
        "list_phone_number_details": "id",
    },
    "routes": {
        "create_an_inbound_route": "body",
        "list_inbound_routes": "limit= offset=",
        "update_primary_voice_route": "number_id body",
        "update_failover_voice_route": "number_id body",
    },
    "messages": {
        "send_a_message": "body",
        "look_up_a_set_of_messages": "start_date end_date= limit= offset=",
        "look_up_a_message_detail_record": "id",
        "set_account_level_sms_callback": "url",
        "set_account_level_mms_callback": "url",
        "set_account_level_dlr_callback": "url",
    },
    "e911s": {
        "list_e911s": "limit= offset= state=",
        "get_e911": "e911_id",
        "validate_address": ADDRESS,
        "create_address": ADDRESS,
        "update_address": f"e911_id {SOME_ADDRESS}",
        "associate": "e911_id did",
        "list_dids_for_e911": "e911_id",
        "disconnect": "did",
        "delete_address": "e911_id",
    },
    "cnams": {
        "list_cnams": "limit= offset= is_approved=",
        "get_cnam": "cnam_id",
        "create_cnam_record": "value",
        "associate_cnam": "cnam_id phone_number",
        "unassociate_cnam": "phone_number",
        "unassociate": "phone_number",
        "remove_cnam": "cnam_id",
    },
    "porting": {"checkPortability": "numbers"},
    "cdrs": {
        "list_cdr_exports": "status= limit= offset=",
        "create_cdr": "filters callback_url=",
        "create_cdr_export": "filters callback_url=",
        "get_cdr_export_status": "cdrexport_id",
        "download_cdr_export": "cdrexport_id filename",
    },
}
# In its demo alone, without the names of parameters.
PYTHON_DEMO = {
    "numbers": {"release_a_did": 1, "set_did_alias": 2, "set_did_callback": 2},
    "routes": {"list_edge_strategies": 0},
    "messages": {"set_did_level_dlr_callback": 2},
    "cdrs": {"list_cdrs": 3, "parse_cdr_export": 1},
}
# What versions 3.0.0 of both had instead, and Node's SDK has in its own spelling.
OLDER = {
    "numbers": {
        "get_account_phone_numbers": "starts_with= ends_with= contains= limit= offset=",
        "get_phone_number_details": "id",
        "create_purchase_a_phone_number": "id",
    },
    "routes": {
        "update_primary_voice_route_for_a_phone_number": "number_id body",
        "update_failover_voice_route_for_a_phone_number": "number_id body",
    },
}
# flowroute-sdk-v3-ruby: the README, and its controllers.
RUBY = {
    "numbers": {
        **PYTHON["numbers"],
        "set_did_alias": "did_id did_alias",
        "release_did": "did_id",
        "set_didsms_callback": "did_id callback_url",
    },
    "routes": {**PYTHON["routes"], "list_edge_strategies": ""},
    "messages": {
        "send_a_message": "body",
        "look_up_a_set_of_messages": "start_date end_date= limit= offset=",
        "look_up_a_message_detail_record": "id",
        "set_account_level_callback": "callback_type callback_url",
    },
    "e911": {
        "list_e911s": "limit=10 offset=0",
        "e911_details": "e911_id",
        "validate": "e911_record",
        "create": "e911_record",
        "update": "e911_id e911_record",
        "associate": "did_id e911_id",
        "unassociate": "did_id",
        "list_associations": "e911_id",
        "delete_record": "e911_id",
    },
    "cnam": {
        "list_cnams": "limit=10 offset=0 is_approved=",
        "cnam_details": "cnam_id",
        "associate": "did_id cnam_id",
        "create": "cnam_string",
        "unassociate": "did_id",
        "delete_record": "cnam_id",
    },
    "porting": {
        "check_portability": "numbers",
        "list_portorders": "limit=10 offset=0 is_approved=",
    },
}

# The others by their own names, with the operation that each calls.
NODE = {
    "listAvailableAreaCodes": "list_available_area_codes",
    "listAvailableExchangeCodes": "list_available_exchange_codes",
    "searchForPurchasablePhoneNumbers": "search_for_purchasable_phone_numbers",
    "purchaseAPhoneNumber": "purchase_a_phone_number",
    "getAccountPhoneNumbers": "list_account_phone_numbers",
    "getPhoneNumberDetails": "list_phone_number_details",
    "createAnInboundRoute": "create_an_inbound_route",
    "listInboundRoutes": "list_inbound_routes",
    "updatePrimaryVoiceRouteForAPhoneNumber": "update_primary_voice_route",
    "updateFailoverVoiceRouteForAPhoneNumber": "update_failover_voice_route",
    "sendAMessage": "send_a_message",
    "lookUpAMessageDetailRecord": "look_up_a_message_detail_record",
    "lookUpASetOfMessages": "look_up_a_set_of_messages",
    "createAndValidateANewE911Address": "create_e911",
    "listAccountE911Addresses": "list_e911s",
    "listE911RecordDetails": "e911_details",
    "createValidateAnE911Address": "validate_e911",
    "updateAndValidateAnExistingE911Address": "update_e911",
    "updateAssignAValidE911AddressToYourPhoneNumber": "associate_e911",
    "deleteDeactivateE911ServiceForYourPhoneNumber": "unassociate_e911",
    "listPhoneNumbersWithE911Record": "list_e911_associations",
    "removeAnE911AddressFromYourAccount": "delete_e911",
    "createANewCNAMRecord": "create_cnam",
    "listAccountCNAMRecords": "list_cnams",
    "listCNAMRecordDetails": "cnam_details",
    "updateAssignACNAMRecordToYourPhoneNumber": "associate_cnam",
    "deleteUnassignACNAMRecordFromYourPhoneNumber": "unassociate_cnam",
    "deleteACNAMRecord": "delete_cnam",
}
DOT_NET = {
    "GetAvailableAreaCodes": "list_available_area_codes",
    "GetAvailableExchangeCodes": "list_available_exchange_codes",
    "GetAvailableNumbers": "search_for_purchasable_phone_numbers",
    "GetNumbers": "list_account_phone_numbers",
    "GetNumberDetails": "list_phone_number_details",
    "CreateInboundRoute": "create_an_inbound_route",
    "GetInboundRoutes": "list_inbound_routes",
    "UpdatePrimaryRoute": "update_primary_voice_route",
    "UpdateFailoverRoute": "update_failover_voice_route",
    "SendSMS": "send_a_message",
    "GetMessages": "look_up_a_set_of_messages",
    "GetMDRDetail": "look_up_a_message_detail_record",
}
PHP = {
    **DOT_NET,
    "listE911s": "list_e911s",
    "get_e911_details": "e911_details",
    "validate_address": "validate_e911",
    "create_address": "create_e911",
    "update_address": "update_e911",
    "associate_did": "associate_e911",
    "list_dids_for_address": "list_e911_associations",
    "unassociate_did": "unassociate_e911",
    "delete_address": "delete_e911",
    "GetCNAMs": "list_cnams",
    "getCNAMdetails": "cnam_details",
    "createCNAM": "create_cnam",
    "associateCNAM": "associate_cnam",
    "unassociateCNAM": "unassociate_cnam",
    "deleteCNAM": "delete_cnam",
}
