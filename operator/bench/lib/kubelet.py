#!/usr/bin/env python3
"""kubelet KUBECONFIG NAMESPACE: plays the kubelets of all nodes labelled micromirror.io/played, and what runs on them:
serving pods become ready and answer for status.json on their node's address, sync pods end at once with a result. To be
run in the network namespace of the API server's machine. Ends with SIGTERM."""
import base64
import datetime
import hashlib
import http.client
import http.server
import json
import os
import queue
import re
import ssl
import sys
import tempfile
import threading
import time

KUBECONFIG, NAMESPACE = sys.argv[1:]
PODS = f"/api/v1/namespaces/{NAMESPACE}/pods"
HEARTBEAT_SECONDS = 15
MERGE = "application/strategic-merge-patch+json"


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class Api:
    """A connection to the API server; each thread has its own."""

    def __init__(self):
        with open(KUBECONFIG, encoding="utf-8") as file:
            text = file.read()
        self.context = ssl.create_default_context(cadata=self.secret(text, "certificate-authority-data").decode())
        with tempfile.NamedTemporaryFile() as pair:
            pair.write(self.secret(text, "client-certificate-data") + self.secret(text, "client-key-data"))
            pair.flush()
            self.context.load_cert_chain(pair.name)
        self.connection = None

    @staticmethod
    def secret(text, name):
        return base64.b64decode(re.search(name + r': "?([A-Za-z0-9+/=]+)', text).group(1))

    def open(self, method, path, body=None, kind="application/json"):
        if self.connection is None:
            self.connection = http.client.HTTPSConnection("127.0.0.1", 6443, context=self.context, timeout=600)
        self.connection.request(method, path, body and json.dumps(body), {"Content-Type": kind})
        return self.connection.getresponse()

    def ask(self, method, path, body=None, kind="application/json"):
        for _ in range(3):
            try:
                with self.open(method, path, body, kind) as response:
                    answer = json.load(response)
                if response.status < 300 or response.status in (404, 409):
                    return answer
                print(f"kubelet: {method} {path}: {response.status} {answer.get('message')}", file=sys.stderr, flush=True)
            except (OSError, http.client.HTTPException, ValueError):
                self.connection = None
            time.sleep(0.5)
        return {}


class Box:
    """What a node has on its disk, as far as its web server tells: the results, and the site that it serves."""

    def __init__(self, address):
        self.address = address
        self.results = {}
        self.site = None

    def status(self):
        mark = self.site and hashlib.sha256(self.site.encode()).hexdigest()[:12]
        return {"projects": list(self.results.values()), "serving": {"site": mark, "wanted": mark, "live": mark}}


def boxes(api):
    found = {}
    for node in api.ask("GET", "/api/v1/nodes?labelSelector=micromirror.io/played")["items"]:
        found[node["metadata"]["name"]] = Box(node["status"]["addresses"][0]["address"])
    return found


def heartbeats(found):
    api = Api()
    while True:
        for name in found:
            lease = f"/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases"
            renewed = {"renewTime": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
            spec = {"holderIdentity": name, "leaseDurationSeconds": 60, **renewed}
            if api.ask("PATCH", f"{lease}/{name}", {"spec": spec}, "application/merge-patch+json").get("code") == 404:
                api.ask("POST", lease, {"metadata": {"name": name}, "spec": spec})
        time.sleep(HEARTBEAT_SECONDS)


def web(found):
    by_address = {box.address: box for box in found.values()}

    class Status(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            body = json.dumps(by_address[self.connection.getsockname()[0]].status()).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    http.server.ThreadingHTTPServer(("", 80), Status).serve_forever()


def ran(box, pod):
    """A sync that found everything at once."""
    project = pod["metadata"]["labels"]["micromirror.io/project"]
    time_now = now()
    result = {
        "project": project, "path": project, "module": project, "title": project, "outcome": "Updated", "reason": "",
        "upstream": "", "started": time_now, "finished": time_now, "bytes": 1, "files": 1, "deleted": 0,
        "published": time_now, "succeeded": time_now,
    }
    box.results[project] = result
    return result


def status(box, pod):
    serving = pod["metadata"]["labels"].get("app.kubernetes.io/component") == "serving"
    time_now = now()
    state = {"running": {"startedAt": time_now}}
    if not serving:
        state = {"terminated": {
            "exitCode": 0, "reason": "Completed", "startedAt": time_now, "finishedAt": time_now,
            "message": json.dumps(ran(box, pod)), "containerID": "played://sync",
        }}
    yes = {"status": "True" if serving else "False", "lastTransitionTime": time_now}
    return {
        "phase": "Running" if serving else "Succeeded",
        "hostIP": box.address, "podIP": box.address, "startTime": time_now,
        "conditions": [{"type": kind, **yes} for kind in ("Ready", "ContainersReady")],
        "containerStatuses": [
            {"name": each["name"], "image": each["image"], "imageID": "played", "ready": serving, "started": serving,
             "restartCount": 0, "state": state}
            for each in pod["spec"]["containers"]
        ],
    }


def play(found, pods):
    api = Api()
    while True:
        pod = pods.get()
        name = pod["metadata"]["name"]
        box = found.get(pod["spec"].get("nodeName"))
        if box is None:
            continue
        if pod["metadata"].get("deletionTimestamp"):
            api.ask("DELETE", f"{PODS}/{name}?gracePeriodSeconds=0")
        elif pod["status"].get("phase") == "Pending":
            maps = f"/api/v1/namespaces/{NAMESPACE}/configmaps"
            if "serving" == pod["metadata"]["labels"].get("app.kubernetes.io/component"):
                node = pod["metadata"]["labels"]["micromirror.io/node"]
                box.site = next(iter(api.ask("GET", f"{maps}/{node}-serve")["data"].values()))
            api.ask("PATCH", f"{PODS}/{name}/status", {"status": status(box, pod)}, MERGE)


def watch(pods):
    """Every pod as it is now and as it becomes."""
    api = Api()
    while True:
        version = None
        listed = api.ask("GET", PODS)
        for pod in listed.get("items", []):
            pods.put(pod)
        version = listed.get("metadata", {}).get("resourceVersion", "0")
        try:
            for line in api.open("GET", f"{PODS}?watch=true&resourceVersion={version}"):
                event = json.loads(line)
                if event["type"] in ("ADDED", "MODIFIED"):
                    pods.put(event["object"])
        except (OSError, http.client.HTTPException, ValueError):
            pass
        api.connection = None


def main():
    found = boxes(Api())
    pods = queue.Queue()
    threading.Thread(target=heartbeats, args=(found,), daemon=True).start()
    threading.Thread(target=web, args=(found,), daemon=True).start()
    for _ in range(4):
        threading.Thread(target=play, args=(found, pods), daemon=True).start()
    print("playing", len(found), flush=True)
    watch(pods)


main()
