#!/usr/bin/env python3
"""boxes.py BOXES DEAD STATUS SITES: serves STATUS as so many boxes on 127.0.0.1, DEAD of which are dead in two ways, and
writes a manifest of each to SITES. Says "ready", and serves until it is ended."""
import http.server
import os
import socket
import sys
import threading

boxes, dead, status, sites = int(sys.argv[1]), int(sys.argv[2]), open(sys.argv[3], "rb").read(), sys.argv[4]
kept = []


class Box(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(status)))
        self.end_headers()
        self.wfile.write(status)

    def log_message(self, *_):
        pass


def alive():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Box)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


def silent(full):
    """A port that nobody serves; full: nor takes further connections, as where packets go nowhere."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(0 if full else 50)
    kept.append(listener)
    for _ in range(2 if full else 0):
        waiting = socket.socket()
        waiting.setblocking(False)
        waiting.connect_ex(listener.getsockname())
        kept.append(waiting)
    return listener.getsockname()[1]


for number in range(boxes):
    port = silent(number % 2 == 0) if number < dead else alive()
    folder = os.path.join(sites, f"box{number}")
    os.makedirs(folder)
    with open(os.path.join(folder, "node.yaml"), "w") as manifest:
        manifest.write(f"""kind: MirrorNode
metadata: {{name: box{number}}}
spec: {{hostname: 127.0.0.1, http: {{port: {port}}}, projects: [{{name: gimp}}]}}
""")
print("ready", flush=True)
threading.Event().wait()
