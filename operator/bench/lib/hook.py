"""hook.py URL RATE SECONDS: posts to it at that rate over 20 connections, each when it is due; how long answers took."""

import http.client
import sys
import threading
import time
import urllib.parse

url, rate, seconds = urllib.parse.urlsplit(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
THREADS = 20
took, codes, lock = [], {}, threading.Lock()


def post(first):
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=10)
    start = time.monotonic()
    mine, mine_codes = [], {}
    for turn in range(first, rate * seconds, THREADS):
        wait = start + turn / rate - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        asked = time.monotonic()
        try:
            connection.request("POST", f"{url.path}?{url.query}")
            answer = connection.getresponse()
            answer.read()
            code = answer.status
        except (OSError, http.client.HTTPException):
            connection.close()
            code = "none"
        mine.append(time.monotonic() - asked)
        mine_codes[code] = mine_codes.get(code, 0) + 1
    with lock:
        took.extend(mine)
        for code, count in mine_codes.items():
            codes[code] = codes.get(code, 0) + count


begun = time.monotonic()
threads = [threading.Thread(target=post, args=(first,)) for first in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
took.sort()
print(f"rate\t{len(took) / (time.monotonic() - begun):.0f}\tcalls/s")
print(f"median\t{took[len(took) // 2] * 1000:.1f}\tms")
print(f"p99\t{took[len(took) * 99 // 100] * 1000:.1f}\tms")
for code, count in sorted(codes.items(), key=str):
    print(f"answers-{code}\t{count}\tcalls")
