class DeliveryReceipt(Value):
    def __init__(self, message_id, level, status, code, description, timestamp, body, from_, to, raw=Ellipsis): ...
    def to_dict(self) -> dict[str, JSON]: ...
    message_id: str
    level: int | None
    status: MessageStatus | str | None
    code: int | str | None
    description: str | None
    timestamp: datetime | None
    body: str | None
    from_: str | None
    to: str | None
    raw: dict[str, Any]
    @property
    def kind(self) -> Literal['receipt']: ...
    @property
    def key(self) -> str: ...
    @property
    def state(self) -> MessageState | None: ...
    @property
    def is_final(self) -> bool: ...

Event: TypeAlias
FLOWROUTE_ADDRESSES: Final

class InboundMessage(Value):
    def __init__(self, id, from_, to, body, media, is_mms, timestamp, message_type, encoding, cost, price, from_kind, to_kind, raw=Ellipsis): ...
    def to_dict(self) -> dict[str, JSON]: ...
    id: str
    from_: str
    to: str
    body: str | None
    media: tuple[Media, ...]
    is_mms: bool
    timestamp: datetime | None
    message_type: MessageType | str | None
    encoding: int | None
    cost: Decimal | None
    price: PriceDetails | None
    from_kind: NumberKind
    to_kind: NumberKind
    raw: dict[str, Any]
    @property
    def kind(self) -> Literal['message']: ...
    @property
    def key(self) -> str: ...
    @property
    def keyword(self) -> Keyword | None: ...

InvalidWebhook = InvalidWebhook
Keyword: TypeAlias
MessageState: TypeAlias
NumberKind: TypeAlias

class OptOuts:
    def __init__(self, store: str | PathLike[str] | Writer, *, clock: Clock | None = None) -> None: ...
    def add(self, to: NumberLike, *, from_: NumberLike | None = None) -> None: ...
    def remove(self, to: NumberLike, *, from_: NumberLike | None = None) -> bool: ...
    def contains(self, to: NumberLike, from_: NumberLike) -> bool: ...
    def list(self) -> tuple[OptOut, ...]: ...
    def close(self) -> None: ...


class StatusChange(Value):
    def __init__(self, resource_type, resource_id, status, message, timestamp, event_id, raw=Ellipsis): ...
    def to_dict(self) -> dict[str, JSON]: ...
    resource_type: str
    resource_id: str
    status: str | None
    message: str | None
    timestamp: datetime | None
    event_id: str | None
    raw: dict[str, Any]
    @property
    def kind(self) -> Literal['status_change']: ...
    @property
    def key(self) -> str: ...


class UnknownEvent(Value):
    def __init__(self, type, key, raw=Ellipsis): ...
    def to_dict(self) -> dict[str, JSON]: ...
    type: str | None
    key: str
    raw: dict[str, Any]
    @property
    def kind(self) -> Literal['unknown']: ...

def parse(body: bytes | bytearray | memoryview | str | Mapping[str, object]) -> Event: ...
