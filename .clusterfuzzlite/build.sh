#!/usr/bin/env bash
# Builds every fuzz target into $OUT with its seeds and the dictionary, as ClusterFuzzLite and OSS-Fuzz
# ask for. The image sets $SRC, $OUT and the toolchain; outside of it:
#
#   SRC=$(dirname "$PWD") OUT=$(mktemp -d) .clusterfuzzlite/build.sh
#
# with cargo-fuzz and zip. The checkout must be named live-record-notify, or SRC_CHECKOUT say where it is.
set -euo pipefail
cd "${SRC_CHECKOUT:-$SRC/live-record-notify}/fuzz"

cargo fuzz build --release --sanitizer "${SANITIZER:-address}"
host=$(rustc -vV | sed -n 's/^host: //p')
targets=0
for target in $(cargo fuzz list); do
  cp "target/$host/release/$target" "$OUT/"
  cp dictionary.txt "$OUT/$target.dict"
  zip --quiet --junk-paths --recurse-paths "$OUT/${target}_seed_corpus.zip" "seeds/$target"
  targets=$((targets + 1))
done
echo "$targets targets in $OUT"
[[ $targets -gt 0 ]]
