class AsyncListing(Generic[V]):
    def __init__(self, transport: AsyncTransport, request: Callable[[int, int], Request[Any]], read: Callable[[Any], Page[V]], *, limit: int | None, page_size: int, options: Options) -> None: ...
    async def __aiter__(self) -> AsyncIterator[V]: ...
    async def pages(self) -> AsyncIterator[Sequence[V]]: ...
    async def to_list(self) -> list[V]: ...
    async def first(self) -> V | None: ...


class CallRecord(Value):
    def __init__(self, direction, start_time, end_time, destination, number_alias, callerid, total_cost, destination_name, callerid_country, line_information, result, call_fail_sip_code, call_fail_reason, duration, billed_duration, rate, first_increment, subsequent_increment, cost_subtotal, connect_fee, usf_fee, ccrf, cnam_lookup_fee, custom_x_tag, customer_ip, raw=Ellipsis): ...
    def to_dict(self) -> dict[str, JSON]: ...
    direction: Direction | str | None
    start_time: datetime | None
    end_time: datetime | None
    destination: str | None
    number_alias: str | None
    callerid: str | None
    total_cost: Decimal | None
    destination_name: str | None
    callerid_country: str | None
    line_information: str | None
    result: str | None
    call_fail_sip_code: int | None
    call_fail_reason: str | None
    duration: timedelta | None
    billed_duration: timedelta | None
    rate: Decimal | None
    first_increment: timedelta | None
    subsequent_increment: timedelta | None
    cost_subtotal: Decimal | None
    connect_fee: Decimal | None
    usf_fee: Decimal | None
    ccrf: Decimal | None
    cnam_lookup_fee: Decimal | None
    custom_x_tag: str | None
    customer_ip: str | None
    raw: Mapping[str, str]

CallbackKind = Literal['sms', 'mms', 'sms_dlr', 'mms_dlr'] | CallbackName

class CdrExport(Value):
    def __init__(self, id, status, start, end, requested_at, created_at, expires_at, num_calls, billed_minutes, total_cost, call_subtotal, connect_fees, cnamlookup_fees, usf_fees, ccrf, callback_url, download_url, raw=Ellipsis): ...
    def to_dict(self) -> dict[str, JSON]: ...
    id: str
    status: CdrExportStatus | str | None
    start: datetime | None
    end: datetime | None
    requested_at: datetime | None
    created_at: datetime | None
    expires_at: datetime | None
    num_calls: int | None
    billed_minutes: int | None
    total_cost: Decimal | None
    call_subtotal: Decimal | None
    connect_fees: Decimal | None
    cnamlookup_fees: Decimal | None
    usf_fees: Decimal | None
    ccrf: Decimal | None
    callback_url: str | None
    download_url: str | None
    raw: models.CdrExport
    @classmethod
    def from_resource(cls, resource: models.CdrExport) -> CdrExport: ...
    @classmethod
    def from_document(cls, document: models.CdrExportDocument) -> CdrExport: ...
    @property
    def is_final(self) -> bool: ...

CdrExportStatus = Literal['processing', 'completed', 'failed']

class Clock:
    def monotonic(self) -> float: ...
    def now(self) -> datetime: ...
    def instant(self) -> Instant: ...
    def sleep(self, seconds: float) -> None: ...
    async def asleep(self, seconds: float) -> None: ...


class CnamAssociation(Value):
    def __init__(self, id, created_at, raw=Ellipsis): ...
    def to_dict(self) -> dict[str, JSON]: ...
    id: str | None
    created_at: datetime | None
    raw: models.CnamAssociation
    @classmethod
    def from_document(cls, document: models.CnamAssociationDocument) -> CnamAssociation: ...

Direction = Literal['inbound', 'outbound']

class EdgeStrategy(Value):
    def __init__(self, id, name, description, firewall_rules, naptr, raw=Ellipsis): ...
    def to_dict(self) -> dict[str, JSON]: ...
    id: str
    name: str | None
    description: str | None
    firewall_rules: tuple[str, ...]
    naptr: str | None
    raw: models.EdgeStrategy
    @classmethod
    def from_resource(cls, resource: models.EdgeStrategy) -> EdgeStrategy: ...

EventKind: TypeAlias

class ExchangeCode(Value):
    def __init__(self, npa, nxx, raw=Ellipsis): ...
    def to_dict(self) -> dict[str, JSON]: ...
    npa: str
    nxx: str
    raw: models.Exchange
    @classmethod
    def from_resource(cls, resource: models.Exchange) -> ExchangeCode: ...
    @property
    def prefix(self) -> str: ...


class LetterOfAgency(Value):
    def __init__(self, order, text, numbers, billing_name, company, provider, raw=Ellipsis): ...
    def to_dict(self) -> dict[str, JSON]: ...
    order: str
    text: str | None
    numbers: tuple[str, ...]
    billing_name: str | None
    company: str | None
    provider: str | None
    raw: models.LetterOfAgency
    @classmethod
    def of(cls, order: str, document: models.LetterOfAgencyDocument) -> LetterOfAgency: ...


class Listing(Generic[V]):
    def __init__(self, transport: Transport, request: Callable[[int, int], Request[Any]], read: Callable[[Any], Page[V]], *, limit: int | None, page_size: int, options: Options) -> None: ...
    def __iter__(self) -> Iterator[V]: ...
    def pages(self) -> Iterator[Sequence[V]]: ...
    def to_list(self) -> list[V]: ...
    def first(self) -> V | None: ...


class Media(Value):
    def __init__(self, id, url, file_name, mime_type, size): ...
    def to_dict(self) -> dict[str, JSON]: ...
    id: str
    url: str | None
    file_name: str | None
    mime_type: str | None
    size: int | None


class MessageQuery(Value):
    def __init__(self, reference, to, from_, body, is_mms, started, ended, skew=Ellipsis, near=Ellipsis, final=None): ...
    def to_dict(self) -> dict[str, JSON]: ...
    reference: str
    to: str
    from_: str
    body: str | None
    is_mms: bool
    started: datetime
    ended: datetime
    skew: timedelta
    near: timedelta | None
    final: datetime | None
    @classmethod
    def of(cls, message: Message, *, reference: str, started: datetime, ended: datetime) -> MessageQuery: ...

MessageStatus = Literal['queued', 'smsc submit', 'mmsc submit', 'message buffered', 'delivered']
MessageType = Literal['longcode', 'toll-free']

class NonAscii(Value):
    def __init__(self, character, count, name, ascii): ...
    def to_dict(self) -> dict[str, JSON]: ...
    character: str
    count: int
    name: str
    ascii: str | None
    @property
    def code(self) -> str: ...

NumberStatus = Literal['PURCHASED']
NumberType = Literal['longcode', 'toll-free']

class NumbersFound(Value):
    def __init__(self, found, missing): ...
    def to_dict(self) -> dict[str, JSON]: ...
    found: tuple[Number, ...]
    missing: tuple[str, ...]


class OptOut(Value):
    def __init__(self, *, to, from_, since, keyword): ...
    def to_dict(self) -> dict[str, JSON]: ...
    to: str
    from_: str | None
    since: datetime
    keyword: str | None


class Options(TypedDict):
    timeout: float | None
    max_retries: int
    deadline: float | None

Order = Literal['iso_country', 'monthly_cost', 'number', 'number_type', 'rate_center', 'state', 'tn', 'value']

class OutboxAdded(Value):
    def __init__(self, new, known): ...
    def to_dict(self) -> dict[str, JSON]: ...
    new: int
    known: int


class OutboxCounts(Value):
    def __init__(self, *, queued=0, sending=0, sent=0, failed=0, unknown=0, opted_out=0, delivered=0, undelivered=0): ...
    def to_dict(self) -> dict[str, JSON]: ...
    queued: int
    sending: int
    sent: int
    failed: int
    unknown: int
    opted_out: int
    delivered: int
    undelivered: int
    @property
    def total(self) -> int: ...


class OutboxProgress(Value):
    def __init__(self, *, counts, done, seconds): ...
    def to_dict(self) -> dict[str, JSON]: ...
    counts: OutboxCounts
    done: int
    seconds: float
    @property
    def rate(self) -> float: ...
    @property
    def eta(self) -> float | None: ...


class OutboxRefreshed(Value):
    def __init__(self, *, delivered, undelivered, pending, missing, counts, requests, stopped=None): ...
    def to_dict(self) -> dict[str, JSON]: ...
    delivered: int
    undelivered: int
    pending: int
    missing: int
    counts: OutboxCounts
    requests: int
    stopped: str | None


class OutboxReport(Value):
    def __init__(self, *, sent, failed, counts, seconds, stopped=None, opted_out=0): ...
    def to_dict(self) -> dict[str, JSON]: ...
    sent: int
    failed: int
    counts: OutboxCounts
    seconds: float
    stopped: str | None
    opted_out: int


class OutboxRow(Value):
    def __init__(self, *, reference, message, state, message_id, reason, attempts, started, ended, delivery=None, level=None, status=None, code=None, description=None, reported=None, fields=Ellipsis): ...
    def to_dict(self) -> dict[str, JSON]: ...
    reference: str
    message: Message
    state: State
    message_id: str | None
    reason: str | None
    attempts: int
    started: datetime | None
    ended: datetime | None
    delivery: Delivery | None
    level: int | None
    status: str | None
    code: int | str | None
    description: str | None
    reported: datetime | None
    fields: Mapping[str, object]


class PortChanges(BuiltValue):
    def __init__(self, *, billing_name=None, street=None, street2=None, city=None, state=None, zip=None, country=None, provider=None, provider_account=None, pin=None, last_4_ssn=None, billing_number=None, company=None, usage_type=None, desired_completion_date=None, enable_cnam_lookups=None, loa_email=None, loa_cc=None, alias=None, status_url=None, comments=None, primary_route=None, failover_route=None, e911=None, cnam=None, number_alias=None): ...
    def to_dict(self) -> dict[str, JSON]: ...
    billing_name: str | None
    street: str | None
    street2: str | None
    city: str | None
    state: State | str | None
    zip: str | None
    country: Literal['US', 'CA'] | str | None
    provider: str | None
    provider_account: str | None
    pin: str | None
    last_4_ssn: str | None
    billing_number: str | None
    company: str | None
    usage_type: Literal['business', 'residential'] | str | None
    desired_completion_date: date | str | None
    enable_cnam_lookups: bool | None
    loa_email: str | None
    loa_cc: str | None
    alias: str | None
    status_url: str | None
    comments: str | None
    primary_route: str | None
    failover_route: str | None
    e911: str | None
    cnam: str | None
    number_alias: str | None
    def to_attributes(self) -> dict[str, Any]: ...


class PortFile(Value):
    def __init__(self, id, filename, status, original_url, url, expires_at, raw=Ellipsis): ...
    def to_dict(self) -> dict[str, JSON]: ...
    id: str
    filename: str | None
    status: str | None
    original_url: str | None
    url: str | None
    expires_at: datetime | None
    raw: models.PortFile
    @classmethod
    def from_resource(cls, resource: models.PortFile) -> PortFile: ...
    @classmethod
    def from_document(cls, document: models.PortFileDocument) -> PortFile: ...


class PortGroup(Value):
    def __init__(self, id, status, orders): ...
    def to_dict(self) -> dict[str, JSON]: ...
    id: str
    status: PortGroupStatus | None
    orders: tuple[PortOrderRecord, ...]
    @classmethod
    def of(cls, group_id: str, orders: Iterable[PortOrderRecord]) -> PortGroup: ...

PortGroupStatus = Literal['requires_action', 'in_progress', 'completed', 'canceled']

class PortOrderRecord(Value):
    def __init__(self, id, status, status_updated_at, group_id, numbers, alias, billing_name, company, street, street2, city, state, zip, country, provider, provider_account, billing_number, usage_type, desired_completion_date, enable_cnam_lookups, cost, loa_email, loa_cc, primary_route_id, failover_route_id, e911_id, cnam_id, number_alias, status_url, raw=Ellipsis): ...
    def to_dict(self) -> dict[str, JSON]: ...
    id: str
    status: PortStatus | str | None
    status_updated_at: datetime | None
    group_id: str | None
    numbers: tuple[str, ...]
    alias: str | None
    billing_name: str | None
    company: str | None
    street: str | None
    street2: str | None
    city: str | None
    state: State | str | None
    zip: str | None
    country: str | None
    provider: str | None
    provider_account: str | None
    billing_number: str | None
    usage_type: str | None
    desired_completion_date: str | None
    enable_cnam_lookups: bool | None
    cost: Decimal | None
    loa_email: str | None
    loa_cc: str | None
    primary_route_id: str | None
    failover_route_id: str | None
    e911_id: str | None
    cnam_id: str | None
    number_alias: str | None
    status_url: str | None
    raw: models.PortOrder
    @classmethod
    def from_resource(cls, resource: models.PortOrder) -> PortOrderRecord: ...
    @classmethod
    def from_document(cls, document: models.PortOrderDocument) -> PortOrderRecord: ...
    @property
    def is_final(self) -> bool: ...


class PortOrderStatus(Value):
    def __init__(self, id, status, status_updated_at, raw=Ellipsis): ...
    def to_dict(self) -> dict[str, JSON]: ...
    id: str
    status: PortStatus | str | None
    status_updated_at: datetime | None
    raw: models.PortOrderState
    @classmethod
    def from_document(cls, document: models.PortOrderStatusDocument) -> PortOrderStatus: ...
    @property
    def is_final(self) -> bool: ...

PortStatus = Literal['pending', 'processing', 'submitted', 'accepted', 'rejected', 'review', 'completed', 'cancelled', 'canceled', 'abandoned', 'hard_canceled']

class Portability(Value):
    def __init__(self, number, portable, hypernetwork_enabled, raw=Ellipsis): ...
    def to_dict(self) -> dict[str, JSON]: ...
    number: str
    portable: bool | None
    hypernetwork_enabled: bool
    raw: models.PortabilityDocument
    @classmethod
    def of(cls, asked: Iterable[str], document: models.PortabilityDocument) -> list[Portability]: ...


class PriceDetails(Value):
    def __init__(self, base_rate, surcharge_rate, segment_count, charged_cost): ...
    def to_dict(self) -> dict[str, JSON]: ...
    base_rate: Decimal | None
    surcharge_rate: Decimal | None
    segment_count: int | None
    charged_cost: Decimal | None
    @classmethod
    def from_details(cls, details: models.PriceDetails) -> PriceDetails: ...

Product = Literal['sms', 'mms', 'dlr']

class ProvisioningTask(Value):
    def __init__(self, id, status, successful, processing, failed, message, raw=Ellipsis): ...
    def to_dict(self) -> dict[str, JSON]: ...
    id: str
    status: str | None
    successful: tuple[str, ...]
    processing: tuple[str, ...]
    failed: tuple[str, ...]
    message: str | None
    raw: models.ProvisioningTask
    @property
    def is_final(self) -> bool | None: ...
    @classmethod
    def from_document(cls, document: models.ProvisioningTaskDocument) -> ProvisioningTask: ...


class ReceiverCounts(Value):
    def __init__(self, *, waiting, being_handled, handled, set_aside): ...
    def to_dict(self) -> dict[str, JSON]: ...
    waiting: int
    being_handled: int
    handled: int
    set_aside: int


class Resolution(Value):
    def __init__(self, verdict, id=None, why='', seen=Ellipsis, document=None): ...
    def to_dict(self) -> dict[str, JSON]: ...
    verdict: Verdict
    id: str | None
    why: str
    seen: tuple[str, ...]
    document: Any

RouteKind = Literal['host', 'number', 'uri', 'sip-reg']

class Segments(Value):
    def __init__(self, text, billed, encoding): ...
    def to_dict(self) -> dict[str, JSON]: ...
    text: str
    billed: int
    encoding: Literal[0, 8]
    @property
    def gsm_alphabet(self) -> Literal['GSM-7', 'UCS-2']: ...
    @property
    def gsm_segments(self) -> int: ...
    @property
    def non_ascii(self) -> tuple[NonAscii, ...]: ...
    @property
    def suggestion(self) -> Suggestion | None: ...


class SendOptions(Options):
    timeout: float | None
    max_retries: int
    deadline: float | None
    resolve: bool
    reference: str
    not_after: float


class SetAsideEvent(Value):
    def __init__(self, *, id, event, received, tries, error): ...
    def to_dict(self) -> dict[str, JSON]: ...
    id: int
    event: Event
    received: datetime
    tries: int
    error: str

State = Literal['AB', 'AK', 'AL', 'AR', 'AS', 'AZ', 'BC', 'CA', 'CO', 'CT', 'DC', 'DE', 'FL', 'FM', 'GA', 'GU', 'HI', 'IA', 'ID', 'IL', 'IN', 'KS', 'KY', 'LA', 'MA', 'MB', 'MD', 'ME', 'MH', 'MI', 'MN', 'MO', 'MP', 'MS', 'MT', 'NB', 'NC', 'ND', 'NE', 'NH', 'NJ', 'NL', 'NM', 'NS', 'NT', 'NU', 'NV', 'NY', 'OH', 'OK', 'ON', 'OR', 'PA', 'PE', 'PR', 'PW', 'QC', 'RI', 'SC', 'SD', 'SK', 'TN', 'TX', 'UT', 'VA', 'VI', 'VT', 'WA', 'WI', 'WV', 'WY', 'YT', 'ab', 'ak', 'al', 'ar', 'as', 'az', 'bc', 'ca', 'co', 'ct', 'dc', 'de', 'fl', 'fm', 'ga', 'gu', 'hi', 'ia', 'id', 'il', 'in', 'ks', 'ky', 'la', 'ma', 'mb', 'md', 'me', 'mh', 'mi', 'mn', 'mo', 'mp', 'ms', 'mt', 'nb', 'nc', 'nd', 'ne', 'nh', 'nj', 'nl', 'nm', 'ns', 'nt', 'nu', 'nv', 'ny', 'oh', 'ok', 'on', 'or', 'pa', 'pe', 'pr', 'pw', 'qc', 'ri', 'sc', 'sd', 'sk', 'tn', 'tx', 'ut', 'va', 'vi', 'vt', 'wa', 'wi', 'wv', 'wy', 'yt']

class Suggestion(Value):
    def __init__(self, *, text, changes, stays): ...
    def to_dict(self) -> dict[str, JSON]: ...
    text: str
    changes: tuple[NonAscii, ...]
    stays: tuple[NonAscii, ...]
    @property
    def segments(self) -> Segments: ...


class Tier(Value):
    def __init__(self, id, raw=Ellipsis): ...
    def to_dict(self) -> dict[str, JSON]: ...
    id: str
    raw: models.Tier
    @classmethod
    def from_resource(cls, resource: models.Tier) -> Tier: ...

Until = Literal['sent', 'delivered', 'final']

class WebhookResponse:
    def __init__(self, status, headers, body): ...
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
