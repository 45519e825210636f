"""Machines of QEMU for node-image/test: a box with its disks, the stick, and an upstream that only they reach."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
IMAGE = HERE.parent
OUT = IMAGE.parent / "target/node-image"
OVMF = Path("/usr/share/OVMF")


class Wrong(Exception):
    """Something is not as it should be."""


def say(sentence):
    print(f"test: {sentence}", file=sys.stderr, flush=True)


def figure(name, value, unit, goal):
    print(f"{name}\t{value if isinstance(value, (str, int)) else round(value, 1)}\t{unit}\t{goal}", flush=True)


def scratch(name):
    folder = OUT / f"test-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


ACCEL = os.environ.get("ACCEL", "tcg")


def run(*words, **more):
    return subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True, **more).stdout


class Stick:
    """A copy of the image with a site on it."""

    def __init__(self, box, files=None):
        self.file = box.folder / "stick.img"
        self.files = files
        self.box = box
        run("cp", "--sparse=always", OUT / "micromirror.img", self.file)
        self.write()

    def write(self):
        """By check-site where the site is right; a bad one is copied, as a person would who does not check."""
        if self.files is None:
            site = [self.box.folder / name for name in ("node.yaml", "host.yaml")]
            run(sys.executable, IMAGE / "check-site", "--to", self.file, *site)
            return
        for name, text in self.files.items():
            run("mcopy", "-o", "-i", self._site(), "-", f"::{name}", input=text)

    def read(self, name):
        done = subprocess.run(["mtype", "-i", self._site(), f"::{name}"], capture_output=True, text=True)
        return done.stdout

    def _site(self):
        starts = run("sfdisk", "-d", self.file)
        line = next(line for line in starts.splitlines() if "MICROMIRROR" in line)
        return f"{self.file}@@{int(line.split('start=')[1].split(',')[0]) * 512}"


class Box:
    """A machine with its disks (virtio: the first is vda). Everything of it is gone at the end."""

    def __init__(self, folder, disks=1):
        self.folder = folder
        self.disks = [folder / f"disk{number}.qcow2" for number in range(disks)]
        self.wipe()
        self.log = folder / "serial.log"
        self.read_to = 0
        self.process = None
        self.ports = {guest: _free_port() for guest in (22, 80, 873, 6443, 9100)}
        self.vars = folder / "vars.fd"
        if OVMF.exists():
            shutil.copy(OVMF / "OVMF_VARS_4M.fd", self.vars)
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "key")
        self._upstream()
        self._site()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.cut()
        if not os.environ.get("KEEP"):
            for each in self.folder.iterdir():
                if each.suffix in (".img", ".qcow2", ".ext4", ".zst"):
                    each.unlink()

    def wipe(self):
        for disk in self.disks:
            run("qemu-img", "create", "-q", "-f", "qcow2", disk, "20G")

    def _upstream(self):
        tree = self.folder / "upstream"
        tree.mkdir()
        (tree / "hello.txt").write_text("hello\n")
        text = f"use chroot = no\nmax connections = 50\n[house]\npath = {tree}\nread only = yes\nuid = {os.getuid()}\ngid = {os.getgid()}\n"
        (self.folder / "rsyncd.conf").write_text(text)

    def _site(self):
        key = (self.folder / "key.pub").read_text().strip()
        (self.folder / "host.yaml").write_text(f"hostname: ohioix\nssh:\n  keys:\n    - {key}\n")
        (self.folder / "node.yaml").write_text(
            (HERE / "good/everything/node.yaml").read_text().replace("upstream.example.net", "10.0.2.100"))

    def start(self, stick=None, network=True, upstream=True):
        """Powers the box on. Its network reaches the host's forwarded ports and the upstream, nothing else."""
        forwards = "".join(f",hostfwd=tcp:127.0.0.1:{host}-:{guest}" for guest, host in self.ports.items())
        guest = f",guestfwd=tcp:10.0.2.100:873-cmd:rsync --daemon --config={self.folder}/rsyncd.conf" if upstream else ""
        words = ["qemu-system-x86_64", "-M", "q35", "-accel", "tcg,thread=multi,tb-size=1024" if ACCEL == "tcg" else "kvm",
                 "-cpu", "Nehalem", "-smp", "2", "-m", "3072", "-display", "none", "-monitor", "none",
                 "-chardev", f"file,id=serial,path={self.log},append=on", "-serial", "chardev:serial", "-device", "virtio-rng-pci"]
        if not os.environ.get("BIOS"):
            words += ["-drive", f"if=pflash,format=raw,unit=0,readonly=on,file={OVMF}/OVMF_CODE_4M.fd",
                      "-drive", f"if=pflash,format=raw,unit=1,file={self.vars}"]
        for number, disk in enumerate(self.disks):
            words += ["-drive", f"if=none,id=disk{number},file={disk},format=qcow2,discard=unmap",
                      "-device", f"virtio-blk-pci,drive=disk{number},bootindex={number + 2},serial=DISK{number}"]
        if stick:
            words += ["-device", "qemu-xhci", "-drive", f"if=none,id=stick,file={stick.file},format=raw",
                      "-device", "usb-storage,drive=stick,bootindex=1,removable=on"]
        words += ["-nic", f"user,model=virtio-net-pci,restrict=on{forwards}{guest}" if network else "none"]
        self.read_to = self.log.stat().st_size if self.log.exists() else 0
        self.process = subprocess.Popen(words, stderr=open(self.folder / "qemu.log", "ab"), stdin=subprocess.DEVNULL)
        time.sleep(1)
        if self.process.poll() is not None:
            raise Wrong(f"QEMU ended: {(self.folder / 'qemu.log').read_text()[-500:]}")

    def cut(self):
        """The power fails."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def sleep(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(0.2)
            if self.process.poll() is not None:
                raise Wrong(f"QEMU ended: {(self.folder / 'qemu.log').read_text()[-500:]}")

    def spoken(self):
        """In bytes: a boot loader says more than text."""
        return self.log.read_bytes()[self.read_to:] if self.log.exists() else b""

    def last(self):
        lines = [line for line in self.spoken().splitlines() if b"micromirror:" in line]
        return lines[-1].strip().decode(errors="replace") if lines else "nothing"

    def expect(self, words, seconds):
        """Waits until the box says this on its console, and goes on reading behind it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            spoken = self.spoken()
            place = spoken.find(words.encode())
            if place >= 0:
                say(f"the box says: {spoken[place:].splitlines()[0].decode(errors='replace')}")
                self.read_to += place
                return
            self.sleep(1)
        raise Wrong(f"the box did not say \"{words}\" in {seconds} s; its last words:\n{self.spoken()[-3000:].decode(errors='replace')}")

    def until(self, what, true, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if true():
                say(what)
                return
            self.sleep(2)
        raise Wrong(f"not in {seconds} s: {what}")

    def ssh(self, command, **more):
        words = ["ssh", "-q", "-i", self.folder / "key", "-p", self.ports[22], "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
                 "-o", "ControlMaster=auto", "-o", f"ControlPath=/tmp/mm-{self.ports[22]}", "-o", "ControlPersist=20", "-o", "ConnectTimeout=60",
                 "root@127.0.0.1", command]
        done = subprocess.run([str(word) for word in words], capture_output=True, text=more.pop("text", True), **more)
        return done.stdout if isinstance(done.stdout, str) else done.stdout.decode()

    def kubectl(self, words):
        return self.ssh(f"k3s kubectl {words}")

    def update(self, image, sum_of_it, refused=False):
        """As node-image/update sends it."""
        with open(image, "rb") as content:
            said = self.ssh(f"micromirror-update {sum_of_it} 2>&1", stdin=content)
        if not refused:
            self.expect("restarting into the new system", 60)
        return said

    def broken(self, image, command):
        system = self.folder / "broken.ext4"
        run("zstd", "-q", "-d", "-f", image, "-o", system)
        run("debugfs", "-w", "-R", command, system)
        run("zstd", "-q", "-f", "-1", system)
        return Path(f"{system}.zst"), hashlib.blake2b(system.read_bytes()).hexdigest()

    def http(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.ports[80]}{path}", timeout=20) as answer:
                return answer.read().decode()
        except OSError:
            return None

    def rsync(self, path):
        run("rsync", "--timeout=60", f"rsync://127.0.0.1:{self.ports[873]}/{path}", self.folder / "fetched")
        return (self.folder / "fetched").read_text()

    def knock(self, port):
        """Whether something answers there, seen from outside. QEMU itself accepts; a closed port then says nothing."""
        with socket.create_connection(("127.0.0.1", self.ports[port]), 10) as connection:
            connection.settimeout(5)
            try:
                connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
                return bool(connection.recv(1))
            except OSError:
                return False

    def fill(self, content):
        """What was on the disk before the stick came; returns what allocated() then says."""
        if content == "mirror":
            raw = self.folder / "foreign.img"
            tree = self.folder / "foreign/.micromirror"
            tree.mkdir(parents=True)
            run("truncate", "-s", "20G", raw)
            run("mke2fs", "-q", "-F", "-t", "ext4", "-d", tree.parent, raw)
            run("qemu-img", "convert", "-O", "qcow2", raw, self.disks[0])
            raw.unlink()
        return self.allocated()

    def allocated(self):
        return [hashlib.sha256(disk.read_bytes()).hexdigest() for disk in self.disks]


def _free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
