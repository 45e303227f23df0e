"""A client that goes astray in the way that its argument says, for the test of the harness.

`run WAY` gives it the texts on standard input, inside the network, as `lane.py` does with others.
"""

import base64
import http.client
import json
import os
import ssl
import sys
from urllib.parse import urlsplit

import lane
from client import Client
from network import Network


def get(way, text):
    url = urlsplit(text)
    host, port = url.hostname, url.port or {"http": 80, "https": 443}[url.scheme]
    target = f"{url.path}?{url.query}" if url.query else url.path
    header = url.netloc
    if way == "elsewhere":
        host = "127.0.0.1"
    if way == "no port":
        port = 80
    if way == "other scheme":
        url = url._replace(scheme="http")
    if way == "other target":
        target += "x"
    if way == "other host":
        header = "other.example.com"
    if way == "says nothing":
        return
    if way == "twice":
        request("http", "127.0.0.1", 80, "/", "localhost")
    request(url.scheme, host, port, target, header)


def request(scheme, host, port, target, header):
    if scheme == "https":
        context = ssl.create_default_context(cafile=os.environ["SSL_CERT_FILE"])
        connection = http.client.HTTPSConnection(host, port, timeout=3, context=context)
    else:
        connection = http.client.HTTPConnection(host, port, timeout=3)
    connection.request("GET", target, headers={"Host": header})
    connection.getresponse().read()
    connection.close()


def be_client(way):
    print("1.0", flush=True)
    for line in sys.stdin:
        try:
            get(way, base64.b64decode(line).decode())
            print("ok", flush=True)
        except Exception as error:
            print("error", ascii(str(error)), flush=True)


def run(way, ports):
    texts = [json.loads(line)["text"] for line in sys.stdin]
    if way == "blind":
        Network.dials = lambda self: []
    client = Client("sabotage", "Python", (sys.executable, __file__, "be", way))
    lane.run(client, texts, json.loads(ports), os.environ["CLIENTS_TLS"], sys.stdout)


if __name__ == "__main__":
    {"be": be_client, "run": run}[sys.argv[1]](*sys.argv[2:])
