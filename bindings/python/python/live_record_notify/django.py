"""A validator for Django's fields and for the serializers of the REST framework:
``pip install live-record-notify[django]``.

    class Webhook(models.Model):
        url = models.CharField(max_length=2048, validators=[NotifyUrlValidator(require_https=True)])

It judges the text and changes nothing. To store the canonical text, assign ``str(NotifyUrl.parse(text))``.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible

from . import NotifyUrl, Policy, Refused

__all__ = ["NotifyUrlValidator"]


@deconstructible
class NotifyUrlValidator:
    """Refuses what ``NotifyUrl.parse`` refuses, with the error's message and code.

    The keyword arguments are those of ``Policy``. The reason is for your log: it is the cause of the
    ``ValidationError``.
    """

    def __init__(self, **policy: Any) -> None:
        self.keys = policy
        self.policy = Policy(**policy)

    def __call__(self, text: str) -> None:
        try:
            NotifyUrl.parse(text, self.policy)
        except Refused as error:
            raise ValidationError(error.message, code=error.code) from error

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NotifyUrlValidator) and self.policy == other.policy

    __hash__ = None  # type: ignore[assignment]
