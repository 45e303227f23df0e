"""The harness itself: whoever goes astray is seen, and so is a recorder that does not look."""

import json
import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import harmless
import main
from client import CLIENTS, HERE, Client

TEXTS = [
    {"kind": "canonical", "text": "http://example.com:8080/a?b", "scheme": "http", "host": "example.com", "port": 8080, "target": "/a?b"},
    {"kind": "canonical", "text": "https://example.com/%2f", "scheme": "https", "host": "example.com", "port": 443, "target": "/%2f"},
    {"kind": "canonical", "text": "http://8.8.8.8/", "scheme": "http", "host": "8.8.8.8", "port": 80, "target": "/"},
    {"kind": "canonical", "text": "http://[2606:4700::1111]/", "scheme": "http", "host": "[2606:4700::1111]", "port": 80, "target": "/"},
    {"kind": "malformed", "text": "http://127.0.0.1:8080/", "reason": "none"},
    {"kind": "malformed", "text": "http://jenkins/", "reason": "none"},
]
PORTS = [80, 443, 8080]
CLIENT = Client("sabotage", "Python", ())


def seen(way, ports=PORTS):
    lines = "".join(json.dumps(text) + "\n" for text in TEXTS)
    argv = [f"{HERE}/inside", sys.executable, f"{HERE}/harness/sabotage.py", "run", way, json.dumps(ports)]
    said = subprocess.run(argv, input=lines, capture_output=True, check=True, text=True, timeout=60)
    version, *rows = map(json.loads, said.stdout.splitlines())
    assert version == {"version": "1.0"}, version
    return rows


def report(rows, harmless_rows=(), astray=None):
    made = main.Report(TEXTS, list(harmless_rows), astray or {})
    made.add(CLIENT, "1.0", rows)
    made.judge(main.judge)
    return made


class Sabotage(unittest.TestCase):
    def wrong(self, way, ports=PORTS):
        """The texts of which the request was not ours."""
        found = report(seen(way, ports)).wrong
        return [text["text"] for text in TEXTS if any(repr(text["text"]) in each for each in found)]

    def test_whoever_does_as_told_is_equal(self):
        made = report(seen("as told"))
        self.assertEqual(made.wrong, [])
        self.assertEqual(made.lines[0][2]["equal"], 4)

    def test_whoever_goes_astray_is_seen(self):
        accepted = [text["text"] for text in TEXTS if text["kind"] != "malformed"]
        for way, texts in {
            "elsewhere": accepted,
            "no port": accepted[:2],
            "other scheme": accepted[1:2],
            "other target": accepted,
            "other host": accepted,
            "says nothing": accepted,
            "twice": accepted,
        }.items():
            self.assertEqual(self.wrong(way), texts, way)

    def test_a_recorder_that_forgets_a_port_fails(self):
        self.assertEqual(self.wrong("as told", [80, 443]), ["http://example.com:8080/a?b"])

    def test_a_recorder_that_sees_no_dial_fails(self):
        self.assertEqual(len(self.wrong("blind")), 4)

    def test_a_malformed_text_that_is_carried_inside_is_a_fault_until_it_is_listed(self):
        rows = seen("as told")
        faults = report(rows).faults(are_all=True)
        for place in ("127.0.0.1 (loopback)", "jenkins (single-label)"):
            self.assertTrue(any(fault.startswith("astray: ") and place in fault for fault in faults), faults)
        listed = {text["text"]: {"sabotage"} for text in TEXTS[4:]}
        faults = report(rows, astray=listed).faults(are_all=True)
        self.assertFalse(any("astray" in fault for fault in faults), faults)

    def test_a_row_that_happens_no_more_is_a_fault(self):
        row = harmless.Row("sabotage", "1", "percent-encoding", "writes percent-encoding in capitals", "-")
        made = report(seen("as told"), [row], {"http://example.com/": {"sabotage"}})
        faults = made.faults(are_all=True)
        self.assertTrue(any(fault.startswith("happens no more") for fault in faults), faults)
        self.assertTrue(any(fault.startswith("astray no more") for fault in faults), faults)

    def test_a_row_covers_its_client_version_and_texts_alone(self):
        rows = seen("other target")
        row = harmless.Row("sabotage", "1", "IPv6 address", "drops an empty query", "-")
        for other in [row, harmless.Row("sabotage", "2", *("-",) * 3), harmless.Row("curl", "1", *("-",) * 3)]:
            self.assertEqual(len(report(rows, [other]).wrong), 4, other)


class Tables(unittest.TestCase):
    def setUp(self):
        self.rows = harmless.read(f"{HERE}/harmless.tsv")

    def test_every_kind_and_every_deed_is_in_a_row(self):
        self.assertEqual(set(harmless.TEXTS), {row.texts for row in self.rows})
        self.assertEqual(set(harmless.INSTEAD), {row.instead for row in self.rows})

    def test_rows_are_of_clients(self):
        names = {client.name for client in CLIENTS}
        self.assertLessEqual({row.client for row in self.rows}, names)
        for clients in main.read_astray(f"{HERE}/astray.tsv").values():
            self.assertLessEqual(clients, names)

    def test_no_row_says_what_another_says(self):
        keys = [(row.client, row.version, row.texts, row.instead) for row in self.rows]
        self.assertEqual(len(keys), len(set(keys)))

    def test_texts_are_read_as_they_are_written(self):
        for text in ["a\\b\t\n\r\0\u200c\u202e ü", "\\u{200c}", "", "\U0001f600", "#a#"]:
            self.assertEqual(main.unescape(main.escape(text)), text)
            self.assertFalse(main.escape(text).startswith("#"))

    def test_a_version_is_that_or_goes_on_from_there(self):
        self.assertTrue(harmless.is_version("8.2", "8.2.36"))
        self.assertTrue(harmless.is_version("7.49.0", "7.49.0 (libcurl 8.23.0)"))
        self.assertFalse(harmless.is_version("8.2", "8.20"))
        self.assertFalse(harmless.is_version("8.2.1", "8.2"))


if __name__ == "__main__":
    unittest.main()
