"""Fields of pydantic models: ``pip install live-record-notify[pydantic]``.

>>> from pydantic import BaseModel
>>> from live_record_notify.pydantic import NotifyUrl
>>> class Webhook(BaseModel, hide_input_in_errors=True):
...     url: NotifyUrl
>>> Webhook(url="HTTP://Example.com").url.host
'example.com'

A policy of your own: ``Annotated[live_record_notify.NotifyUrl, Parsed(Policy(require_https=True))]``.

pydantic itself shows the input in its errors. URLs carry secrets: set ``hide_input_in_errors``, as above,
and leave ``input`` out of ``errors()`` by ``include_input=False``.
"""

from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from . import DomainName as _DomainName
from . import NotifyUrl as _NotifyUrl
from . import OnDemandUrl as _OnDemandUrl
from . import Policy, Refused

__all__ = ["DomainName", "NotifyUrl", "OnDemandUrl", "Parsed"]


class Parsed:
    """Reads a field by ``parse``, under a policy; dumps it as its canonical text.

    The type of the error is the error code, its message is the code's message, and its context is the
    parameter and the span. The reason is for your log: it is the error's cause, with ``from_exception``.
    """

    def __init__(self, policy: Policy | None = None) -> None:
        self.policy = policy

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        if source not in (_DomainName, _NotifyUrl, _OnDemandUrl):
            raise TypeError(f"expected NotifyUrl, OnDemandUrl or DomainName, not {source!r}")
        policy = () if self.policy is None else (self.policy,)

        def parse(text: str) -> Any:
            try:
                return source.parse(text, *policy)
            except Refused as error:
                context = {"parameter": error.parameter, "span": error.span}
                raise PydanticCustomError(
                    error.code, "{message}", {"message": error.message, **context}
                ) from error

        def text_of(value: Any) -> Any:
            # A value that was read is judged again: it may have been read by a laxer policy.
            return str(value) if isinstance(value, source) else value

        text = core_schema.no_info_before_validator_function(text_of, core_schema.str_schema(strict=True))
        return core_schema.no_info_after_validator_function(
            parse, text, serialization=core_schema.to_string_ser_schema()
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "minLength": 1}


NotifyUrl = Annotated[_NotifyUrl, Parsed()]
OnDemandUrl = Annotated[_OnDemandUrl, Parsed()]
DomainName = Annotated[_DomainName, Parsed()]
