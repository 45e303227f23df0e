"""Judges a column of URLs in Spark: a Parquet table in, a Parquet table out, and a summary by reason.

    spark-submit --master 'local[2]' spark_audit.py INPUT OUTPUT

The same script runs on a cluster, where the package is installed beside each worker's Python.
"""

import argparse
from collections.abc import Callable, Iterator

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import udf

from live_record_notify import Policy, judge_column
from plain import plain

LABELS = ["verdict", "code", "reason"]


def judge(
    url: str, policy: Policy, names: list[str]
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Replaces the column ``url`` by the columns of the verdict, batch by batch."""

    def judged(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            verdicts = pa.array(judge_column(batch.column(url), policy))
            # Spark reads neither dictionaries nor large strings.
            columns = {name: verdicts.field(name).cast(pa.string()) for name in names}
            kept = {name: batch.column(name) for name in batch.schema.names if name != url}
            yield pa.RecordBatch.from_pydict(kept | columns)

    return judged


def audit(table: DataFrame, url: str, policy: Policy, names: list[str]) -> DataFrame:
    """The table with the verdicts in place of the URLs."""
    kept = [f"`{name}` {kind}" for name, kind in table.dtypes if name != url]
    schema = ", ".join(kept + [f"{name} string" for name in names])
    return table.mapInArrow(judge(url, policy, names), schema)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("input")
    parser.add_argument("output", help="a folder, which must not exist yet")
    parser.add_argument("--column", default="url", help="the column with the URLs")
    parser.add_argument("--policy", help="a policy in a TOML file")
    parser.add_argument("--text", action="store_true", help="write the canonical texts as well")
    parser.add_argument("--plain", action="store_true", help="judge by plain.py, to compare")
    arguments = parser.parse_args()
    policy = Policy.from_toml(arguments.policy) if arguments.policy else Policy()

    spark = SparkSession.builder.appName("audit").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    table = spark.read.parquet(arguments.input)
    if arguments.plain:
        reason = udf(plain, "string")(table[arguments.column])
        judged = table.withColumn("reason", reason).drop(arguments.column)
    else:
        names = [*LABELS, "text"] if arguments.text else LABELS
        judged = audit(table, arguments.column, policy, names)
    judged.write.parquet(arguments.output)
    written = spark.read.parquet(arguments.output)
    keys = [name for name in LABELS if name in written.columns]
    summary = written.groupBy(*keys).count().orderBy("count", ascending=False)
    summary.show(1000, truncate=False)
    spark.stop()


if __name__ == "__main__":
    main()
