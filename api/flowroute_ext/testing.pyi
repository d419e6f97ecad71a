class GivenResponse(NamedTuple):
    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes
    cut: bool

NoResponse: TypeAlias

class OutgoingRequest(NamedTuple):
    method: str
    url: str
    headers: dict[str, str]
    body: bytes
    timeout: float | None

def clock_override(find: Callable[[], Clock | None]) -> Generator[None, None, None]: ...
def http_library() -> ModuleType: ...
def intercepted(respond: _Respond) -> Generator[None, None, None]: ...
def mask_text(text: str) -> str: ...
def reason_phrase(status: int) -> str: ...
def without_callback_reference(url: str) -> str: ...
