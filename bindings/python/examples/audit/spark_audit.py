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


def audit(spark: SparkSession, options: argparse.Namespace) -> DataFrame:
    """Writes the table with the verdicts in place of the URLs, and gives its summary."""
    policy = Policy.from_toml(options.policy) if options.policy else Policy()
    table = spark.read.parquet(options.input)
    if options.plain:
        reason = udf(plain, "string")(table[options.column])
        judged = table.withColumn("reason", reason).drop(options.column)
    else:
        names = [*LABELS, "text"] if options.text else LABELS
        kept = [f"`{name}` {kind}" for name, kind in table.dtypes if name != options.column]
        schema = ", ".join(kept + [f"{name} string" for name in names])
        judged = table.mapInArrow(judge(options.column, policy, names), schema)
    judged.write.parquet(options.output)
    written = spark.read.parquet(options.output)
    keys = [name for name in LABELS if name in written.columns]
    return written.groupBy(*keys).count().orderBy("count", ascending=False)


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    assert __doc__
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("input")
    parser.add_argument("output", help="a folder, which must not exist yet")
    parser.add_argument("--column", default="url", help="the column with the URLs")
    parser.add_argument("--policy", help="a policy in a TOML file")
    parser.add_argument("--text", action="store_true", help="write the canonical texts as well")
    parser.add_argument("--plain", action="store_true", help="judge by plain.py, to compare")
    return parser.parse_args(arguments)


def main() -> None:
    wanted = options()
    spark = SparkSession.builder.appName("audit").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    audit(spark, wanted).show(1000, truncate=False)
    spark.stop()


if __name__ == "__main__":
    main()
