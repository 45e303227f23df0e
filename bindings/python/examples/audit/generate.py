"""Writes a table of callback URLs, made up: honest, hostile and broken ones, the same for the same seed.

python generate.py ROWS FILE [--seed SEED]
"""

import argparse
import random
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

# Of a thousand rows, how many are made by which of the templates. `{host}` is a name, `{n}` a number.
KINDS: list[tuple[int, list[str | None]]] = [
    # Canonical, as most programs write them.
    (
        880,
        [
            "https://hooks.{host}.com/v1/callback/{n}",
            "https://{host}.example.com/record/notify?tenant={n}&key=5f3759df",
            "https://api.{host}.io/webhooks/live/{n}/events",
            "http://{host}.com.cn/examplecallback.action?id={n}",
            "https://{host}.example.org:8443/hook/{n}",
            "https://live-{n}.{host}.net/ondemand",
        ],
    ),
    # Accepted, and written anew.
    (
        70,
        [
            "https://{host}{n}.example.com",
            "HTTPS://Hooks.{host}.com/{n}",
            "http://{host}.example.com:80/{n}",
            "https://{host}.example.com/a/../{n}",
            "https://{host}.example.com/?ids[]={n}",
            "https://bücher-{n}.example.com/é",
        ],
    ),
    # Unsafe.
    (
        28,
        [
            "http://127.0.0.1:8080/admin/{n}",
            "http://169.254.169.254/latest/meta-data/{n}",
            "http://10.0.0.7/hook/{n}",
            "http://192.168.1.1/{host}/{n}",
            "http://localhost/{n}",
            "http://{host}.internal/{n}",
            "http://0x7f.1/{n}",
            "http://[::ffff:10.0.0.1]/{n}",
            "http://2130706433/{n}",
            "https://user:{n}@{host}.example.com/",
            "ftp://{host}.example.com/{n}",
            "http://{host}.example.com:25/{n}",
            "http://10.0.0.1.nip.io/{n}",
        ],
    ),
    # Malformed.
    (
        20,
        [
            "{host}.example.com/{n}",
            "https//{host}.example.com/{n}",
            "https://{host}.example.com/a b/{n}",
            "https://{host}.example.com/{n}#top",
            " https://{host}.example.com/{n}",
            "http://{host}.example.com\\@127.0.0.1/{n}",
            "https://{host}..example.com/{n}",
            "",
        ],
    ),
    (2, [None]),
]

SYLLABLES = ["ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu"]
SCHEMA = pa.schema([("id", pa.int64()), ("url", pa.string())])
GROUP = 100_000


def urls(count: int, seed: str) -> Iterator[str | None]:
    """``count`` rows."""
    rng = random.Random(seed)
    templates = [template for _, kind in KINDS for template in kind]
    weights = [share / len(kind) for share, kind in KINDS for _ in kind]
    hosts = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 5))) for _ in range(1000)]
    for template, host in zip(
        rng.choices(templates, weights, k=count), rng.choices(hosts, k=count), strict=True
    ):
        number = int(rng.random() * 1_000_000)
        yield None if template is None else template.format(host=host, n=number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=int)
    parser.add_argument("file")
    parser.add_argument("--seed", default="1")
    arguments = parser.parse_args()
    with pq.ParquetWriter(arguments.file, SCHEMA, compression="zstd") as writer:
        for start in range(0, arguments.rows, GROUP):
            end = min(start + GROUP, arguments.rows)
            column = pa.array(urls(end - start, f"{arguments.seed}-{start}"), pa.string())
            ids = pa.array(range(start, end), pa.int64())
            writer.write_table(pa.table([ids, column], SCHEMA))


if __name__ == "__main__":
    main()
