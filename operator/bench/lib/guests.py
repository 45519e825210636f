"""Many guests of one web or rsync server at once, and what they cost it."""
import asyncio
import os
import subprocess
import sys
import tempfile
import time

IDLE = 10_000
SLOW = 1_000
HALF = 500
RSYNCS = 200
REQUEST = b"GET /demo/%s HTTP/1.1\r\nHost: localhost\r\n\r\n"


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(child) for child in file.read().split()]


def family(pid):
    return [pid] + [each for child in children(pid) for each in family(child)]


def anonymous(pid):
    """MiB that nobody else has, of a process and all below it."""
    total = 0
    for each in family(pid):
        try:
            with open(f"/proc/{each}/smaps_rollup") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith("Private_Dirty"))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total / 1024


async def call(port, name=b"small.deb"):
    """One new connection and its answer; milliseconds."""
    start = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(REQUEST % name)
    first = await reader.readline()
    writer.close()
    if b"200" not in first:
        raise OSError(first)
    return (time.monotonic() - start) * 1000


async def calls(port, seconds):
    """The longest of many calls in a row, and how many failed."""
    longest, failed, end = 0, 0, time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            longest = max(longest, await call(port))
        except OSError:
            failed += 1
        await asyncio.sleep(0.005)
    return longest, failed


async def stall(port, seconds):
    quiet, _ = await calls(port, seconds)
    longest, failed = await calls(port, seconds)
    print(f"{longest:.1f} {quiet:.1f} {failed}")


async def settle(sockets):
    for _, writer in sockets:
        writer.transport.abort()
    await asyncio.sleep(3)


async def median_call(port):
    return sorted([await call(port) for _ in range(51)])[25]


async def slow_ones(port):
    """Many who ask for a big file and hardly read."""
    slow = [await asyncio.open_connection("127.0.0.1", port, limit=1024) for _ in range(SLOW)]
    for _, writer in slow:
        writer.write(REQUEST % b"big.iso")
    await asyncio.sleep(5)
    return slow


async def memory_with_slow_ones(port, pid):
    crowd = await slow_ones(port)
    print(f"{anonymous(pid):.1f}")
    await settle(crowd)


async def crowds(port, pid):
    before = anonymous(pid)
    print(f"memory_at_rest {before:.1f} MiB <=60", flush=True)

    idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(IDLE)]
    print(f"memory_{IDLE}_idle {anonymous(pid):.1f} MiB", flush=True)
    print(f"answer_beside_{IDLE}_idle {await median_call(port):.1f} ms", flush=True)
    await settle(idle)

    slow = await slow_ones(port)
    print(f"memory_{SLOW}_slow {anonymous(pid):.1f} MiB", flush=True)
    print(f"answer_beside_{SLOW}_slow {await median_call(port):.1f} ms", flush=True)
    await settle(slow)

    for _ in range(HALF):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(REQUEST % b"big.iso")
        await reader.read(1024)
        writer.transport.abort()
    await asyncio.sleep(2)
    print(f"memory_after_{HALF}_left_half_way {anonymous(pid):.1f} MiB", flush=True)


def rsync(port, pid, ground):
    with tempfile.TemporaryDirectory(dir=ground) as folder:
        command = ["rsync", "--recursive", "--times", "--bwlimit=20", f"rsync://127.0.0.1:{port}/demo/"]
        crowd = [
            subprocess.Popen(command + [os.path.join(folder, str(number))], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            for number in range(RSYNCS)
        ]
        most = 0
        for _ in range(20):
            time.sleep(1)
            most = max(most, anonymous(pid))
        running = sum(1 for each in crowd if each.poll() is None)
        for refusal in {each.stderr.read() for each in crowd if each.poll()}:
            print(refusal.decode(errors="replace"), file=sys.stderr)
        for each in crowd:
            each.kill()
            each.wait()
    print(f"rsync_clients_served {running} clients >={RSYNCS}")
    print(f"memory_{RSYNCS}_rsync {most:.0f} MiB")
    print(f"memory_per_rsync {most / RSYNCS:.2f} MiB")


if __name__ == "__main__":
    if sys.argv[1] == "stall":
        asyncio.run(stall(int(sys.argv[2]), float(sys.argv[3])))
    elif sys.argv[1] == "slow":
        asyncio.run(memory_with_slow_ones(int(sys.argv[2]), int(sys.argv[3])))
    elif sys.argv[1] == "crowds":
        asyncio.run(crowds(int(sys.argv[2]), int(sys.argv[3])))
    else:
        rsync(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
