"""Judges a column of URLs in DataFusion: a Parquet table in, a Parquet table out, and a summary by reason.

python datafusion_audit.py INPUT OUTPUT
"""

import argparse
import os

import pyarrow as pa
from datafusion import DataFrame, SessionConfig, SessionContext, col, udf
from datafusion import functions as f

from live_record_notify import Policy, judge_column
from plain import plain

LABELS = ["verdict", "code", "reason"]
LABEL = pa.dictionary(pa.int8(), pa.string())
VERDICT = pa.struct([*((name, LABEL) for name in LABELS), ("text", pa.large_string())])


def audit(context: SessionContext, options: argparse.Namespace) -> DataFrame:
    """Writes the table with the verdicts in place of the URLs, and gives its summary."""
    policy = Policy.from_toml(options.policy) if options.policy else Policy()
    table = context.read_parquet(options.input)
    kept = [col(name) for name in table.schema().names if name != options.column]
    if options.plain:
        judge = udf(
            lambda urls: pa.array(map(plain, urls.to_pylist()), pa.string()),
            [pa.string_view()],
            pa.string(),
            "immutable",
            "plain",
        )
        judged = table.select(*kept, judge(col(options.column)).alias("reason"))
    else:
        judge = udf(
            lambda urls: pa.array(judge_column(urls, policy)),
            [pa.string_view()],
            VERDICT,
            "immutable",
            "judge",
        )
        judged = table.select(*kept, judge(col(options.column)).alias("verdict"))
        wanted = [*LABELS, "text"] if options.text else LABELS
        columns = [col("verdict")[name].alias(name) for name in wanted]
        names = [name for name in judged.schema().names if name != "verdict"]
        judged = judged.select(*map(col, names), *columns)
    os.mkdir(options.output)
    judged.write_parquet(options.output)
    written = context.read_parquet(options.output)
    keys = [col(name) for name in LABELS if name in written.schema().names]
    count = f.count(col(written.schema().names[0])).alias("count")
    return written.aggregate(keys, [count]).sort(col("count").sort(ascending=False))


def session(threads: int) -> SessionContext:
    return SessionContext(SessionConfig().with_target_partitions(threads))


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    assert __doc__
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("input")
    parser.add_argument("output", help="a folder, which must not exist yet")
    parser.add_argument("--column", default="url", help="the column with the URLs")
    parser.add_argument("--policy", help="a policy in a TOML file")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--text", action="store_true", help="write the canonical texts as well")
    parser.add_argument("--plain", action="store_true", help="judge by plain.py, to compare")
    return parser.parse_args(arguments)


def main() -> None:
    wanted = options()
    audit(session(wanted.threads), wanted).show(1000)


if __name__ == "__main__":
    main()
