"""Gives every client every text, and compares what was seen with what had to be.

Fails if a client sends another request than the one a text was accepted for and `harmless.tsv`
does not say so; if a client carries a text that is refused as Malformed to a place that is not
public and `astray.tsv` does not say so; and if a row of either table happens no more.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import harmless
from client import CLIENTS, HERE, TARGET, TLS
from compare import differences, expected, made
from network import ADDRESS_OF_NAMES

# How long a client may take for all texts, in seconds.
LIMIT = 400

# Ports to which readers who find no port, or half of one, may go. Dials elsewhere are seen too.
FURTHER_PORTS = {80, 443, 8080, 8888}

# Fewer accepted texts would prove too little.
LEAST_TEXTS = 450


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("clients", nargs="*", help="these alone; rows that do not happen are then no fault")
    arguments.add_argument("--again", action="store_true", help="compare what was seen last time")
    arguments.add_argument("--write", action="store_true", help="write the report to README.md")
    options = arguments.parse_args()
    clients = [client for client in CLIENTS if not options.clients or client.name in options.clients]
    texts = read_lines(f"{TARGET}/texts.jsonl")
    if not options.again:
        run_lanes(clients, texts)
    report = Report(texts, harmless.read(f"{HERE}/harmless.tsv"), read_astray(f"{HERE}/astray.tsv"))
    for client in clients:
        report.add(client, *seen_by(client))
    report.judge(judge)
    faults = report.faults(are_all=not options.clients)
    for fault in faults:
        print(f"fault: {fault}")
    print("\n".join(report.table()))
    if options.write:
        report.write(f"{HERE}/README.md")
    if faults:
        sys.exit(f"{len(faults)} faults")


def run_lanes(clients, texts):
    ports = sorted(FURTHER_PORTS | {text["port"] for text in texts if "port" in text})
    os.makedirs(f"{TARGET}/seen", exist_ok=True)

    def lane(client):
        with open(seen_path(client), "w", encoding="utf-8") as out:
            argv = [f"{HERE}/inside", sys.executable, f"{HERE}/harness/lane.py"]
            argv += [client.name, f"{TARGET}/texts.jsonl", json.dumps(ports), TLS]
            subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=out, check=True, timeout=LIMIT)

    # Those that are started for each text take longest, and so come first.
    order = sorted(clients, key=lambda client: not client.is_command)
    with ThreadPoolExecutor(os.cpu_count()) as lanes:
        list(lanes.map(lane, order))


def seen_path(client):
    return f"{TARGET}/seen/{CLIENTS.index(client):02}.jsonl"


def seen_by(client):
    first, *seen = read_lines(seen_path(client))
    version = first["version"] or ""
    # Of what a command prints, the number.
    return re.search(r"\d+(\.\d+)+.*", version)[0].split(" ")[0] if client.is_command else version, seen


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_astray(path):
    """For each text the clients that carry it astray."""
    with open(path, encoding="utf-8") as lines:
        lines = [line.rstrip("\n") for line in lines]
    whys = {line.split(": ")[0].removeprefix("# ") for line in lines if line.startswith("#") and ": " in line}
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    for row in rows:
        assert row[2] in whys, f"no reason: {row}"
    return {unescape(text): set(clients.split(", ")) for text, clients, _ in rows}


def unescape(cell):
    named = {"t": "\t", "n": "\n", "r": "\r", "0": "\0", "\\": "\\"}
    return re.sub(
        r"\\(?:u\{([0-9a-f]+)\}|(.))",
        lambda match: chr(int(match[1], 16)) if match[1] else named[match[2]],
        cell,
    )


def escape(text):
    named = {"\t": r"\t", "\n": r"\n", "\r": r"\r", "\0": r"\0", "\\": r"\\"}
    cell = "".join(named.get(each) or (each if each.isprintable() else f"\\u{{{ord(each):x}}}") for each in text)
    # At the start of a line it is a comment.
    return cell.replace("#", r"\u{23}", 1) if cell.startswith("#") else cell


def judge(hosts):
    """For each host `public`, or the reason for which the crate lets no request go there."""
    lines = "".join(f"{host}\n" for host in hosts)
    said = subprocess.run([f"{TARGET}/debug/judge"], input=lines, capture_output=True, check=True, text=True)
    return dict(zip(hosts, said.stdout.splitlines(), strict=True))


class Report:
    def __init__(self, texts, rows, astray):
        self.texts, self.rows, self.astray = texts, rows, astray
        self.lines, self.wrong, self.needed = [], [], set()
        # For each Malformed text and client the hosts to which it was carried.
        self.carried, self.carried_inside = {}, defaultdict(set)

    def add(self, client, version, seen):
        assert len(seen) == len(self.texts), f"{client.name}: {len(seen)} of {len(self.texts)} texts"
        rows = [row for row in self.rows if row.client == client.name and harmless.is_version(row.version, version)]
        line = dict.fromkeys(("texts", "equal", "harmless", "wrong", "malformed", "carried", "inside"), 0)
        for text, each in zip(self.texts, seen):
            # A command takes no argument with NUL in it.
            if each["answer"] is None:
                continue
            if text["kind"] == "malformed":
                line["malformed"] += 1
                hosts = hosts_of(each)
                line["carried"] += bool(hosts)
                if hosts:
                    self.carried[text["text"], client.name] = hosts
                continue
            line["texts"] += 1
            line[self.compare(client, version, rows, text, each)] += 1
        self.lines.append((client, version, line))

    def compare(self, client, version, rows, text, seen):
        want, got = expected(text), made(seen)
        if not differences(want, got):
            return "equal"
        left = harmless.left(text, want, got, rows)
        if left:
            self.wrong.append(f"{client.name} {version}: {text['text']!r}: {left}; {seen['answer']}")
            return "wrong"
        for row in rows:
            if harmless.left(text, want, got, [other for other in rows if other != row]):
                self.needed.add(row)
        return "harmless"

    def judge(self, judge):
        hosts = {host for hosts in self.carried.values() for host in hosts}
        verdicts = judge(sorted(hosts))
        for (text, client), hosts in self.carried.items():
            inside = {f"{host} ({verdicts[host]})" for host in hosts if verdicts[host] != "public"}
            if inside:
                self.carried_inside[text].add((client, ", ".join(sorted(inside))))
        for client, _, line in self.lines:
            line["inside"] = sum(any(name == client.name for name, _ in each) for each in self.carried_inside.values())

    def faults(self, are_all):
        faults = list(self.wrong)
        accepted = sum(text["kind"] != "malformed" for text in self.texts)
        if accepted < LEAST_TEXTS:
            faults.append(f"only {accepted} accepted texts")
        for text, carried in self.carried_inside.items():
            for client, where in sorted(carried):
                if client not in self.astray.get(text, ()):
                    faults.append(f"astray: {client}: {text!r} to {where}")
        if are_all:
            faults += [f"happens no more: {row}" for row in self.rows if row not in self.needed]
            for text, clients in self.astray.items():
                gone = clients - {client for client, _ in self.carried_inside.get(text, ())}
                if gone:
                    faults.append(f"astray no more: {text!r}: {', '.join(sorted(gone))}")
        return faults

    def table(self):
        yield "| Client | Language | Version | Texts | Equal | Harmless | Wrong | Malformed | Carried | Inside |"
        yield "|---|---|---|--:|--:|--:|--:|--:|--:|--:|"
        for client, version, line in self.lines:
            yield f"| {client.name} | {client.language} | {version} | {' | '.join(map(str, line.values()))} |"
        sums = [sum(line[key] for _, _, line in self.lines) for key in line]
        languages = len({client.language for client, _, _ in self.lines})
        yield f"| {len(self.lines)} clients | {languages} languages | | {' | '.join(map(str, sums))} |"

    def write(self, path):
        with open(path, encoding="utf-8") as file:
            page = file.read()
        before, rest = page.split("<!-- report -->\n")
        _, after = rest.split("<!-- end of report -->\n")
        with open(path, "w", encoding="utf-8") as file:
            file.write("<!-- report -->\n".join([before, "\n".join(self.table()) + "\n<!-- end of report -->\n" + after]))


def hosts_of(seen):
    """Where a text was carried: the names asked, and the addresses dialled but those of names."""
    dialled = {address for address, _ in seen["dials"]} - {ADDRESS_OF_NAMES}
    return {name.lower() for name in seen["names"]} | dialled


if __name__ == "__main__":
    main()
