#!/bin/sh
# Measures what stands under "As measured" in README.md: prints the tables in the form that they have
# there, stores the figures of the pictures and draws these. The machine should do nothing else.
set -eu
cd "$(dirname "$0")"

# All is built first: a processor that was busy a moment ago is slower.
peers=peers/Cargo.toml
cargo build --quiet --release --manifest-path "$peers"
cargo bench --quiet --package live-record-notify-benches --bench growth --no-run
cargo bench --quiet --package live-record-notify-benches --bench policy --no-run
cargo build --quiet --package live-record-notify-benches

model="$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)"
load="$(cut -d ' ' -f 1 /proc/loadavg)"
system="$(. /etc/os-release && echo "$PRETTY_NAME")"
rustc="$(rustc --version | cut -d ' ' -f 1,2)"
printf '%s, %s of %s (load %s), %s, %s, %s.\n' "$(date -u +%F)" "$(nproc)" \
    "${model:-$(uname -m)}" "$load" "$system" "$rustc" "$(getconf GNU_LIBC_VERSION)"

printf '\n### Beside other crates\n\n'
cargo run --quiet --release --manifest-path "$peers" -- --figures peers.tsv

printf '### Against the length\n\n'
cargo bench --quiet --package live-record-notify-benches --bench growth -- --figures growth.tsv

printf '\n### Against the entries of a policy\n\n'
cargo bench --quiet --package live-record-notify-benches --bench policy -- --figures policy.tsv

cargo run --quiet --package live-record-notify-benches
