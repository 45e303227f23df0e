"""The vectors that all bindings share: every row, by `parse` and by the column function."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from answer import answer
from live_record_notify import judge_column

VECTORS = Path(__file__).parents[3] / "tests/data/verdicts.jsonl"
ANSWER = ["verdict", "code", "reason", "span", "text"]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    head, *rows = map(json.loads, VECTORS.read_bytes().splitlines())
    assert head["format"] == 1
    assert head["rows"] == len(rows)
    return rows


def test_every_row(rows: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]) -> None:
    wrong = [row for row in rows if answer(row) != {key: row[key] for key in ANSWER}]
    with capsys.disabled():
        print(f"\n{len(rows) - len(wrong)} of {len(rows)} vectors pass")
    assert not wrong


@pytest.mark.parametrize("parameter", ["NotifyUrl", "OnDemandUrl", "DomainName"])
def test_every_row_in_a_column(rows: list[dict[str, Any]], parameter: Any) -> None:
    rows = [
        row
        for row in rows
        if row["parameter"] == parameter
        and (row["policy"], row["base"], row["addresses"]) == (None, None, None)
    ]
    assert len(rows) > 10
    judged = pa.array(judge_column(pa.array([row["input"] for row in rows]), parameter=parameter))
    keys = ["verdict", "code", "reason", "text"]
    assert judged.to_pylist() == [{key: row[key] for key in keys} for row in rows]
