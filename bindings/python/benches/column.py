"""Measures the column function and ``parse`` on one core, beside what Python has.

    python benches/column.py

Rows a second are of the processor's time, since a machine may have other work; rounds alternate, and
the best one of each counts.
"""

import contextlib
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlparse, urlsplit

import pyarrow as pa

from live_record_notify import NotifyUrl, Refused, judge_column

sys.path.insert(0, str(Path(__file__).parents[1] / "examples/audit"))
from generate import urls
from plain import plain

ROWS = 1_000_000
ROUNDS = 7


def best(tasks: dict[str, tuple[int, Callable[[], object]]]) -> dict[str, float]:
    """The least time of each task, in nanoseconds a call."""
    least: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, (calls, task) in tasks.items():
            start = time.process_time()
            task()
            spent = (time.process_time() - start) / calls * 1e9
            least[name] = min(spent, least.get(name, spent))
    return least


def parsed(text: str) -> None:
    with contextlib.suppress(Refused):
        NotifyUrl.parse(text)


def each(call: Callable[[str], object], texts: list[str]) -> Callable[[], None]:
    def task() -> None:
        for text in texts:
            call(text)

    return task


def main() -> None:
    rows = list(urls(ROWS, "1-0"))
    column = pa.array(rows)
    few = rows[: ROWS // 20]
    # `urlparse` keeps its last answers: each text is given once.
    texts = [f"https://hooks.example.com/v1/callback/{n}?tenant=7" for n in range(50_000)]
    refused = [f"http://10.0.0.7/v1/callback/{n}?tenant=7" for n in range(50_000)]
    tasks: dict[str, tuple[int, Callable[[], object]]] = {
        "mix: judge_column": (ROWS, lambda: judge_column(column)),
        "mix: plain.py": (len(few), lambda: [plain(text) for text in few]),
        "accepted: NotifyUrl.parse": (len(texts), each(NotifyUrl.parse, texts)),
        "accepted: urlparse": (len(texts), each(urlparse, texts)),
        "accepted: urlsplit": (len(texts), each(urlsplit, texts)),
        "refused: NotifyUrl.parse": (len(refused), each(parsed, refused)),
        "refused: urlparse": (len(refused), each(urlparse, refused)),
    }
    print(f"{datetime.now(UTC):%Y-%m-%d}, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
    for name, nanoseconds in best(tasks).items():
        print(f"{name:28} {nanoseconds:8.0f} ns {1e9 / nanoseconds:12,.0f}/s")


if __name__ == "__main__":
    main()
