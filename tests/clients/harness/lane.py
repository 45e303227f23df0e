"""Gives one client every text, inside the network, and writes what was seen: one object a line."""

import json
import sys
import time

from client import CLIENTS, Command, Program
from network import ADDRESS_OF_NAMES, Network


def main():
    name, texts, ports, tls = sys.argv[1:]
    [client] = [client for client in CLIENTS if client.name == name]
    with open(texts, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    run(client, texts, json.loads(ports), tls, sys.stdout)


def run(client, texts, ports, tls, out):
    assert not any(ADDRESS_OF_NAMES in text for text in texts)
    network = Network(ports, tls)
    asked = (Command if client.is_command else Program)(client, network)

    def wait(get, limit):
        end = time.monotonic() + limit
        while (got := get()) is None and time.monotonic() < end:
            network.serve(0.2)
        return got

    print(json.dumps({"version": asked.version(wait)}), file=out)
    for text in texts:
        network.take()
        answer = asked.ask(text, wait)
        print(json.dumps({"answer": answer, **network.take()}), file=out)
    asked.stop()


if __name__ == "__main__":
    main()
