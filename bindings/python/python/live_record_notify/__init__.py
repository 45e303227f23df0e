"""May a callback URL that a stranger typed be called from inside a trusted network?

`NotifyUrl.parse` reads a URL, or raises `Refused`. Before each request, give the resolver's answer to
`destination`, and connect to the addresses that come back and to no others. `judge_column` judges a
whole Arrow column.
"""

from typing import NamedTuple

from ._errors import PolicyError, Refusal, Refused
from ._native import (
    Column,
    Destination,
    DomainName,
    NotifyUrl,
    OnDemandUrl,
    Policy,
    catalogue_rows,
    judge_column,
)

__all__ = [
    "CatalogueRow",
    "Column",
    "Destination",
    "DomainName",
    "NotifyUrl",
    "OnDemandUrl",
    "Policy",
    "PolicyError",
    "Refusal",
    "Refused",
    "catalogue",
    "judge_column",
]


class CatalogueRow(NamedTuple):
    """What there is to know of one reason."""

    id: str
    meaning: str
    verdict: str
    basis: str
    source: str
    source_url: str | None
    example: str
    """An expression in Rust that is refused for the reason."""
    help: str


def catalogue() -> list[CatalogueRow]:
    """Every reason for which a text can be refused, for documentation and dashboards.

    A later release may add rows: treat an identifier that is not here as a refusal.
    """
    return [CatalogueRow(*row) for row in catalogue_rows()]
