"""Answers the questions of the conformance runner: a question in JSON a line, an answer a line."""

import json
import sys
from typing import Any

from live_record_notify import DomainName, NotifyUrl, OnDemandUrl, Policy, Refused


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """Verdict, code, reason, span in bytes and canonical text for the input of a row."""
    text = question["input"]
    try:
        accepted = judge(question)
    except Refused as error:
        span = error.span and [len(text[:place].encode()) for place in error.span]
        return {
            "verdict": error.verdict,
            "code": error.code,
            "reason": error.reason,
            "span": span,
            "text": None,
        }
    return {"verdict": "Accepted", "code": None, "reason": None, "span": None, "text": str(accepted)}


def judge(question: dict[str, Any]) -> object:
    text, base, addresses = question["input"], question["base"], question["addresses"]
    if question["parameter"] == "DomainName":
        return DomainName.parse(text)
    cls = NotifyUrl if question["parameter"] == "NotifyUrl" else OnDemandUrl
    policy = None if question["policy"] is None else Policy(**question["policy"])
    if base is not None:
        return cls.parse(base, policy).redirect(text, policy)
    url = cls.parse(text, policy)
    if addresses is not None:
        url.destination(addresses, policy)
    return url


if __name__ == "__main__":
    for line in sys.stdin.buffer:
        answered = json.dumps(answer(json.loads(line)), ensure_ascii=False)
        sys.stdout.buffer.write(answered.encode() + b"\n")
    sys.stdout.buffer.flush()
