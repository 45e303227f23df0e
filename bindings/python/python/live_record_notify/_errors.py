"""The exceptions. The native half makes them, from what the crate says of an error."""


class Refusal(ValueError):
    """Why a host, an address or an endpoint is refused; `Refused` for a parameter.

    `str()` is one line for the operator's log. It may name an internal address, so that none of it
    should reach whoever gave the text.
    """

    verdict: str
    """`Malformed`, `Unsafe` or `Operational`."""
    reason: str
    """The identifier of the reason, for logs and alerts: `loopback`."""
    text: str
    """The reason in words."""
    basis: str
    """Who says so: `vendor-page`, `standard`, `registry`, `ours` or `caller`."""
    source: str
    """The document that says so."""
    help: str
    """What to write instead."""

    def __init__(self, line: str, /, **fields: object) -> None:
        super().__init__(line)
        # Pickling and copying set the fields again by themselves.
        self.__dict__.update(fields)


class Refused(Refusal):
    """Why a text is refused as the value of a parameter.

    `str()` never repeats the text. Reply with `code` and `message` alone; keep the rest for the log.
    """

    code: str
    """The error code of the operation: `InvalidNotifyUrl.Unsafe`."""
    message: str
    """The message that goes with the code."""
    parameter: str
    """`NotifyUrl`, `OnDemandUrl` or `DomainName`."""
    span: tuple[int, int] | None
    """Where in the text as given, in characters, as `text[start:end]`. None where no part of the text
    is to blame."""


class PolicyError(ValueError):
    """What is wrong with a policy. `str()` is one line that names all of it."""

    list: str
    """The key of the list or of the switch; `allow.hosts` for the hosts of a rule."""
    entry: object
    """The entry as given. None where it may hold secrets, or where there is none."""
    problem: str
    """What is wrong, and what to write instead."""

    def __init__(self, line: str, /, **fields: object) -> None:
        super().__init__(line)
        self.__dict__.update(fields)
