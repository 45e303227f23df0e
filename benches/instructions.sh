#!/bin/sh
# Compares how many instructions verdicts take with instructions.tsv, and fails where a count is
# more than 3 % above the recorded one, or where either of the two is missing.
#
#   benches/instructions.sh            compare
#   benches/instructions.sh --record   write the counts of this machine to instructions.tsv
set -eu
cd "$(dirname "$0")"

for tool in valgrind gungraun-runner; do
    command -v "$tool" >/dev/null || {
        echo "$tool is missing: see README.md, Instruction counts" >&2
        exit 2
    }
done

tools="$(rustc --version), $(valgrind --version), $(uname -m)"
output="$(CARGO_TERM_COLOR=never cargo bench --quiet --package live-record-notify-benches --bench instructions)"

# `instructions::verdicts::parse ipv6:(…)`, and below it `Instructions:   3465|3465   (No change)`.
counts="$(printf '%s\n' "$output" | awk '
    /^instructions::/ { split($1, path, "::"); split($2, bench, ":"); name = path[3] "/" bench[1] }
    $1 == "Instructions:" { split($2, count, "|"); print name "\t" count[1] }
')"

if [ "${1-}" = --record ]; then
    printf '# %s\n%s\n' "$tools" "$counts" >instructions.tsv
fi

grep -qxF "# $tools" instructions.tsv ||
    echo "note: recorded with $(head -n 1 instructions.tsv), counted with $tools" >&2

printf '%s\n' "$counts" | awk -F '\t' -v OFS='\t' '
    NR == FNR && /^#/ { next }
    NR == FNR { recorded[$1] = $2; next }
    { counted[$1] = $2 }
    END {
        print "case", "recorded", "counted", "change"
        for (name in recorded) names[name]
        for (name in counted) names[name]
        for (name in names) {
            before = recorded[name] + 0
            now = counted[name] + 0
            cases++
            if (before == 0 || now == 0) {
                verdict = "MISSING"
                failed = 1
            } else {
                verdict = sprintf("%+.2f %%", 100 * (now / before - 1))
                if (now > 1.03 * before) { verdict = verdict " TOO MANY"; failed = 1 }
                if (now < 0.97 * before) { verdict = verdict ", to be recorded" }
            }
            print name, before, now, verdict | "sort"
        }
        close("sort")
        exit failed || cases == 0
    }
' instructions.tsv -
