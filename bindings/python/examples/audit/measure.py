"""Measures the audit beside a plain function in the same engine: rows a second, and peak memory.

    python measure.py [--engines ENGINE ...] [--cores N ...] [--rows ROWS ...]

Each line is a process of its own, bound to its cores, whose engine does the whole job once to warm up and
once more to be measured: read, judge, write, sum up. The start of the engine is a column of its own. The
peak is that of the memory of the process and all that it starts, over both jobs (`PSS`: what is shared is
counted once).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import psutil

HERE = Path(__file__).parent
# What Spark's own part of the work may use. It fills what it is given before it cleans up.
DRIVER_MEMORY = "1g"


def job(engine: str, cores: int, plain: bool, table: str) -> None:
    """In the process that is measured: the start, the warm-up and the measured job, as seconds and seconds
    of the processors."""
    marks = [mark()]
    if engine == "spark":
        from pyspark.sql import SparkSession

        import spark_audit

        builder = SparkSession.builder.master(f"local[{cores}]")
        spark = builder.config("spark.driver.memory", DRIVER_MEMORY).getOrCreate()
        spark.sparkContext.setLogLevel("ERROR")

        def run(arguments: list[str]) -> None:
            spark_audit.audit(spark, spark_audit.options(arguments)).collect()
    else:
        import datafusion_audit

        context = datafusion_audit.session(cores)

        def run(arguments: list[str]) -> None:
            datafusion_audit.audit(context, datafusion_audit.options(arguments)).collect()

    marks.append(mark())
    with tempfile.TemporaryDirectory(prefix="audit-") as folder:
        for name in ["warm-up", "measured"]:
            run([table, f"{folder}/{name}", *(["--plain"] if plain else [])])
            marks.append(mark())
    spent = [[b - a for a, b in zip(*pair, strict=True)] for pair in pairwise(marks)]
    print("spent", json.dumps(spent))


def mark() -> tuple[float, float]:
    """The clock, and the time of the processors that this process and all that it started have used."""
    used = 0.0
    for process in tree(psutil.Process()):
        times = process.cpu_times()
        used += times.user + times.system + times.children_user + times.children_system
    return time.perf_counter(), used


def tree(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def memory(process: psutil.Process) -> int:
    total = 0
    try:
        for one in tree(process):
            total += one.memory_full_info().pss
    except psutil.Error:
        pass  # It has ended.
    return total


def measure(engine: str, cores: int, plain: bool, table: Path) -> tuple[list[list[float]], int]:
    environment = os.environ | {
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYTHONPATH": str(HERE),
    }
    by = "plain" if plain else "column"
    with subprocess.Popen(
        [sys.executable, __file__, "--job", engine, str(cores), by, str(table)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, range(cores)),
    ) as child:
        process, peak = psutil.Process(child.pid), 0
        while child.poll() is None:
            peak = max(peak, memory(process))
            time.sleep(0.2)
        output, errors = child.communicate()
    if child.returncode != 0:
        sys.exit(errors)
    return json.loads(output.split("spent", 1)[1]), peak


def table_of(rows: int, folder: Path) -> Path:
    path = folder / f"urls-{rows}.parquet"
    if not path.exists():
        subprocess.run([sys.executable, HERE / "generate.py", str(rows), path], check=True)
    return path


def main() -> None:
    assert __doc__
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engines", nargs="+", default=["datafusion", "spark"])
    parser.add_argument("--cores", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rows", type=int, nargs="+", default=[2_000_000, 10_000_000])
    parser.add_argument("--by", nargs="+", default=["column", "plain"])
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--job", nargs=4, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.job:
        engine, cores, by, table = arguments.job
        job(engine, int(cores), by == "plain", table)
        return
    print(f"{datetime.now(UTC):%Y-%m-%d}, Python {sys.version.split()[0]}, {os.cpu_count()} processors")
    print("engine cores by rows start-s seconds rows/s rows/cpu-s peak-MiB load", flush=True)
    for engine in arguments.engines:
        for cores in arguments.cores:
            for rows in arguments.rows:
                table = table_of(rows, arguments.folder)
                for by in arguments.by:
                    spent, peak = measure(engine, cores, by == "plain", table)
                    [start, _], _, [seconds, processors] = spent
                    print(
                        engine,
                        cores,
                        by,
                        rows,
                        f"{start:.1f}",
                        f"{seconds:.2f}",
                        f"{rows / seconds:.0f}",
                        f"{rows / processors:.0f}",
                        peak >> 20,
                        f"{os.getloadavg()[0]:.1f}",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
