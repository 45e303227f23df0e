"""The column function, with the arrays of every library that is here."""

import threading
import time
from typing import Any

import nanoarrow
import polars
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from live_record_notify import (
    DomainName,
    NotifyUrl,
    OnDemandUrl,
    Policy,
    Refused,
    catalogue,
    judge_column,
)

TEXTS = [
    "HTTP://Example.com:80",
    None,
    "http://10.0.0.1/",
    "http://example.com/#top",
    "",
    "http://bücher.example.com/é",
    "http://[::ffff:7f00:1]/",
]
LABEL = pa.dictionary(pa.int8(), pa.string())
TYPE = pa.struct([("verdict", LABEL), ("code", LABEL), ("reason", LABEL), ("text", pa.large_string())])


def one(text: str | None, parse: Any = NotifyUrl.parse, **policy: Any) -> dict[str, str | None] | None:
    """The row that a column must have for a text: what `parse` says of it."""
    if text is None:
        return None
    try:
        accepted = parse(text, **policy)
    except Refused as error:
        return {"verdict": error.verdict, "code": error.code, "reason": error.reason, "text": None}
    return {"verdict": "Accepted", "code": None, "reason": None, "text": str(accepted)}


def rows(column: Any, *arguments: Any, **keywords: Any) -> list[Any]:
    judged = pa.chunked_array(judge_column(column, *arguments, **keywords))
    judged.validate(full=True)
    assert judged.type == TYPE
    return list(judged.to_pylist())


EXPECTED = [one(text) for text in TEXTS]

LAYOUTS = [
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    pa.binary(),
    pa.large_binary(),
    pa.binary_view(),
    *(
        pa.dictionary(keys, values)
        for keys in [pa.int8(), pa.uint16(), pa.int64()]
        for values in [pa.string(), pa.large_string(), pa.binary()]
    ),
]


def in_layout(layout: pa.DataType) -> pa.Array:
    if pa.types.is_dictionary(layout):
        return pa.array(TEXTS, layout.value_type).dictionary_encode().cast(layout)
    return pa.array(TEXTS, pa.string()).cast(layout)


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_every_layout_has_the_verdicts_of_parse(layout: pa.DataType) -> None:
    column = in_layout(layout)
    assert rows(column) == EXPECTED
    assert rows(column.slice(2, 3)) == EXPECTED[2:5]
    assert rows(column.slice(3, 0)) == []
    assert rows(pa.chunked_array([column, column.slice(1, 2)])) == EXPECTED + EXPECTED[1:3]
    assert rows(pa.chunked_array([], layout)) == []


def test_a_column_is_one_array_or_several() -> None:
    column = pa.chunked_array([TEXTS, TEXTS[:2]])
    judged = judge_column(column)
    assert len(judged) == 9 and "9 verdicts" in repr(judged)
    assert pa.array(judged).to_pylist() == EXPECTED + EXPECTED[:2]
    assert pa.chunked_array(judged).num_chunks == 2
    assert pa.field(judged).type == TYPE
    # What is asked for twice is there twice.
    assert pa.array(judged).equals(pa.array(judged))


def test_a_dictionary_larger_than_its_column() -> None:
    dictionary = pa.array([f"http://10.0.0.{n}/" for n in range(200)])
    column = pa.DictionaryArray.from_arrays(pa.array([199, None, 3], pa.int16()), dictionary)
    assert [row and row["reason"] for row in rows(column)] == ["private-use", None, "private-use"]


def test_nulls_in_the_values_of_a_dictionary() -> None:
    column = pa.DictionaryArray.from_arrays(pa.array([0, 1, None, 1]), pa.array(["http://10.0.0.1/", None]))
    assert [row is None for row in rows(column)] == [False, True, True, True]


def test_a_column_of_nulls() -> None:
    assert rows(pa.nulls(3)) == [None] * 3
    assert rows(pa.nulls(3, pa.string())) == [None] * 3


def test_polars() -> None:
    series = polars.Series(TEXTS)
    assert rows(series) == EXPECTED
    assert rows(series.cast(polars.Categorical)) == EXPECTED
    judged = polars.Series(judge_column(series))
    assert judged.struct.field("reason").cast(polars.String).to_list() == [
        row and row["reason"] for row in EXPECTED
    ]
    assert rows(polars.concat([series, series], rechunk=False)) == EXPECTED * 2


def test_nanoarrow() -> None:
    column = nanoarrow.Array(TEXTS, nanoarrow.string())
    assert rows(column) == EXPECTED
    assert len(nanoarrow.Array(judge_column(column))) == len(TEXTS)


def test_every_parameter() -> None:
    for name, parse in [
        ("NotifyUrl", NotifyUrl.parse),
        ("OnDemandUrl", OnDemandUrl.parse),
        ("DomainName", DomainName.parse),
    ]:
        texts = [*TEXTS, "live.example.com"]
        assert rows(pa.array(texts), parameter=name) == [one(text, parse) for text in texts]
    with pytest.raises(ValueError, match="OnDemandUrl"):
        judge_column(pa.array(TEXTS), parameter="Url")  # type: ignore[arg-type]


def test_a_policy() -> None:
    policy = Policy(allow_private_networks=True, require_https=True)
    expected = [one(text, policy=policy) for text in TEXTS]
    assert rows(pa.array(TEXTS), policy) == expected != EXPECTED


def test_every_reason_has_its_label() -> None:
    judged = pa.array(judge_column(pa.array(["http://10.0.0.1/"])))
    labels = judged.field("reason").dictionary.to_pylist()
    assert labels == [row.id for row in catalogue()]
    # Keys have 8 bits.
    assert len(labels) <= 127


def test_bytes_that_are_no_text() -> None:
    column = pa.array([b"http://example.com/\xff", b"http://127.0.0.1\xff/", b"\0", b"http://8.8.8.8/"])
    assert [row["reason"] for row in rows(column)] == ["not-utf-8", "loopback", "character", None]
    # A library that breaks its promise of UTF-8 gets a verdict as well.
    broken = pa.StringArray.from_buffers(len(column), column.buffers()[1], column.buffers()[2])
    assert rows(broken) == rows(column)


def test_the_type_that_is_asked_for() -> None:
    # The interface makes it best effort: the answer has its own type all the same, and nothing raises.
    column = pa.array(["http://10.0.0.1/", "http://example.com/", None])
    asked: Any = pa.struct([("verdict", pa.string())])
    judged = judge_column(column)
    own = pa.array(judged)
    assert pa.Array._import_from_c_capsule(*judged.__arrow_c_array__(asked.__arrow_c_schema__())).equals(own)
    stream = judged.__arrow_c_stream__(asked.__arrow_c_schema__())
    assert pa.ChunkedArray._import_from_c_capsule(stream).chunk(0).equals(own)


def test_a_row_of_a_hundred_megabytes() -> None:
    column = pa.array(["http://example.com/" + "a" * 100_000_000, "http://example.com/"])
    assert [row["verdict"] for row in rows(column)] == ["Malformed", "Accepted"]


@pytest.mark.parametrize(
    "column",
    [
        pa.array([1]),
        pa.array([["http://example.com/"]]),
        pa.DictionaryArray.from_arrays(pa.array([0]), pa.array([1.5])),
        pa.record_batch({"url": TEXTS}),
        pa.table({"url": TEXTS}),
        TEXTS,
        "http://example.com/",
        None,
    ],
    ids=lambda column: type(column).__name__,
)
def test_what_is_no_column_of_texts(column: Any) -> None:
    with pytest.raises(TypeError):
        judge_column(column)


def test_a_capsule_that_was_used_already() -> None:
    class Twice:
        def __init__(self) -> None:
            self.capsules = pa.array(["x"]).__arrow_c_array__()

        def __arrow_c_array__(self, requested_schema: object = None) -> Any:
            return self.capsules

    class Wrong:
        def __arrow_c_array__(self, requested_schema: object = None) -> Any:
            return (1, 2)

    twice = Twice()
    assert len(judge_column(twice)) == 1
    column: Any
    for column in [twice, Wrong()]:
        # `pytest.raises(Exception)` lets a panic through, which is no `Exception`.
        with pytest.raises((TypeError, ValueError)):
            judge_column(column)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.none() | st.binary(max_size=40) | st.text(max_size=20).map(lambda t: ("http://" + t).encode())
    )
)
def test_no_row_raises(column: list[bytes | None]) -> None:
    judged = rows(pa.array(column, pa.binary()))
    assert [row is None for row in judged] == [value is None for value in column]
    for row, value in zip(judged, column, strict=True):
        if value is not None:
            assert (row["verdict"] == "Accepted") == (row["text"] is not None) == (row["code"] is None)
            try:
                assert row == one(value.decode())
            except UnicodeDecodeError:
                assert row["verdict"] != "Accepted"


def test_the_interpreter_is_not_held() -> None:
    column = pa.array(["http://example.com/a"] * 4_000_000)
    done = threading.Event()

    def work() -> None:
        judge_column(column)
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    turns = 0
    while not done.is_set():
        turns += 1
        time.sleep(0.001)
    thread.join()
    assert turns > 10
    assert pc.all(pc.equal(pa.array(judge_column(column)).field("text"), column)).as_py()
