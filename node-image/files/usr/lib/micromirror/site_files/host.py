"""What the schema of host.yaml cannot say: addresses, and keys that need one another."""

import ipaddress

from . import curve


def check(document):
    """The problems of a host.yaml that the schema has passed."""
    host = document.value
    network = host.get("network", {})
    tunnel = host.get("wireguard", {})
    found = list(_interfaces(document, "network.addresses", network.get("addresses", [])))
    yield from found
    yield from _interfaces(document, "wireguard.addresses", tunnel.get("addresses", []))
    yield from _plain(document, "network.gateways", network.get("gateways", []))
    yield from _plain(document, "network.dns", network.get("dns", []))
    yield from _networks(document, "wireguard.hub.allowedAddresses", tunnel.get("hub", {}).get("allowedAddresses", []))
    yield from _keys(document, tunnel)
    if not found:
        yield from _gateways(document, network)
    port = host.get("ssh", {}).get("port", 22)
    if port in (80, 443, 873, 6443):
        yield document.problem("ssh.port", f"ssh.port is {port}, which the mirror itself uses: take another.")
    endpoint = tunnel.get("hub", {}).get("endpoint", ":1")
    if not 0 < int(endpoint.rsplit(":", 1)[1]) < 65536:
        yield document.problem("wireguard.hub.endpoint", f"wireguard.hub.endpoint has no port between 1 and 65535: {endpoint}.")


def _keys(document, tunnel):
    """A wrong public key is never repeated: it may be a private one."""
    path, key = "wireguard.publicKey", tunnel.get("publicKey")
    if "publicKey" in tunnel.get("hub", {}) and not curve.is_public(tunnel["hub"]["publicKey"]):
        yield document.problem("wireguard.hub.publicKey", "wireguard.hub.publicKey is no public key: write what `wg pubkey` makes of the hub's private one.")
    if key is None:
        return
    if key in (tunnel.get("privateKey"), tunnel["hub"]["publicKey"]):
        yield document.problem(path, f"{path} is {'the private key' if key == tunnel.get('privateKey') else 'that of the hub'}: write the box's own public one.")
    elif not curve.is_public(key):
        yield document.problem(path, f"{path} is no public key, but a private or a misspelt one: write what installed.txt says; a private key that was shown is to be made anew.")
    elif "privateKey" in tunnel and key != curve.public(tunnel["privateKey"]):
        yield document.problem(path, f"{path} is not that of wireguard.privateKey: write what `wg pubkey` makes of it.")


def _interfaces(document, path, values):
    for place, text in enumerate(values):
        try:
            address = ipaddress.ip_interface(text)
        except ValueError:
            yield document.problem(f"{path}[{place}]", f"{path}: \"{text}\" is no address; write it as in 192.0.2.10/24.")
            continue
        if "/" not in text:
            yield document.problem(f"{path}[{place}]", f"{path}: {text} lacks the length of its network, such as {text}/24.")
        elif address.ip == address.network.network_address and address.network.num_addresses > 2:
            yield document.problem(f"{path}[{place}]", f"{path}: {text} is the network itself; write the box's own address in it.")


def _plain(document, path, values):
    for place, text in enumerate(values):
        if _address(text) is None:
            yield document.problem(f"{path}[{place}]", f"{path}: \"{text}\" is no address; write it as in 192.0.2.1.")


def _networks(document, path, values):
    for place, text in enumerate(values):
        try:
            ipaddress.ip_network(text)
        except ValueError:
            yield document.problem(f"{path}[{place}]", f"{path}: \"{text}\" is no network; write it as in 10.99.0.0/24.")


def _gateways(document, network):
    gateways = [found for found in map(_address, network.get("gateways", [])) if found]
    own = [ipaddress.ip_interface(text) for text in network.get("addresses", []) if _interface(text)]
    if gateways and not own:
        yield document.problem("network.gateways", "network.gateways stands without network.addresses: give both or neither.")
    for gateway in gateways:
        same = [each for each in own if each.version == gateway.version]
        if own and not gateway.is_link_local and not any(gateway in each.network for each in same):
            yield document.problem("network.gateways", f"network.gateways: {gateway} is in none of the networks of network.addresses.")
    if len({gateway.version for gateway in gateways}) < len(gateways):
        yield document.problem("network.gateways", "network.gateways names two routers of one family: keep one.")
    if any(each.version == 4 for each in own) and not any(each.version == 4 for each in gateways):
        yield document.problem("network.addresses", "network.addresses has an IPv4 address, but network.gateways no IPv4 router.")
    if own and not network.get("dns"):
        yield document.problem("network", "network.dns is missing: with fixed addresses nobody else names a resolver.")


def _address(text):
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _interface(text):
    try:
        return "/" in text and ipaddress.ip_interface(text)
    except ValueError:
        return None
