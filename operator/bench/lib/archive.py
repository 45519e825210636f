"""Repositories that change: each layout's packages and indexes, state by state, as a distribution makes them.

Packages hold random bytes, because no client opens what it only downloads; indexes and signatures are real.
"""
import collections
import gzip
import hashlib
import io
import lzma
import os
import random
import subprocess
import tarfile
import time

Package = collections.namedtuple("Package", "name version path size sha256 file")
# number: from 0 on. packages: by path. indexes: path -> file, in the order in which a distribution puts them in place.
State = collections.namedtuple("State", "number packages indexes")


def sha256(content):
    return hashlib.sha256(content).hexdigest()


class Signer:
    """A key of OpenPGP that signs indexes."""

    def __init__(self, ground):
        self._gpg = ["gpg", "--homedir", ground.directory("gnupg"), "--batch", "--quiet", "--yes", "--passphrase", ""]
        os.chmod(ground.directory("gnupg"), 0o700)
        ground.at_end(lambda: subprocess.run(["gpgconf", "--homedir", self._gpg[2], "--kill", "all"], check=False))
        self._run("--quick-gen-key", "bench@example.net", "ed25519", "sign", "never")
        self.keyring = os.path.join(ground.path, "keyring.gpg")
        self._run("--output", self.keyring, "--export")

    def _run(self, *arguments, content=None):
        return subprocess.run([*self._gpg, *arguments], input=content, check=True, capture_output=True).stdout

    def clear(self, content):
        return self._run("--clearsign", content=content)

    def detached(self, content):
        return self._run("--armor", "--detach-sign", content=content)


class Archive:
    """One repository's history, made state by state: some packages are replaced by newer versions each time."""

    pool = "pool"
    suffix = ""

    def __init__(self, store, signer, packages=200, churn=40, sizes=(10_000, 60_000)):
        self._store = store
        self.signer = signer
        self._churn = churn
        self._sizes = sizes
        self._random = random.Random(1)
        self._began = int(time.time()) - 30 * 86400
        self._current = {f"bench{i:03}": None for i in range(packages)}
        self.states = []
        # Which state a file of a group is of, by its checksum.
        self.number_of = {}

    @property
    def names(self):
        return list(self._current)

    def date(self, number):
        """Times of states are minutes apart, so that none is lost on what counts whole seconds."""
        return self._began + 60 * number

    def next(self):
        """Makes one more state."""
        number = len(self.states)
        names = self.names if number == 0 else self._random.sample(self.names, self._churn)
        for name in names:
            self._current[name] = self._package(name, number)
        packages = {package.path: package for package in self._current.values()}
        former = self.states[-1].indexes if self.states else {}
        indexes = self._write(number, self.indexes(number, list(packages.values())))
        state = State(number, packages, {**self.kept(former), **indexes})
        for path in self.group:
            with open(indexes[path], "rb") as file:
                self.number_of[sha256(file.read())] = number
        self.states.append(state)
        return state

    def changed_bytes(self):
        """Bytes that a state brings, on average."""
        before, after = self.states[0], self.states[-1]
        news = [set(b.packages) - set(a.packages) for a, b in zip(self.states, self.states[1:])]
        sizes = {path: p.size for state in self.states for path, p in state.packages.items()}
        total = sum(sizes[path] for paths in news for path in paths)
        indexes = sum(os.path.getsize(file) for path, file in after.indexes.items() if path not in before.indexes)
        return (total + indexes) // max(1, len(news))

    def kept(self, former):
        """Those of the former state's indexes that stay."""
        del former
        return {}

    def _package(self, name, number):
        content = self._random.randbytes(self._random.randint(*self._sizes))
        version = f"1.{number}"
        file = self.filename(name, version)
        path = os.path.join(self._store, "packages", file)
        self._put(path, content, number)
        return Package(name, version, f"{self.pool}/{file}", len(content), sha256(content), path)

    def _write(self, number, indexes):
        files = {}
        for path, content in indexes.items():
            files[path] = os.path.join(self._store, str(number), path)
            self._put(files[path], content, number)
        return files

    def _put(self, path, content, number):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)
        os.utime(path, (self.date(number), self.date(number)))


class Apt(Archive):
    """A Debian archive of one suite and two components; like Debian, it does not offer the index that it names uncompressed."""

    layout = "apt"
    by_hash = True
    suite = "dists/stable"
    entry = f"{suite}/InRelease"
    group = (entry, f"{suite}/Release", f"{suite}/Release.gpg")
    # A distribution keeps what it named by hash for a while.
    kept_states = 3

    def filename(self, name, version):
        return f"{name}_{version}_all.deb"

    def indexes(self, number, packages):
        half = len(packages) // 2
        found = {"main": packages[:half], "contrib": packages[half:]}
        files, sums = {}, []
        for component, part in found.items():
            text = "".join(map(self._paragraph, part)).encode()
            for suffix, content in {"": text, ".gz": gzip.compress(text, mtime=0), ".xz": lzma.compress(text)}.items():
                name = f"{component}/binary-amd64/Packages{suffix}"
                sums.append(f" {sha256(content)} {len(content)} {name}")
                if suffix:
                    files[f"{self.suite}/{name}"] = content
        if self.by_hash:
            hashed = {f"{os.path.dirname(p)}/by-hash/SHA256/{sha256(c)}": c for p, c in files.items()}
            files = {**hashed, **files}
        release = self._release(number, sums).encode()
        files[f"{self.suite}/Release"] = release
        files[f"{self.suite}/Release.gpg"] = self.signer.detached(release)
        files[self.entry] = self.signer.clear(release)
        return files

    def kept(self, former):
        limit = self.date(len(self.states) - self.kept_states)
        return {p: file for p, file in former.items() if "/by-hash/" in p and os.path.getmtime(file) >= limit}

    def _paragraph(self, package):
        return (
            f"Package: {package.name}\nVersion: {package.version}\nArchitecture: all\nMaintainer: Bench <bench@example.net>\n"
            f"Filename: {package.path}\nSize: {package.size}\nSHA256: {package.sha256}\nDescription: bench\n\n"
        )

    def _release(self, number, sums):
        date = time.strftime("%a, %d %b %Y %H:%M:%S UTC", time.gmtime(self.date(number)))
        by_hash = "Acquire-By-Hash: yes\n" if self.by_hash else ""
        return (
            f"Origin: Bench\nLabel: Bench\nSuite: stable\nCodename: stable\nDate: {date}\n{by_hash}Architectures: all amd64\n"
            "Components: main contrib\nDescription: Bench\nSHA256:\n" + "\n".join(sums) + "\n"
        )


class AptFixed(Apt):
    """The same without by-hash, as smaller archives are: index names never change."""

    by_hash = False


class Rpm(Archive):
    """An RPM repository with unique names of metadata, as createrepo_c makes it; the former metadata go."""

    layout = "rpm"
    pool = "Packages"
    entry = "repodata/repomd.xml"
    group = (entry, "repodata/repomd.xml.asc")

    def filename(self, name, version):
        return f"{name}-{version}-1.noarch.rpm"

    def indexes(self, number, packages):
        common = "http://linux.duke.edu/metadata"
        parts = {
            "primary": f'<metadata xmlns="{common}/common" xmlns:rpm="{common}/rpm" packages="{len(packages)}">'
            + "".join(self._primary(p, self.date(number)) for p in packages) + "</metadata>",
            "filelists": self._listing("filelists", packages),
            "other": self._listing("otherdata", packages),
        }
        files, data = {}, ""
        for name, text in parts.items():
            opened = b'<?xml version="1.0" encoding="UTF-8"?>\n' + text.encode()
            packed = gzip.compress(opened, mtime=0)
            path = f"repodata/{sha256(packed)}-{name}.xml.gz"
            files[path] = packed
            data += (
                f'<data type="{name}"><checksum type="sha256">{sha256(packed)}</checksum>'
                f'<open-checksum type="sha256">{sha256(opened)}</open-checksum><location href="{path}"/>'
                f"<timestamp>{self.date(number)}</timestamp><size>{len(packed)}</size><open-size>{len(opened)}</open-size></data>\n"
            )
        entry = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<repomd xmlns="{common}/repo" xmlns:rpm="{common}/rpm">'
            f"<revision>{self.date(number)}</revision>\n{data}</repomd>\n"
        ).encode()
        return {**files, self.group[1]: self.signer.detached(entry), self.entry: entry}

    @staticmethod
    def _primary(package, date):
        version = f'epoch="0" ver="{package.version}" rel="1"'
        return (
            f'<package type="rpm"><name>{package.name}</name><arch>noarch</arch><version {version}/>'
            f'<checksum type="sha256" pkgid="YES">{package.sha256}</checksum><summary>bench</summary>'
            f"<description>bench</description><packager/><url/><time file=\"{date}\" build=\"{date}\"/>"
            f'<size package="{package.size}" installed="{package.size}" archive="{package.size}"/>'
            f'<location href="{package.path}"/><format><rpm:license>Apache-2.0</rpm:license><rpm:vendor/>'
            "<rpm:group>Unspecified</rpm:group><rpm:buildhost>bench</rpm:buildhost><rpm:sourcerpm/>"
            f'<rpm:header-range start="0" end="100"/><rpm:provides><rpm:entry name="{package.name}" flags="EQ" '
            f'{version}/></rpm:provides></format></package>\n'
        )

    @staticmethod
    def _listing(kind, packages):
        name = "filelists" if kind == "filelists" else "other"
        rows = "".join(
            f'<package pkgid="{p.sha256}" name="{p.name}" arch="noarch"><version epoch="0" ver="{p.version}" rel="1"/></package>\n'
            for p in packages
        )
        return f'<{kind} xmlns="http://linux.duke.edu/metadata/{name}" packages="{len(packages)}">{rows}</{kind}>'


class Arch(Archive):
    """A pacman repository, as repo-add makes it: the database, its signature, and the short names as links."""

    layout = "arch"
    pool = "core/os/x86_64"
    entry = f"{pool}/core.db.tar.gz"
    group = (entry, f"{entry}.sig")
    links = {f"{pool}/core.db": "core.db.tar.gz", f"{pool}/core.db.sig": "core.db.tar.gz.sig"}

    def filename(self, name, version):
        return f"{name}-{version}-1-any.pkg.tar.zst"

    def indexes(self, number, packages):
        raw = io.BytesIO()
        with tarfile.open(fileobj=raw, mode="w") as database:
            for package in packages:
                self._add(database, package, self.date(number))
        content = gzip.compress(raw.getvalue(), mtime=0)
        return {f"{self.entry}.sig": self.signer.detached(content), self.entry: content}

    @staticmethod
    def _add(database, package, date):
        desc = {
            "FILENAME": os.path.basename(package.path), "NAME": package.name, "VERSION": f"{package.version}-1", "DESC": "bench",
            "CSIZE": package.size, "ISIZE": package.size, "SHA256SUM": package.sha256, "ARCH": "any", "BUILDDATE": date,
        }
        content = "".join(f"%{key}%\n{value}\n\n" for key, value in desc.items()).encode()
        entry = tarfile.TarInfo(f"{package.name}-{package.version}-1/desc")
        entry.size, entry.mtime = len(content), date
        database.addfile(entry, io.BytesIO(content))


ARCHIVES = {"apt-by-hash": Apt, "apt-fixed": AptFixed, "rpm": Rpm, "arch": Arch}
