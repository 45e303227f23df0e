"""The audit, in each engine, on a small table: the same verdicts as `parse` gives, counted."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from live_record_notify import NotifyUrl, Policy, Refused

AUDIT = Path(__file__).parents[1] / "examples/audit"
ROWS = 3000


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("audit") / "urls.parquet"
    generate(path)
    return path


def generate(path: Path, *options: str) -> None:
    subprocess.run([sys.executable, AUDIT / "generate.py", str(ROWS), path, *options], check=True)


def run(engine: str, *arguments: str) -> str:
    script = str(AUDIT / f"{engine}_audit.py")
    start = ["spark-submit", "--master", "local[2]"] if engine == "spark" else [sys.executable]
    environment = os.environ | {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    command = [*start, script, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_generator_is_repeatable(table: Path, tmp_path: Path) -> None:
    generate(tmp_path / "same")
    generate(tmp_path / "other", "--seed", "2")
    assert pq.read_table(tmp_path / "same").equals(pq.read_table(table))
    assert not pq.read_table(tmp_path / "other").equals(pq.read_table(table))


@pytest.mark.parametrize("engine", ["datafusion", pytest.param("spark", marks=pytest.mark.spark)])
def test_every_row_has_its_verdict(engine: str, table: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('allow_network = ["10.0.0.0/8"]\n')
    output = tmp_path / "judged"
    summary = run(engine, str(table), str(output), "--policy", str(policy), "--text")
    judged = {row.pop("id"): row for row in pq.read_table(output).to_pylist()}
    rules, counts = Policy.from_toml(policy), Counter[str | None]()
    for row in pq.read_table(table).to_pylist():
        expected = dict.fromkeys(["verdict", "code", "reason", "text"])
        if row["url"] is not None:
            try:
                expected |= {"verdict": "Accepted", "text": str(NotifyUrl.parse(row["url"], rules))}
            except Refused as error:
                expected |= {"verdict": error.verdict, "code": error.code, "reason": error.reason}
        assert judged.pop(row["id"]) == expected
        counts[expected["reason"]] += 1
    assert not judged
    assert len(counts) > 10
    cells = [[cell.strip() for cell in line.split("|")] for line in summary.splitlines()]
    for reason, count in counts.items():
        if reason is not None:
            assert any(reason in line and str(count) in line for line in cells), reason


def test_the_plain_function_runs_as_well(table: Path, tmp_path: Path) -> None:
    output = tmp_path / "judged"
    assert "private-address" in run("datafusion", str(table), str(output), "--plain")
    assert pq.read_table(output).num_rows == ROWS
