class HTTPRequest:
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    timeout: float | None

Outcome: TypeAlias

class Responder(Protocol):
    @property
    def clock(self) -> Clock | None: ...
    def respond(self, request: HTTPRequest) -> Outcome: ...
