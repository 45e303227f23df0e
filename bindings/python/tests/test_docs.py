"""The examples of the documentation: docstrings and README run as they stand."""

import doctest
import re
import socket
from pathlib import Path

import pytest

import live_record_notify
import live_record_notify.pydantic

README = Path(__file__).parents[1] / "README.md"


def test_docstrings() -> None:
    finder, runner = doctest.DocTestFinder(), doctest.DocTestRunner()
    values = [getattr(live_record_notify, name) for name in live_record_notify.__all__]
    for value in [live_record_notify.pydantic, *values]:
        for example in finder.find(value, value.__name__, module=False, globs={}):
            runner.run(example)
    results = runner.summarize()
    assert results.attempted > 5
    assert results.failed == 0


def test_the_readme(monkeypatch: pytest.MonkeyPatch) -> None:
    dialled = []

    def answer(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    monkeypatch.setattr(socket, "create_connection", lambda pair, timeout: dialled.append(pair))
    examples = re.findall(r"^( *)```python\n(.*?)^ *```", README.read_text(), re.DOTALL | re.MULTILINE)
    assert len(examples) == 2
    for indent, code in examples:
        exec(re.sub(f"^{indent}", "", code, flags=re.MULTILINE), {})
    assert dialled == [("93.184.216.34", 443)]
