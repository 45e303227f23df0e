"""The extras, with the real libraries."""

import json
import pickle
from typing import Annotated, Any

import django
import pytest
from django.conf import settings
from pydantic import BaseModel, TypeAdapter, ValidationError

import live_record_notify
from live_record_notify import Policy, Refused
from live_record_notify.pydantic import DomainName, NotifyUrl, OnDemandUrl, Parsed

settings.configure(USE_TZ=True, INSTALLED_APPS=[], DATABASES={})
django.setup()

from django.core.exceptions import ValidationError as DjangoError  # noqa: E402
from django.db.migrations.writer import MigrationWriter  # noqa: E402
from django.forms import CharField, Form  # noqa: E402
from rest_framework import serializers  # noqa: E402

from live_record_notify.django import NotifyUrlValidator  # noqa: E402

SECRET = "s3cr3t"


class Config(BaseModel, hide_input_in_errors=True):
    domain: DomainName
    url: NotifyUrl
    ask: OnDemandUrl | None = None
    strict: Annotated[live_record_notify.NotifyUrl, Parsed(Policy(require_https=True))] | None = None


def test_a_model_reads_and_writes_canonical_text() -> None:
    given = {"domain": "Live.example.com", "url": "HTTP://Example.com", "ask": "http://example.com/"}
    config = Config.model_validate(given)
    assert config.url.host == "example.com"
    assert isinstance(config.ask, live_record_notify.OnDemandUrl)
    written = config.model_dump_json(exclude_none=True)
    assert json.loads(written) == {
        "domain": "live.example.com",
        "url": "http://example.com/",
        "ask": "http://example.com/",
    }
    assert Config.model_validate_json(written) == config
    assert Config.model_validate(config.model_dump()) == config
    assert pickle.loads(pickle.dumps(config)) == config
    assert Config.model_json_schema()["properties"]["url"]["type"] == "string"


def test_a_model_refuses_with_code_and_message() -> None:
    given = {"domain": "live.example.com", "url": f"http://10.0.0.1/?{SECRET}"}
    with pytest.raises(ValidationError) as caught:
        Config.model_validate(given)
    [error] = caught.value.errors(include_input=False)
    assert error["type"] == "InvalidNotifyUrl.Unsafe"
    assert error["msg"] == "Specified NotifyUrl is not safe."
    assert error["ctx"]["parameter"] == "NotifyUrl" and error["ctx"]["span"] == (7, 15)
    assert SECRET not in f"{caught.value}{error}"
    # Where the URL leads is for the log, not for whoever typed it.
    assert "10.0.0.1" not in str(caught.value)


def test_a_field_has_its_own_policy() -> None:
    given: dict[str, Any] = {"domain": "live.example.com", "url": "http://example.com/"}
    with pytest.raises(ValidationError) as caught:
        Config.model_validate(given | {"strict": "http://example.com/"})
    assert caught.value.errors()[0]["type"] == "InvalidNotifyUrl.Unsafe"
    assert Config.model_validate(given | {"strict": "https://example.com/"}).strict is not None
    # What a laxer policy let through is judged again.
    lax = live_record_notify.NotifyUrl.parse("http://10.0.0.1/", Policy(allow_private_networks=True))
    with pytest.raises(ValidationError):
        Config.model_validate(given | {"url": lax})


@pytest.mark.parametrize("value", [None, 1, b"http://example.com/", ["http://example.com/"], "\ud800"])
def test_other_values_are_errors_of_the_model(value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(NotifyUrl).validate_python(value)


def test_only_our_types_are_parsed() -> None:
    with pytest.raises(TypeError):
        TypeAdapter(Annotated[int, Parsed()])


def test_a_validator_of_django() -> None:
    class Webhook(Form):  # type: ignore[misc, unused-ignore]
        url = CharField(validators=[NotifyUrlValidator()])

    assert Webhook({"url": "http://example.com/"}).is_valid()
    form = Webhook({"url": f"http://10.0.0.1/{SECRET}"})
    assert not form.is_valid()
    [error] = form.errors.as_data()["url"]
    assert error.code == "InvalidNotifyUrl.Unsafe"
    assert error.messages == ["Specified NotifyUrl is not safe."]
    cause = error.__cause__
    assert isinstance(cause, Refused) and cause.reason == "private-use"


def test_a_validator_of_the_rest_framework() -> None:
    class Webhook(serializers.Serializer):  # type: ignore[misc, type-arg, unused-ignore]
        url = serializers.CharField(validators=[NotifyUrlValidator(require_https=True)])

    assert Webhook(data={"url": "https://example.com/"}).is_valid()
    serializer = Webhook(data={"url": "http://example.com/"})
    assert not serializer.is_valid()
    [error] = serializer.errors["url"]
    assert error.code == "InvalidNotifyUrl.Unsafe" and str(error) == "Specified NotifyUrl is not safe."


def test_a_validator_stands_in_migrations() -> None:
    validator = NotifyUrlValidator(allow_host=["hooks.corp"])
    text, imports = MigrationWriter.serialize(validator)
    names: dict[str, Any] = {}
    exec("\n".join(imports), names)
    assert eval(text, names) == validator != NotifyUrlValidator()
    with pytest.raises(DjangoError):
        validator("http://hooks.example/#x")
    validator("http://hooks.corp/")
