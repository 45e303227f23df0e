"""Measures the audit beside a plain function in the same engine: rows a second, and peak memory.

    python measure.py [--rows ROWS ...] [--plain-rows ROWS] [--rounds N] [--engines ENGINE ...]

Each run is a process of its own, bound to its cores, and the runs alternate. The peak is that of the
memory of the process and all that it starts (`PSS`: what is shared is counted once). The time of a run
of a thousand rows, which is that of starting the engine, is taken off.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

HERE = Path(__file__).parent
# What Spark's own part of the work may use. It fills what it is given before it cleans up.
DRIVER_MEMORY = "1g"


def command(engine: str, table: Path, output: Path, cores: int, plain: bool) -> list[str]:
    if engine == "spark":
        start = ["spark-submit", "--master", f"local[{cores}]", "--driver-memory", DRIVER_MEMORY]
        arguments = [*start, str(HERE / "spark_audit.py"), str(table), str(output)]
    else:
        script = str(HERE / "datafusion_audit.py")
        arguments = [sys.executable, script, str(table), str(output), "--threads", str(cores)]
    return arguments + ["--plain"] * plain


def memory(process: psutil.Process) -> int:
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_full_info().pss
        except psutil.Error:
            continue
    return total


def run(engine: str, table: Path, cores: int, plain: bool) -> tuple[float, float, int]:
    """Seconds, seconds of the processors, and the peak of the memory in bytes."""
    output = Path(tempfile.mkdtemp(prefix="audit-")) / "judged"
    environment = os.environ | {
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYTHONPATH": str(HERE),
    }
    start, processors = time.perf_counter(), processor_seconds()
    with subprocess.Popen(
        command(engine, table, output, cores, plain),
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: os.sched_setaffinity(0, range(cores)),
    ) as child:
        process, peak = psutil.Process(child.pid), 0
        while child.poll() is None:
            peak = max(peak, memory(process))
            time.sleep(0.2)
        seconds = time.perf_counter() - start
        if child.returncode != 0:
            assert child.stderr is not None
            sys.exit(child.stderr.read().decode())
    shutil.rmtree(output.parent)
    return seconds, processor_seconds() - processors, peak


def processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def table_of(rows: int, folder: Path) -> Path:
    path = folder / f"urls-{rows}.parquet"
    if not path.exists():
        subprocess.run([sys.executable, HERE / "generate.py", str(rows), path], check=True)
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[2_500_000, 5_000_000, 10_000_000])
    parser.add_argument("--plain-rows", type=int, default=2_500_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--engines", nargs="+", default=["spark", "datafusion"])
    parser.add_argument("--cores", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    arguments = parser.parse_args()
    tasks = [(rows, False) for rows in arguments.rows] + [(arguments.plain_rows, True)]
    print("engine cores by rows seconds rows/s rows/cpu-s peak-MiB load", flush=True)
    for engine in arguments.engines:
        for cores in arguments.cores:
            for _ in range(arguments.rounds):
                empty = table_of(1000, arguments.folder)
                start, processors_at_start, _ = run(engine, empty, cores, False)
                for rows, plain in tasks:
                    table = table_of(rows, arguments.folder)
                    seconds, processors, peak = run(engine, table, cores, plain)
                    by, work = "plain" if plain else "column", seconds - start
                    processors -= processors_at_start
                    load = os.getloadavg()[0]
                    print(
                        engine,
                        cores,
                        by,
                        rows,
                        f"{work:.1f}",
                        f"{rows / work:.0f}",
                        f"{rows / processors:.0f}",
                        peak >> 20,
                        f"{load:.1f}",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
