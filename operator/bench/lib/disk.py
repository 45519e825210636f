"""A disk whose every write is recorded, so that the power can be cut after any of them, as often as one likes.

QEMU's block layer keeps the log (driver blklogwrites, the format of Linux's dm-log-writes); a loop device brings the disk to
the kernel. A cut leaves what was written before the last flush that completed, and of the writes after it any part, as a
disk with a volatile cache does.
"""
import os
import random
import struct
import subprocess

from bench import until

SIZE = 384 * 1024 * 1024
SECTOR = 512
FLUSH, DISCARD = 1, 4
ENTRY = struct.Struct("<QQQQ")


def call(*argv, check=True):
    return subprocess.run(argv, check=check, capture_output=True, text=True).stdout.strip()


class Disk:
    """A file system on a recorded disk, mounted until detach(); then images of it can be mounted in its place."""

    def __init__(self, ground):
        self._ground = ground
        directory = ground.directory("disk")
        self._image, self._log = os.path.join(directory, "image"), os.path.join(directory, "log")
        self._export = os.path.join(directory, "export")
        self.path = ground.directory("disk", "mounted")
        for path, size in ((self._image, SIZE), (self._log, 0), (self._export, 0)):
            with open(path, "wb") as file:
                file.truncate(size)
        self._daemon = ground.start([
            "qemu-storage-daemon",
            "--blockdev", f"driver=file,node-name=disk,filename={self._image}",
            "--blockdev", f"driver=file,node-name=log,filename={self._log}",
            "--blockdev", f"driver=blklogwrites,node-name=top,file=disk,log=log,log-sector-size={SECTOR}",
            "--export", f"type=fuse,id=export,node-name=top,mountpoint={self._export},writable=on",
        ], os.path.join(directory, "qemu.log"))
        # The processes that write are killed first, then the disk is taken away, then its daemon goes.
        ground.outlive(self._daemon)
        until(lambda: os.path.getsize(self._export) == SIZE, 20, "QEMU's disk")
        self._loop = None
        ground.at_end(self._end)
        self._attach(self._export)
        # Nothing is written later than it must be, so that the log is small; a journal entry every second.
        call("mkfs.ext4", "-q", "-E", "nodiscard,lazy_itable_init=0,lazy_journal_init=0", self._loop)
        self._mount()

    def _attach(self, file):
        self._loop = call("losetup", "--find", "--show", file)

    def _mount(self):
        call("mount", "-o", "commit=1", self._loop, self.path)

    def detach(self):
        """Takes the disk or the image away."""
        call("umount", self.path, check=False)
        if self._loop:
            call("losetup", "--detach", self._loop, check=False)
            self._loop = None

    def _end(self):
        self.detach()
        call("umount", "--lazy", self._export, check=False)

    def position(self):
        """How far the log has come."""
        return os.path.getsize(self._log)

    def points(self, start, end):
        """The places in the log, between two positions, after which the power can be cut."""
        return [place for place, _, _, _ in self._entries(0, end) if start <= place]

    def cut(self, points):
        """For each of these points, in the log's order: mounts the disk as a cut of power leaves it, and yields the point."""
        base, cut = self._image + ".base", self._image + ".cut"
        with open(base, "wb") as file:
            file.truncate(SIZE)
        flushed = 0
        for point in sorted(points):
            flushed = self._advance(base, flushed, point)
            call("cp", "--sparse=always", base, cut)
            self._lose(cut, flushed, point)
            self._attach(cut)
            try:
                self._mount()
                yield point
            finally:
                self.detach()

    def _advance(self, base, begin, end):
        """Brings the base to the last flush before the end."""
        entries = list(self._entries(begin, end))
        flushes = [i for i, (_, flags, _, _) in enumerate(entries) if flags & FLUSH]
        if not flushes:
            return begin
        self._apply(base, entries[: flushes[-1] + 1])
        return entries[flushes[-1] + 1][0] if flushes[-1] + 1 < len(entries) else end

    def _lose(self, image, begin, end):
        """Applies some of the writes that were not flushed."""
        self._apply(image, [entry for entry in self._entries(begin, end) if random.random() < 0.5])

    def _apply(self, image, entries):
        with open(self._log, "rb") as log, open(image, "r+b") as disk:
            for place, flags, sector, sectors in entries:
                if flags & DISCARD or not sectors:
                    continue
                log.seek(place + SECTOR)
                disk.seek(sector * SECTOR)
                disk.write(log.read(sectors * SECTOR))

    def _entries(self, begin, end):
        """Place in the log, flags, first sector and number of sectors of each entry."""
        with open(self._log, "rb") as log:
            place = max(begin, SECTOR)  # after the log's own header
            while place < end:
                log.seek(place)
                header = log.read(ENTRY.size)
                if len(header) < ENTRY.size:
                    return
                sector, sectors, flags, _ = ENTRY.unpack(header)
                yield place, flags, sector, sectors
                place += SECTOR + (0 if flags & DISCARD else sectors * SECTOR)
