"""The hosts of the texts, one a line: those for which a certificate is needed."""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as lines:
    hosts = {json.loads(line).get("host") for line in lines}
print("\n".join(sorted(hosts - {None})))
