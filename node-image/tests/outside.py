"""A box as network namespaces: its real firewall, listeners at all ports that k3s, the operator and the exporters use, and a
tunnel to a hub that runs what `micromirror fleet wireguard` wrote. Scanned from the world and from the hub, over IPv4
and IPv6. Silent where all is right. Must be started by unshare with namespaces of its own (run does it).

A port that is dropped answers nothing, and no time is long enough to be sure of that. So each scan ends with a
connection to a port that is open: what was sent before it on the same wire was let in or dropped by then."""

import base64
import ctypes
import hashlib
import os
import socket
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FIREWALL = HERE / "good/smallest/becomes/etc/micromirror/nftables.conf"
HUB = HERE.parents[1] / "operator/src/test/resources/WireguardCommandTest/wg-fleet.conf"
PUBLIC = {22, 80, 443, 873}
OPERATOR = 8080  # of a pod, by its hostPort
# Of what runs on a box (k3s, containerd, kubelet, kube-proxy, node ports, exporters), and what a mistake would start.
INNER = {21, 23, 25, 53, 111, 139, 445, 2049, 2379, 2380, 2381, 3306, 5001, 6443, 6444, 6445, 8000, 8081, 8443, 9090, 9100,
         9101, 9253, 9633, 10010, 10248, 10249, 10250, 10251, 10252, 10255, 10256, 10257, 10258, 10259, 30000, 32767, 51821}
UDP = {53, 67, 68, 69, 111, 123, 137, 161, 514, 546, 5353, 8472, 33433, 51820}
LIBC = ctypes.CDLL(None, use_errno=True)


def run(*words, **more):
    ended = subprocess.run(list(map(str, words)), capture_output=True, text=True, **more)
    if ended.returncode:
        sys.exit(f"{' '.join(map(str, words))}: {ended.stderr}")
    return ended.stdout


def at(place, *words, **more):
    return run("ip", "netns", "exec", place, *words, **more)


def enter(place):
    with open(f"/run/netns/{place}") as namespace:
        if LIBC.setns(namespace.fileno(), 0x40000000):
            raise OSError(ctypes.get_errno(), f"setns {place}")


def key(name):
    """A private key that anybody can make: the examples' keys belong to these."""
    data = bytearray(hashlib.sha256(name.encode()).digest())
    data[0] &= 248
    data[31] = data[31] & 127 | 64
    return base64.b64encode(bytes(data)).decode()


def wires():
    run("mount", "-t", "tmpfs", "tmpfs", "/run")
    for place in ("box", "world", "hub", "pod"):
        run("ip", "netns", "add", place)
        at(place, "ip", "link", "set", "lo", "up")
    for one, first, other, second in (("box", "up0", "world", "box0"), ("hub", "up0", "world", "hub0"), ("box", "pod0", "pod", "eth0")):
        run("ip", "link", "add", first, "netns", one, "type", "veth", "peer", "name", second, "netns", other)
    at("box", "ip", "link", "add", "cni0", "type", "bridge")
    at("box", "ip", "link", "add", "mm0", "type", "bridge")
    at("box", "ip", "link", "set", "pod0", "master", "cni0", "up")
    for place, wire, *addresses in (
            ("box", "up0", "192.0.2.10/24", "2001:db8:1::10/64"), ("world", "box0", "192.0.2.1/24", "2001:db8:1::1/64"),
            ("hub", "up0", "198.51.100.2/24", "2001:db8:2::2/64"), ("world", "hub0", "198.51.100.1/24", "2001:db8:2::1/64"),
            ("box", "cni0", "10.42.0.1/24"), ("box", "mm0", "10.41.0.1/24"), ("pod", "eth0", "10.42.0.2/24")):
        at(place, "ip", "link", "set", wire, "up")
        for address in addresses:
            at(place, "ip", "address", "add", address, "dev", wire, *(["nodad"] if ":" in address else []))
    for place, routers in (("box", ("192.0.2.1", "2001:db8:1::1")), ("hub", ("198.51.100.1", "2001:db8:2::1")), ("pod", ("10.42.0.1",))):
        for router in routers:
            at(place, "ip", "route", "add", "default", "via", router)
    for place in ("box", "world", "hub"):
        at(place, "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1")
    # Somebody on the same wire tries the box's inner addresses.
    for inner in ("10.41.0.0/24", "10.42.0.0/24", "10.99.0.0/24"):
        at("world", "ip", "route", "add", inner, "via", "192.0.2.10")
    # As the CNI plugin portmap does it for a hostPort.
    at("box", "nft", f"table ip portmap {{ chain in {{ type nat hook prerouting priority dstnat; fib daddr type local tcp dport {OPERATOR} dnat to 10.42.0.2:{OPERATOR}; }}; }}")


def listen(place, kind, ports):
    """Sockets that the kernel alone answers for."""
    enter(place)
    result = {}
    for port in ports:
        listener = socket.socket(socket.AF_INET6, kind)
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listener.bind(("::", port))
        listener.setblocking(False)
        if kind == socket.SOCK_STREAM:
            listener.listen(512)
        result[port] = listener
    return result


def scan(place, address, ports, known, source=None):
    """The TCP ports at which address answers somebody at place. known: where something surely answers, for the end."""
    asked = ask(place, address, ports, source)
    for _ in range(2):
        socket.create_connection((known, 80), timeout=120).close()
    found = {port for port, each in asked.items() if connected(each)}
    for each in asked.values():
        each.close()
    return found


def ask(place, address, ports, source=None):
    """Connections that are begun, by port."""
    enter(place)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    asked = {}
    for port in sorted(ports):
        asked[port] = socket.socket(family, socket.SOCK_STREAM)
        asked[port].setblocking(False)
        if source:
            asked[port].setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            asked[port].bind(("", source))
        asked[port].connect_ex((address, port))
    return asked


def connected(asking):
    try:
        asking.getpeername()
        return True
    except OSError:
        return False


def datagrams(place, address, known, listeners):
    """The UDP ports at which something from place arrived."""
    enter(place)
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for port in listeners:
            sender.sendto(b"anybody?", (address, port))
    socket.create_connection((known, 80), timeout=120).close()
    return {port for port, each in listeners.items() if arrived(each)}


def arrived(listener):
    try:
        listener.recv(100)
        return True
    except BlockingIOError:
        return False


def same(what, found, wanted):
    if found != wanted:
        print(f"{what}: too much {sorted(found - wanted)}, missing {sorted(wanted - found)}")


def tunnel():
    """The hub by wg-quick, the box as NetworkManager does it; userspace WireGuard where the kernel has none."""
    folder = Path("/etc/wireguard")
    run("mount", "-t", "tmpfs", "tmpfs", folder)
    (folder / "wg-fleet.conf").write_text(HUB.read_text())
    (folder / "wg-fleet.key").write_text(key("hub"))
    at("hub", "wg-quick", "up", "wg-fleet")
    own = folder / "wg-hub.conf"
    hub = run("wg", "pubkey", input=key("hub")).strip()
    own.write_text(f"[Interface]\nPrivateKey = {key('ohioix')}\n[Peer]\nPublicKey = {hub}\nEndpoint = 198.51.100.2:51820\n"
                   "PersistentKeepalive = 25\nAllowedIPs = 10.99.0.1/32, fd00:99::1/128\n")
    if subprocess.run(["ip", "netns", "exec", "box", "ip", "link", "add", "wg-hub", "type", "wireguard"], capture_output=True).returncode:
        at("box", "wireguard-go", "wg-hub")
    at("box", "wg", "setconf", "wg-hub", own)
    at("box", "ip", "link", "set", "wg-hub", "up")
    at("box", "ip", "address", "add", "10.99.0.11/24", "dev", "wg-hub")
    at("box", "ip", "address", "add", "fd00:99::11/64", "dev", "wg-hub", "nodad")


def main():
    wires()
    held = [listen("box", socket.SOCK_STREAM, PUBLIC | INNER), listen("pod", socket.SOCK_STREAM, {OPERATOR}),
            listen("hub", socket.SOCK_STREAM, {22})]
    udp = listen("box", socket.SOCK_DGRAM, UDP)
    everything = PUBLIC | INNER | {OPERATOR}
    outside = ("192.0.2.10", "2001:db8:1::10")
    same("without a firewall", scan("world", outside[0], everything, outside[0]), everything)
    same("without a firewall, IPv6", scan("world", outside[1], everything, outside[1]), PUBLIC | INNER)
    same("without a firewall, UDP", datagrams("world", outside[0], outside[0], udp), UDP)
    same("without a firewall, a pod", scan("world", "10.42.0.2", {OPERATOR}, outside[0]), {OPERATOR})
    same("the hub before its tunnel", scan("box", "198.51.100.2", {22}, "127.0.0.1"), {22})

    at("box", "nft", "--file", FIREWALL)
    tunnel()
    for address in outside:
        same(f"the world at {address}", scan("world", address, everything, address), PUBLIC)
        # A DHCPv6 server's answers come to port 546 from port 547 of the same wire; everything else does not.
        same(f"the world at {address}, UDP", datagrams("world", address, address, udp), set())
    for source in (53, 67, 443, 547, 51820):
        same(f"the world from port {source}", scan("world", outside[0], everything - {22}, outside[0], source), PUBLIC - {22})
    for inner in ("10.41.0.1", "10.99.0.11", "10.42.0.1"):
        same(f"the world at {inner}", scan("world", inner, everything - {22}, outside[0]), PUBLIC - {22})
    same("the world at a pod", scan("world", "10.42.0.2", {OPERATOR}, outside[0]), set())

    same("the hub through the tunnel", scan("hub", "10.99.0.11", everything, "10.99.0.11"), PUBLIC | {6443, 9100, OPERATOR})
    same("the hub through the tunnel, IPv6", scan("hub", "fd00:99::11", everything, "fd00:99::11"), PUBLIC | {6443, 9100})
    asked = ask("box", "10.99.0.1", {22})
    enter("hub")
    socket.create_connection(("10.99.0.11", 80), timeout=120).close()  # what came before it through the tunnel was judged
    same("the box at its hub", {port for port, each in asked.items() if connected(each)}, set())
    at("hub", "bash", "-c", 'wg syncconf wg-fleet <(wg-quick strip wg-fleet; echo "[Interface]"; echo "PrivateKey = $(cat /etc/wireguard/wg-fleet.key)")')
    same("the hub after an update", scan("hub", "10.99.0.11", {6443}, "10.99.0.11"), {6443})
    for listeners in held:
        listeners.clear()


if __name__ == "__main__":
    main()
