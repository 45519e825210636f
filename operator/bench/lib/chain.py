"""Walking from the entry points of a served tree to everything that they name, as a client does."""
import collections
import gzip
import hashlib
import io
import lzma
import os
import re
import tarfile
import xml.etree.ElementTree as ElementTree

# kind: missing, short, empty, wrong (other bytes than named), mixed (files of a group that belong to different states)
Fault = collections.namedtuple("Fault", "kind path")
# content: path -> (size, sha256)
Named = collections.namedtuple("Named", "content")


def read(path):
    """The bytes of a file; None when it is not there."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None


class Walker:
    """Walks the trees of one archive. What an index says is remembered by its checksum, so a walk costs little."""

    def __init__(self, archive):
        self._archive = archive
        self._named = {}
        self._steps = {"apt": self._apt, "rpm": self._rpm, "arch": self._arch}[archive.layout]

    def entry(self, tree):
        return read(os.path.join(tree, self._archive.entry))

    def number(self, entry):
        """The state that an entry point is of; None when it is none that was ever published."""
        return self._archive.number_of.get(hashlib.sha256(entry or b"").hexdigest())

    def contradictions(self, tree):
        """(state number, faults) of what clients read; None when it changed meanwhile, so that nothing can be said."""
        entry = self.entry(tree)
        if entry is None:
            return None
        faults = self._follow(tree, entry, deep=False)
        return (self.number(entry), faults) if self.entry(tree) == entry else None

    def faults(self, tree):
        """All that is wrong in a tree that nobody changes: every byte that is named, and every file of the groups."""
        if not os.path.isdir(tree) or not os.listdir(tree):
            return []  # never published
        entry = self.entry(tree)
        if entry is None:
            return [Fault("missing", self._archive.entry)]
        return self._follow(tree, entry, deep=True) + self._group(tree)

    def _follow(self, tree, entry, deep):
        faults, content = [], {}
        for path, checksum, parse in self._steps(tree, entry, deep):
            index = read(os.path.join(tree, path))
            fault = self._fault(index, None, checksum)
            if fault:
                faults.append(Fault(fault, path))
            elif parse:
                if checksum not in self._named:
                    self._named[checksum] = parse(index)
                content.update(self._named[checksum])
        for path, (size, checksum) in content.items():
            if deep:
                fault = self._fault(read(os.path.join(tree, path)), size, checksum)
            else:
                fault = self._size_fault(os.path.join(tree, path), size)
            if fault:
                faults.append(Fault(fault, path))
        return faults

    @staticmethod
    def _fault(content, size, checksum):
        if content is None:
            return "missing"
        if not content:
            return "empty"
        if size is not None and len(content) < size:
            return "short"
        return None if hashlib.sha256(content).hexdigest() == checksum else "wrong"

    @staticmethod
    def _size_fault(path, size):
        try:
            found = os.stat(path).st_size
        except (FileNotFoundError, NotADirectoryError):
            return "missing"
        return None if found == size else "short"

    def _group(self, tree):
        files = {path: read(os.path.join(tree, path)) for path in self._archive.group}
        faults = [Fault("missing" if content is None else "empty", path) for path, content in files.items() if not content]
        numbers = {self.number(content) for content in files.values() if content}
        if len(numbers) > 1 or None in numbers:
            faults.append(Fault("mixed", self._archive.group[0]))
        return faults

    # Each of these yields what an entry point names: path, checksum, and how to read from it what it names (or None).

    def _apt(self, tree, entry, deep):
        suite = self._archive.suite
        for checksum, name in re.findall(rb"^ ([0-9a-f]{64}) +\d+ (\S+)$", entry, re.MULTILINE):
            checksum, name = checksum.decode(), name.decode()
            unpack = {".gz": gzip.decompress, ".xz": lzma.decompress}.get(os.path.splitext(name)[1])
            if not unpack:
                continue  # named, but not offered
            parse = self._packages(unpack)
            if self._archive.by_hash:
                yield f"{suite}/{os.path.dirname(name)}/by-hash/SHA256/{checksum}", checksum, parse
            if deep or not self._archive.by_hash:
                yield f"{suite}/{name}", checksum, parse

    @staticmethod
    def _packages(unpack):
        def parse(index):
            text = unpack(index).decode()
            rows = zip(*(re.findall(rf"^{field}: (.*)$", text, re.MULTILINE) for field in ("Filename", "Size", "SHA256")))
            return {path: (int(size), checksum) for path, size, checksum in rows}

        return parse

    def _rpm(self, tree, entry, deep):
        space = "{http://linux.duke.edu/metadata/repo}"
        for data in ElementTree.fromstring(entry).iter(f"{space}data"):
            path = data.find(f"{space}location").get("href")
            parse = self._primary if data.get("type") == "primary" else None
            yield path, data.find(f"{space}checksum").text, parse

    @staticmethod
    def _primary(index):
        space = "{http://linux.duke.edu/metadata/common}"
        rows = ElementTree.fromstring(gzip.decompress(index)).iter(f"{space}package")
        return {
            p.find(f"{space}location").get("href"): (
                int(p.find(f"{space}size").get("package")), p.find(f"{space}checksum").text)
            for p in rows
        }

    def _arch(self, tree, entry, deep):
        yield self._archive.entry, hashlib.sha256(entry).hexdigest(), self._database

    def _database(self, index):
        content = {}
        with tarfile.open(fileobj=io.BytesIO(gzip.decompress(index))) as database:
            for member in database:
                desc = dict(re.findall(r"^%(\w+)%\n(.*)$", database.extractfile(member).read().decode(), re.MULTILINE))
                content[f"{self._archive.pool}/{desc['FILENAME']}"] = (int(desc["CSIZE"]), desc["SHA256SUM"])
        return content
