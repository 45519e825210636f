#!/usr/bin/env python3
"""outside.py JAVA CLASSES STATUS MINUTES: boxes as network namespaces on one wire, each with an nginx and `micromirror observe`
of its two neighbours, and a hub with a Prometheus that has the chart's rules and scrapes them: bytes at rest, false accusations
while a fifth of all packets is lost on each way, seconds until a cut uplink is known and until its alert fires, and what the one
without an uplink says. Needs root, ip, nft and prometheus."""
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.parse

sys.path.insert(0, os.path.dirname(__file__))
import bench  # noqa: E402
from bench import Ground, figure, free_port, say, until  # noqa: E402

JAVA, CLASSES, STATUS, MINUTES = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
BOXES = 5
LOSS = 20
SPACE = f"mm{os.getpid()}"
NAMES = [f"box{number}" for number in range(1, BOXES + 1)]
HUB = "hub"
METRICS = 9110
PROMETHEUS = 9090
RULES = os.path.join(bench.ROOT, "charts/micromirror/alerts/rules.yaml")
ALERT = "MicromirrorUnreachable"


def ip(*argv):
    subprocess.run(["ip", *argv], check=True, stdout=subprocess.DEVNULL)


def space(name):
    return f"{SPACE}-{name}"


def inside(name, *argv):
    return ["ip", "netns", "exec", space(name), *argv]


def wire(ground):
    """A bridge in a namespace of its own, and a cable from there to each box."""
    ip("netns", "add", space("wire"))
    ground.at_end(lambda: subprocess.run(["ip", "netns", "delete", space("wire")], check=False))
    ip("-n", space("wire"), "link", "add", "bridge", "type", "bridge")
    ip("-n", space("wire"), "link", "set", "bridge", "up")
    for number, name in enumerate([*NAMES, HUB], 1):
        cable(ground, number, name)


def cable(ground, number, name):
    folder = f"/etc/netns/{space(name)}"
    ip("netns", "add", space(name))
    ground.at_end(lambda: subprocess.run(["ip", "netns", "delete", space(name)], check=False))
    os.makedirs(folder)
    ground.at_end(lambda: shutil.rmtree(folder, ignore_errors=True))
    with open(f"{folder}/hosts", "w", encoding="utf-8") as hosts:
        hosts.write("127.0.0.1 localhost\n")
        for other, named in enumerate(NAMES, 1):
            hosts.write(f"10.98.0.{other} {named}.example.net\nfd98::{other} {named}.example.net\n")
    ip("-n", space(name), "link", "add", "up0", "type", "veth", "peer", "name", name, "netns", space("wire"))
    ip("-n", space("wire"), "link", "set", name, "master", "bridge", "up")
    ip("-n", space(name), "link", "set", "lo", "up")
    ip("-n", space(name), "link", "set", "up0", "up")
    ip("-n", space(name), "address", "add", f"10.98.0.{number}/24", "dev", "up0")
    ip("-n", space(name), "address", "add", f"fd98::{number}/64", "dev", "up0", "nodad")


def drop(name, rule):
    """What a box does not get to see, and what does not leave it; an empty rule for all is well."""
    chains = "".join(
        f"chain {hook} {{ type filter hook {hook} priority 0; {side} \"up0\" {rule} drop; }}\n"
        for hook, side in ((("input", "iifname"),) if rule and "numgen" in rule else (("input", "iifname"), ("output", "oifname")))
    )
    text = "table inet cut\ndelete table inet cut\n" + (f"table inet cut {{ {chains} }}\n" if rule is not None else "")
    subprocess.run(inside(name, "nft", "-f", "-"), input=text, text=True, check=True)


def serve(ground, name, port):
    root = ground.directory(name)
    with open(STATUS, encoding="utf-8") as status:
        told = json.load(status)
    told["hostname"] = f"{name}.example.net"
    ground.file(f"{name}/status.json", json.dumps(told))
    temp = "".join(f"{kind}_temp_path {root}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    config = ground.file(
        f"{name}.conf",
        f"daemon off; user root; worker_processes 1; pid {root}/pid; error_log {root}/log; events {{}}\n"
        f"http {{ access_log off; {temp} server {{ listen {port}; listen [::]:{port}; root {root}; }} }}\n",
    )
    ground.start(inside(name, "/usr/sbin/nginx", "-c", config, "-e", f"{root}/log"))
    ground.file(
        f"sites/{name}/node.yaml",
        f"kind: MirrorNode\nmetadata: {{name: {name}}}\nspec: {{hostname: {name}.example.net, http: {{port: {port}}}}}\n",
    )


def observe(ground, name):
    java = [JAVA, "-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"]
    argv = [*java, "-cp", CLASSES, "io.micromirror.Micromirror", "observe", "--as", name, "--watch", "--json"]
    argv += ["--metrics", f"10.98.0.{NAMES.index(name) + 1}:{METRICS}", f"{ground.path}/sites"]
    ground.start(inside(name, *argv), log=f"{ground.path}/{name}.said")


def prometheus(ground):
    """At the hub, with the chart's rules as they are."""
    targets = json.dumps([f"10.98.0.{number}:{METRICS}" for number in range(1, BOXES + 1)])
    config = ground.file(
        "prometheus.yaml",
        f"global: {{scrape_interval: 15s, evaluation_interval: 15s}}\nrule_files: [{RULES}]\n"
        f"scrape_configs:\n  - job_name: operator\n    honor_labels: true\n    static_configs: [{{targets: {targets}}}]\n",
    )
    data = ground.directory("prometheus")
    listen = f"127.0.0.1:{PROMETHEUS}"
    argv = ["prometheus", f"--config.file={config}", f"--storage.tsdb.path={data}", f"--web.listen-address={listen}"]
    ground.start(inside(HUB, *argv), log=f"{ground.path}/prometheus.log")


def asked(path):
    """What Prometheus answers; null while it does not."""
    url = f"http://127.0.0.1:{PROMETHEUS}/api/v1/{path}"
    script = "import sys, urllib.request; sys.stdout.buffer.write(urllib.request.urlopen(sys.argv[1], timeout=20).read())"
    answer = subprocess.run(inside(HUB, "python3", "-c", script, url), capture_output=True, check=False)
    return json.loads(answer.stdout)["data"] if answer.returncode == 0 else None


def fires():
    """Whom the alert names now."""
    alerts = (asked("alerts") or {"alerts": []})["alerts"]
    return [each["labels"]["neighbour"] for each in alerts if each["labels"]["alertname"] == ALERT and each["state"] == "firing"]


def fired(minutes):
    """Of how many mirrors the alert fired in the last minutes."""
    selector = urllib.parse.quote(f'last_over_time(ALERTS{{alertname="{ALERT}",alertstate="firing"}}[{minutes}m])')
    return {each["metric"]["neighbour"] for each in asked(f"query?query={selector}")["result"]}


def said(ground, name):
    """Every line that an observer has told, oldest first."""
    try:
        with open(f"{ground.path}/{name}.said", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.startswith("{") and line.endswith("}\n")]
    except FileNotFoundError:
        return []


def seen(ground, name):
    lines = said(ground, name)
    return {each["name"]: each["seen"] for each in lines[-1]["mirrors"]} if lines else {}


def watchers(ground, of):
    return [name for name in NAMES if of in seen(ground, name)]


def all_up(ground):
    return all(set(seen(ground, name).values()) == {"UP"} for name in NAMES)


def octets(name):
    link = json.loads(subprocess.run(["ip", "-n", space(name), "-s", "-j", "link", "show", "up0"], capture_output=True, check=True).stdout)
    return sum(link[0]["stats64"][way]["bytes"] for way in ("rx", "tx"))


def rest(ground):
    say("counting bytes for two minutes of rest")
    before = {name: octets(name) for name in NAMES}
    start = time.monotonic()
    time.sleep(120)
    scale = 86400 / (time.monotonic() - start)
    # The whole of a file, once an hour, over each family, to two and from two, lies outside these minutes.
    whole = 24 * 2 * 4 * os.path.getsize(STATUS)
    worst = max((octets(name) - before[name]) * scale + whole for name in NAMES)
    figure("observe-traffic-of-a-box", worst / 1e6, "MB/day", "<=50")


def lossy(ground):
    say(f"losing {LOSS} % of all packets on each way for {MINUTES} minutes")
    before = {name: len(said(ground, name)) for name in NAMES}
    for name in NAMES:
        drop(name, f"numgen random mod 100 < {LOSS}")
    time.sleep(60 * MINUTES)
    for name in NAMES:
        drop(name, None)
    told = [each for name in NAMES for line in said(ground, name)[before[name]:] for each in line["mirrors"]]
    figure("observe-false-accusations", sum(each["seen"] in ("DOWN", "PARTIAL") for each in told), f"in {MINUTES} minutes", "<=0")
    figure("observe-false-alerts", len(fired(MINUTES + 1)), f"in {MINUTES} minutes", "<=0")


def cut(ground, victim, rule, word, name):
    """The moment of it."""
    say(f"{name}: cutting {victim}")
    looking = watchers(ground, victim)
    drop(victim, rule)
    start = time.monotonic()
    took = {}
    while len(took) < len(looking) and time.monotonic() - start < 300:
        for each in looking:
            if each not in took and seen(ground, each)[victim] == word:
                took[each] = time.monotonic() - start
        time.sleep(0.1)
    figure(f"observe-{name}-known-to", len(took), "watchers", ">=2")
    figure(f"observe-{name}-known-after", max(took.values(), default=300), "s", "<=120")
    return start


def alarm(start, victim):
    """Until Prometheus fires, which scrapes and reckons every 15 s; nobody else may be named."""
    until(fires, 180, "the alert")
    figure("observe-cut-uplink-alert-fires-after", time.monotonic() - start, "s", "<=120")
    time.sleep(60)
    figure("observe-cut-uplink-alerts-of-others", len(fired(5) - {victim}), "mirrors", "<=0")


def main():
    with Ground() as ground:
        wire(ground)
        port = free_port()
        for name in NAMES:
            serve(ground, name, port)
        for name in NAMES:
            observe(ground, name)
        until(lambda: all_up(ground), 120, "every box to be seen UP")
        rest(ground)
        prometheus(ground)
        until(lambda: asked("alerts") is not None, 60, "Prometheus")
        lossy(ground)
        until(lambda: all_up(ground), 120, "every box to be seen UP")
        start = cut(ground, NAMES[0], "meta l4proto { tcp, udp, icmp }", "DOWN", "cut-uplink")
        alarm(start, NAMES[0])
        until(lambda: set(seen(ground, NAMES[0]).values()) == {"UNKNOWN"}, 180, "the one that was cut to know nothing")
        told = [each for line in said(ground, NAMES[0]) for each in line["mirrors"]]
        figure("observe-accusations-by-the-cut-one", sum(each["seen"] in ("DOWN", "PARTIAL") for each in told), "mirrors", "<=0")
        drop(NAMES[0], None)
        until(lambda: all_up(ground), 180, "every box to be seen UP")
        until(lambda: not fires(), 120, "the alert to end")
        cut(ground, NAMES[1], "ip6 nexthdr tcp", "PARTIAL", "cut-ipv6")


main()
