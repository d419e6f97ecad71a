Outcome: TypeAlias

class Found(NamedTuple):
    rows: list[InventoryNumber]
    more: bool


class InventoryNumber:
    value: str
    rate_center: str | None
    state: str | None
    number_type: str
    iso_country: str
    monthly_cost: float
    setup_cost: float
    inbound_rate: float
    rate_type: str
    tier: str
    emergency: bool

Application: TypeAlias

class ScheduledWebhook(NamedTuple):
    message_id: str
    kind: str
    level: Level | None
    due: datetime
    url: str | None
    version: Version
    document: Document

Document: TypeAlias
Version: TypeAlias
Level = Literal[1, 2]

class Reply(int):
    headers: Mapping[str, str]
    body: bytes
