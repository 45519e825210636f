"""Clients that want to notice nothing of what is done to a mirror under them; what they noticed, as figures."""
import asyncio
import os
import ssl
import sys
import time

PIECE = 1 << 16
TAIL = b"0123456789abcdef"
SLOWER = 16
GET = "GET /demo/%s HTTP/1.1\r\nHost: demo.example.net\r\nConnection: close\r\n%s\r\n"


class Noticed:
    """What clients of one kind saw."""

    def __init__(self):
        self.answered = 0
        self.failures = []
        self.gap = 0.0
        self._last = time.monotonic()

    def good(self):
        now = time.monotonic()
        self.gap = max(self.gap, now - self._last) if self.answered else 0.0
        self._last = now
        self.answered += 1


async def call(address, port, request, expected, tls=None):
    reader, writer = await asyncio.wait_for(asyncio.open_connection(address, port, ssl=tls), 20)
    try:
        writer.write(request)
        answer = await asyncio.wait_for(reader.readuntil(b"\n"), 20)
        if not answer.startswith(expected):
            raise OSError(f"answered {answer!r}")
    finally:
        writer.close()


async def callers(noticed, pause, over, *what, **how):
    """A new connection after each pause, whatever became of those before."""
    waiting = set()

    async def one():
        try:
            await call(*what, **how)
            noticed.good()
        except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError) as trouble:
            noticed.failures.append(repr(trouble))

    while not over():
        task = asyncio.create_task(one())
        waiting.add(task)
        task.add_done_callback(waiting.discard)
        await asyncio.sleep(pause)
    await asyncio.gather(*waiting)


async def download(address, size, rate, over):
    """The bytes of one download at a rate; near its end it goes slowly, until everything was done."""
    reader, writer = await asyncio.open_connection(address, 80, limit=PIECE)
    writer.write((GET % ("big.iso", "")).encode())
    head = await reader.readuntil(b"\r\n\r\n")
    if f"Content-Length: {size + len(TAIL)}\r\n".encode() not in head:
        raise OSError(f"answered {head!r}")
    received, last, due = 0, b"", time.monotonic()
    while piece := await reader.read(PIECE):
        received += len(piece)
        last = (last + piece)[-len(TAIL):]
        slow = received > size - rate * 1_000_000 * 10 and not over()
        due = max(due + len(piece) / (rate * 1_000_000) * (SLOWER if slow else 1), time.monotonic() - 1)
        await asyncio.sleep(max(0.0, due - time.monotonic()))
    writer.close()
    return received, last


async def tail(address, size):
    """A range that begins beyond all else."""
    reader, writer = await asyncio.open_connection(address, 80)
    writer.write((GET % ("big.iso", f"Range: bytes={size}-\r\n")).encode())
    answer = await reader.read()
    writer.close()
    return answer.startswith(b"HTTP/1.1 206") and answer.endswith(b"\r\n\r\n" + TAIL)


async def main(address, size, rate, end):
    def over():
        return os.path.exists(end)

    trusting = ssl._create_unverified_context()  # pylint: disable=protected-access
    http, https, rsyncd = Noticed(), Noticed(), Noticed()
    get = (GET % ("small.deb", "")).encode()
    beyond = await tail(address, size)
    rsync = await asyncio.create_subprocess_exec(
        "rsync", "--bwlimit=2m", "--inplace", f"rsync://{address}/demo/big.iso", end + ".rsync", stderr=asyncio.subprocess.PIPE)
    longest = asyncio.create_task(download(address, size, rate, over))
    await asyncio.gather(
        callers(http, 0.01, over, address, 80, get, b"HTTP/1.1 200"),
        callers(https, 0.1, over, address, 443, get, b"HTTP/1.1 200", tls=trusting),
        callers(rsyncd, 0.02, over, address, 873, b"@RSYNCD: 31.0\n", b"@RSYNCD:"),
    )
    cut = rsync.returncode
    if cut is None:
        rsync.terminate()
    else:
        print((await rsync.stderr.read()).decode(), file=sys.stderr)
    still = not longest.done()
    received, last = await longest
    for name, noticed in (("http", http), ("https", https), ("rsync", rsyncd)):
        for failure in sorted(set(noticed.failures)):
            print(f"{name}: {noticed.failures.count(failure)} times {failure}", file=sys.stderr)
    print("range_beyond_the_file_s_gibibytes", int(beyond), "right", ">=1")
    print("download_lasted_through_everything", int(still), "yes", ">=1")
    print("download_bytes_missing", size + len(TAIL) - received if last == TAIL else -1, "bytes", "<=0")
    print("http_connections", http.answered, "answered", "-")
    print("http_failures", len(http.failures), "connections", "<=0")
    print("https_connections", https.answered, "answered", "-")
    print("https_failures", len(https.failures), "connections", "<=0")
    print("rsync_running_cut", int(cut is not None and cut != 0), "transfers", "<=0")
    print("rsync_new_refused_for", f"{rsyncd.gap * 1000:.0f}", "ms", "<=1000")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]))
