"""Records what a client does in the network that `inside` makes: names asked, dials, requests.

Every dial is seen, to whatever address and port: a packet socket sees the first packet of each
connection before anybody accepts it. What is sent is seen at the ports that are listened at.
"""

import select
import socket
import ssl
import struct
import threading
import time

# What every name is answered with. No text holds it, so that a look-up is told from a literal.
ADDRESS_OF_NAMES = "198.51.100.53"

# How long a connection may take to say what it wants.
LIMIT = 1.0

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"

ETHERTYPES = {0x0800: "IPv4", 0x86DD: "IPv6"}


class Network:
    def __init__(self, ports, tls):
        """Listens at `ports`; `tls` is the folder with certificate and key."""
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(f"{tls}/server.pem", f"{tls}/server.key")
        # The thread that shakes hands calls this. It is the only trace of a name that is then refused.
        self.asked = threading.local()
        self.context.sni_callback = lambda _, name, __: setattr(self.asked, "name", name or "")
        self.dns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.dns.bind(("127.0.0.1", 53))
        self.dns.setblocking(False)
        self.listeners = [listener(port) for port in ports]
        self.sniffers = [sniffer(ethertype) for ethertype in ETHERTYPES]
        self.poll = select.epoll()
        self.ready = {}
        for each, handler in [(self.dns, self.answer_names)] + [(s, self.accept) for s in self.listeners]:
            self.poll.register(each, select.EPOLLIN)
            self.ready[each.fileno()] = (each, handler)
        self.names, self.requests, self.threads = [], [], []

    def serve(self, timeout):
        """Serves who comes within `timeout` seconds. Whether anybody came."""
        events = self.poll.poll(timeout)
        for descriptor, _ in events:
            each, handler = self.ready[descriptor]
            handler(each)
        return bool(events)

    def watch(self, descriptor, handler):
        """Calls `handler` from `serve` when there is something to read."""
        self.poll.register(descriptor, select.EPOLLIN)
        self.ready[descriptor] = (descriptor, handler)

    def forget(self, descriptor):
        self.poll.unregister(descriptor)
        del self.ready[descriptor]

    def take(self):
        """What was seen since the last call, after all that is under way has ended."""
        end = time.monotonic() + 2 * LIMIT
        while time.monotonic() < end:
            while self.serve(0):
                pass
            self.threads = [thread for thread in self.threads if thread.is_alive()]
            if not self.threads:
                break
            self.threads[0].join(0.01)
        seen = {"names": self.names, "dials": self.dials(), "requests": self.requests}
        self.names, self.requests = [], []
        return seen

    def dials(self):
        found = {}
        for each in self.sniffers:
            while True:
                try:
                    packet, peer = each.recvfrom(128)
                except BlockingIOError:
                    break
                dial = first_packet(packet, peer[1])
                if dial:
                    # A packet that is sent once more is no other dial.
                    found[dial] = True
        return [[address, port] for address, port, _ in found]

    def accept(self, each):
        try:
            connection, _ = each.accept()
        except BlockingIOError:
            return
        thread = threading.Thread(target=self.converse, args=(connection,), daemon=True)
        self.threads.append(thread)
        thread.start()

    def converse(self, connection):
        request = {"tls": False, "server_name": "", "line": "", "hosts": []}
        try:
            connection.settimeout(LIMIT)
            first = connection.recv(1, socket.MSG_PEEK)
            if first == b"\x16":
                request["tls"] = True
                connection = self.context.wrap_socket(connection, server_side=True)
            if first:
                read_head(connection, request)
                connection.sendall(ANSWER)
        except (OSError, ValueError) as error:
            request["error"] = str(error)
        finally:
            request["server_name"] = getattr(self.asked, "name", "")
            self.requests.append(request)
            connection.close()

    def answer_names(self, dns):
        try:
            question, peer = dns.recvfrom(2048)
        except BlockingIOError:
            return
        at, labels = 12, []
        while at < len(question) and question[at]:
            labels.append(question[at + 1 : at + 1 + question[at]])
            at += 1 + question[at]
        (kind,) = struct.unpack_from(">H", question, at + 1)
        name = b".".join(labels).decode("utf-8", "backslashreplace")
        if name not in self.names:
            self.names.append(name)
        answers = b""
        if kind == 1:
            answers = b"\xc0\x0c\0\x01\0\x01\0\0\0\0\0\x04" + socket.inet_aton(ADDRESS_OF_NAMES)
        counts = struct.pack(">HHHH", 1, bool(answers), 0, 0)
        dns.sendto(question[:2] + b"\x81\x80" + counts + question[12 : at + 5] + answers, peer)


def listener(port):
    both = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
    both.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    both.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    both.bind(("::", port))
    both.listen(64)
    both.setblocking(False)
    return both


def sniffer(ethertype):
    packets = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ethertype))
    packets.bind(("lo", ethertype))
    packets.setblocking(False)
    return packets


def first_packet(packet, ethertype):
    """Address, port and sequence number, if this is the first packet of a TCP connection."""
    if ETHERTYPES[ethertype] == "IPv4":
        at, protocol = (packet[0] & 15) * 4, packet[9]
        address = socket.inet_ntop(socket.AF_INET, packet[16:20])
    else:
        at, protocol = 40, packet[6]
        address = socket.inet_ntop(socket.AF_INET6, packet[24:40])
    if protocol != socket.IPPROTO_TCP:
        return None
    _, port, sequence, _, _, flags = struct.unpack_from(">HHIIBB", packet, at)
    syn, ack = flags & 0x02, flags & 0x10
    return (address, port, sequence) if syn and not ack else None


def read_head(connection, request):
    head = b""
    while b"\r\n\r\n" not in head and b"\n\n" not in head and len(head) < 16384:
        more = connection.recv(4096)
        if not more:
            break
        head += more
    lines = head.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    request["line"] = lines[0]
    request["hosts"] = [line[5:].strip() for line in lines[1:] if line[:5].lower() == "host:"]
