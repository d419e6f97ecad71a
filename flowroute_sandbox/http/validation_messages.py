"""The messages about invalid fields; the source of each text is in fidelity.toml."""

from __future__ import annotations

MISSING = "Missing data for required field."
IS_NULL = "Field may not be null."
EMPTY = "Field may not be blank."
TOO_LONG = "Longer than maximum length {maximum}."
TOO_SMALL = "Must be at least {minimum}."
TOO_BIG = "Must be at most {maximum}."

WRONG_INPUT = "Invalid input type."
WRONG_TYPE = 'Must be "{type}".'
NOT_TEXT = "Not a valid string."
NOT_A_FLAG = "Not a valid boolean."
NOT_AN_INTEGER = "Not a valid integer."
NOT_A_LIST = "Not a valid list."
NOT_A_URL = "Not a valid URL."
NOT_A_COST = "Not a valid number."
NOT_A_DATE = "Must be a date or a moment of ISO 8601, such as YYYY-MM-DDTHH:MM:SS.ssZ."

NOT_DIGITS = "Must be digits only."
NOT_AN_AREA_CODE = "Must be three digits."
NOT_ELEVEN_DIGITS = "Must be an 11-digit E.164 number."
NOT_E164 = "Must be an E.164 number."
NOT_A_NUMBER_TYPE = "Must be one of: longcode, toll-free."
NOT_AN_ORDER = "Must be one of: {orders}; ,asc or ,desc may follow."

ALIAS_TAKEN = "This alias is already in use."
NOT_A_ROUTE_TYPE = "Must be one of: host, number, uri."
NOT_A_HOST = "Must be an IP address or host name, with an optional port."
NOT_A_URI = "Must be protocol:user@domain[:port][;transport=<tcp|udp|tls>]."
NO_SUCH_EDGE = "No such edge strategy."

LABEL_TAKEN = "This label is already in use."
ZIP_LENGTH = "ZIP code must be at least 4 and at most 7 digits long"
NOT_A_COUNTRY = "Must be one of: US, CA."
NOT_A_STATE = "Must be an upper-case US state or Canadian province of two letters."
NOT_AN_ADDRESS_TYPE = "Not a valid address type."

NOT_ALLOWED = "Must be letters, digits, spaces and - _ . , @ + & ' / \" only."
NO_LETTER = "Must have at least one letter."

NOT_AN_AMOUNT = "Must be a number from 0 to below 1e12."
NOT_PLAIN_DIGITS = "Must be the digits of an E.164 number, country code included."
OWNED = "This number is on the account already."
TOO_FAR = "The clock goes no further than a hundred years ahead."
NOT_A_WEBHOOK_VERSION = "Must be one of: v2, v2.1, v2.2."

NOT_A_FILE = "Must be a list of objects with a name and, in base64, data."
TOO_MANY_FILES = "At most ten files."
NOT_A_KIND = "Must be one of: request, webhook."
NOT_A_CODE = "Must be an integer from 1 to 99999."

TOO_MANY_NUMBERS = "At most {maximum} phone numbers."
NOT_AN_ACTION = "Must be one of: enable, disable."
NOT_IN_TASK = "Must be numbers of the task."
LETTER_CHANGED = "Must be as the letter has it."

NO_SUCH_FAULT = 'There is no fault "{name}".{hint} Must be one of: {names}.'
NOT_A_FAULT = '"{text}" is not NAME [@NTH] [xTIMES] or NAME PERCENT% [seed=N].{hint}'
GIVEN_TWICE = '"{name}" is in "{text}" already.'
NOT_A_CHANCE = "A chance must be from 0 to 1 (0% to 100%)."
CHANCE_OR_TIMES = "A fault has a chance or a number of times, not both."
NO_SUCH_OPERATION = 'There is no operation "{operation}". Must be one of: {operations}.'
NOT_TIMED = "A {name} takes no seconds: leave them out. Those that do: {names}."

NOT_WITH_PLUS = "Must be E.164 phone numbers, each with its leading +."
NOT_PORTABLE = "Cannot be ported: {numbers}."
IN_ANOTHER_ORDER = "In a port order already: {numbers}."
NOT_IN_ORDER = "Not in the port order: {numbers}."
OTHER_CARRIER = "Of another carrier than the port order: {numbers}."
NONE_LEFT = "A port order has at least one phone number."
NOT_A_USAGE = "Must be one of: Business, Residential."
NOT_LAST_FOUR = "Must be the last four digits."
NOT_A_COMING_DAY = "Must be a day to come, as YYYY-MM-DD."
NOT_A_MAIL_ADDRESS = "Not a valid email address."
NO_SUCH_PRESET = "No such resource on the account."
NOT_CHANGED_HERE = "Cannot be changed here."
NOTHING_TO_CHANGE = "Must change something."
NOT_CANCELLED = 'Must be "cancelled".'
NOT_A_PORT_STATUS = "Must be one of: {statuses}."

WRONG_WINDOW = "Must not be before start_call_start_time."
TOO_MANY_DAYS = "Must be at most {days} days after start_call_start_time."
NOT_AN_EXPORT_STATUS = "Must be one of: processing, completed, failed."
NOT_A_MONTH = "Must be a month, as YYYY-MM."
NOT_A_COUNT = "Must be an integer from 1 to {maximum}."
NOT_A_DIRECTION = "Must be one of: inbound, outbound."
