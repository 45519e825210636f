"""A site as the files of a machine: path -> (mode, text). Pure; configure writes them."""

import ipaddress
import json

NODE_ADDRESS = "10.41.0.1"  # of the box towards itself, so that Kubernetes does not care what the uplink's address is
NAMESPACE = "micromirror"
CONNECTIONS = "etc/NetworkManager/system-connections"
UPDATES_AT = "03:00"  # in UTC, where host.yaml says nothing
HEAD = "# Written by micromirror-configure at each boot from /state/site; changes here are lost.\n"


def files(site, firewall, identity):
    """Everything that depends on the site. firewall: the template of the nftables rules; identity: dict with
    wireguardKey, the box's own private key."""
    host = site.host
    name = hostname(site)
    result = {
        "etc/hostname": (0o644, f"{name}\n"),
        "etc/hosts": (0o644, f"127.0.0.1 localhost\n::1 localhost ip6-localhost\n{NODE_ADDRESS} {name}\n"),
        "etc/micromirror/nftables.conf": (0o644, nftables(firewall, host)),
        "etc/micromirror/authorized_keys": (0o600, authorized_keys(site)),
        "etc/ssh/sshd_config.d/20-micromirror-site.conf": (0o644, f"{HEAD}Port {host.get('ssh', {}).get('port', 22)}\n"),
        "etc/rancher/k3s/config.yaml.d/site.yaml": (0o600, k3s(name, host)),
        "var/lib/rancher/k3s/server/manifests/micromirror-2-site.yaml": (0o600, manifests(site)),
        "etc/micromirror/updates.env": (0o644, updates(host)),
    }
    if "release" in host.get("updates", {}):
        result["etc/micromirror/releases.json"] = (0o644, releases(site))
    result.update(network(host.get("network", {})))
    result.update(time_and_log(host))
    if "wireguard" in host:
        result[f"{CONNECTIONS}/micromirror-hub.nmconnection"] = (0o600, wireguard(host["wireguard"], identity))
    return result


def hostname(site):
    return site.host.get("hostname") or site.node["metadata"]["name"]


def authorized_keys(site):
    ssh = site.host.get("ssh", {})
    node = site.node["metadata"]["name"]
    pushes = [f'command="/usr/lib/micromirror/pushed {node} {each["project"]}",restrict {each["key"]}' for each in ssh.get("push", [])]
    return "".join(f"{line}\n" for line in [*ssh.get("keys", []), *pushes])


def manifests(site):
    """What goes to Kubernetes: the site's own projects, then the mirror. JSON is YAML, and has no surprises."""
    result = []
    for manifest in [*site.projects, site.node]:
        metadata = {**manifest["metadata"], "namespace": NAMESPACE}
        result.append(json.dumps({**manifest, "metadata": metadata}, indent=1, ensure_ascii=False, sort_keys=True))
    return "\n---\n".join(result) + "\n"


def k3s(name, host):
    sans = [NODE_ADDRESS] + [text.split("/")[0] for text in host.get("wireguard", {}).get("addresses", [])]
    return HEAD + json.dumps({"node-name": name, "tls-san": sans}) + "\n"


def nftables(template, host):
    ssh = host.get("ssh", {}).get("port", 22)
    lines = []
    for line in template.splitlines():
        if line.strip().endswith("# dscp") and not host.get("dscp", True):
            continue
        lines.append(line.replace("@SSH@", str(ssh)))
    return "\n".join(lines) + "\n"


def network(uplink):
    """NetworkManager's connections: the uplink, its VLAN, and the box's address towards itself."""
    match, mtu = _match(uplink.get("interface")), uplink.get("mtu")
    addresses = _addresses(uplink)
    silent = "[ipv4]\nmethod=disabled\n[ipv6]\nmethod=disabled\n"
    result = {}
    if "vlan" in uplink:
        result["micromirror-wire"] = _connection("ethernet", "micromirror-wire", match + _ethernet(mtu) + silent)
        tag = f"[vlan]\nid={uplink['vlan']}\nflags=1\nparent=bb7cd4d6-0d60-4d6e-8f0b-9a4d7f3f5c01\n"
        result["micromirror-uplink"] = _connection("vlan", "micromirror-uplink", _ethernet(mtu) + tag + addresses, "uplink")
    else:
        result["micromirror-uplink"] = _connection("ethernet", "micromirror-uplink", match + _ethernet(mtu) + addresses)
    own = f"[ipv4]\nmethod=manual\naddress1={NODE_ADDRESS}/24\nroute1=0.0.0.0/0,10.41.0.254,20000\n[ipv6]\nmethod=disabled\n"
    result["micromirror-self"] = _connection("dummy", "micromirror-self", own, "mm0")
    return {f"{CONNECTIONS}/{name}.nmconnection": (0o600, text) for name, text in result.items()}


_IDS = {"micromirror-wire": "bb7cd4d6-0d60-4d6e-8f0b-9a4d7f3f5c01", "micromirror-uplink": "bb7cd4d6-0d60-4d6e-8f0b-9a4d7f3f5c02",
        "micromirror-self": "bb7cd4d6-0d60-4d6e-8f0b-9a4d7f3f5c03", "micromirror-hub": "bb7cd4d6-0d60-4d6e-8f0b-9a4d7f3f5c04"}


def _connection(kind, name, rest, interface=None):
    head = f"{HEAD}[connection]\nid={name}\nuuid={_IDS[name]}\ntype={kind}\nautoconnect=true\nautoconnect-retries=0\n"
    if kind == "ethernet":
        head += "multi-connect=3\n"
    return head + (f"interface-name={interface}\n" if interface else "") + rest


def _match(interface):
    if not interface:
        return ""
    if ":" in interface:
        return f"[ethernet]\nmac-address={interface.upper()}\n"
    return f"interface-name={interface}\n"


def _ethernet(mtu):
    return f"[ethernet]\nmtu={mtu}\n" if mtu else ""


def _addresses(uplink):
    own = [ipaddress.ip_interface(text) for text in uplink.get("addresses", [])]
    routers = [ipaddress.ip_address(text) for text in uplink.get("gateways", [])]
    resolvers = [ipaddress.ip_address(text) for text in uplink.get("dns", [])]
    parts = []
    for version in (4, 6):
        mine = [each for each in own if each.version == version]
        method = "manual" if mine else "auto" if version == 6 or not own else "disabled"
        lines = [f"[ipv{version}]", f"method={method}", "may-fail=true"]
        lines += [f"address{place}={each.with_prefixlen}" for place, each in enumerate(mine, 1)]
        lines += [f"gateway={each}" for each in routers if each.version == version]
        found = [str(each) for each in resolvers if each.version == version]
        if found and method != "disabled":
            lines.append(f"dns={';'.join(found)};")
        if method == "auto" and resolvers:
            lines.append("ignore-auto-dns=true")
        if version == 6 and method == "auto":
            lines += ["addr-gen-mode=0", "ip6-privacy=0"]  # an address that the MAC gives, and stays: a server's
        parts.append("\n".join(lines) + "\n")
    return "".join(parts)


def wireguard(tunnel, identity):
    hub = tunnel["hub"]
    own = [ipaddress.ip_interface(text) for text in tunnel["addresses"]]
    text = f"[wireguard]\nprivate-key={tunnel.get('privateKey') or identity['wireguardKey']}\n"
    text += f"[wireguard-peer.{hub['publicKey']}]\nendpoint={hub['endpoint']}\npersistent-keepalive=25\n"
    text += f"allowed-ips={';'.join(hub['allowedAddresses'])};\n"
    for version in (4, 6):
        mine = [each.with_prefixlen for each in own if each.version == version]
        lines = "".join(f"address{place}={each}\n" for place, each in enumerate(mine, 1))
        text += f"[ipv{version}]\nmethod={'manual' if mine else 'disabled'}\n{lines}"
    return _connection("wireguard", "micromirror-hub", text, "wg-hub")


def time_and_log(host):
    result = {}
    if host.get("ntp"):
        servers = host["ntp"]
        result["etc/systemd/timesyncd.conf.d/micromirror.conf"] = (0o644, f"{HEAD}[Time]\nNTP={' '.join(servers)}\n")
        result["etc/chrony/sources.d/micromirror.sources"] = (0o644, "".join(f"server {each} iburst\n" for each in servers))
    if "logging" in host:
        result["etc/rsyslog.d/60-micromirror.conf"] = (0o644, rsyslog(host["logging"]))
    return result


def rsyslog(logging):
    protocol = logging.get("protocol", "tls")
    port = logging.get("port", 6514 if protocol == "tls" else 514)
    tls = ""
    if protocol == "tls":
        tls = ' StreamDriver="gtls" StreamDriverMode="1" StreamDriverAuthMode="x509/name"'
        tls += f' StreamDriverPermittedPeers="{logging["host"]}"'
    text = HEAD
    if protocol == "tls":
        text += 'global(DefaultNetstreamDriverCAFile="/etc/ssl/certs/ca-certificates.crt")\n'
    text += f'*.* action(type="omfwd" target="{logging["host"]}" port="{port}" protocol="{"udp" if protocol == "udp" else "tcp"}"'
    return text + f'{tls} action.resumeRetryCount="-1" queue.type="LinkedList" queue.size="10000")\n'


def updates(host):
    wanted = host.get("updates", {})
    at = wanted.get("at", UPDATES_AT)
    reboot = f"{(int(at[:2]) + 1) % 24:02}:{at[3:]}"
    return f"{HEAD}AT={at}\nREBOOT={'true' if wanted.get('reboot', True) else 'false'}\nREBOOT_AT={reboot}\n"


def releases(site):
    """What pull-release reads."""
    wanted = site.host["updates"]
    told = {
        "box": site.node["metadata"]["name"],
        "url": wanted["release"]["url"],
        "keys": wanted["release"]["keys"],
        "at": wanted.get("at", UPDATES_AT),
        "reboot": wanted.get("reboot", True),
        "storage": site.node["spec"].get("storage", {}).get("path", "/srv/mirror"),
    }
    return json.dumps(told, indent=1, sort_keys=True) + "\n"
