"""Real package managers as clients of a mirror: caches of their own, no retries, nothing of this machine read or written."""
import os
import shutil

TIMEOUT_SECONDS = 60


class Client:
    """One client: update() reads the indexes with an empty cache, fetch() downloads packages that they name."""

    def __init__(self, ground, home, url, keyring):
        self._ground = ground
        self.home = ground.directory(home)
        self.url = url
        self.keyring = keyring
        self.log = os.path.join(ground.path, home.replace("/", "-") + ".log")
        self.environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C", "HOME": self.home}

    def forget(self):
        """Empties all caches."""
        shutil.rmtree(self.home, ignore_errors=True)
        os.makedirs(self.home)
        self.prepare()

    def write(self, name, text):
        path = os.path.join(self.home, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def run(self, *argv):
        nice = ["nice", "-n", "5", *argv]
        return self._ground.run(nice, TIMEOUT_SECONDS, self.log, env=self.environment, cwd=self.home) == 0


class Apt(Client):
    """apt-get, with signatures checked."""

    needs = {"apt-get": "apt"}

    def prepare(self):
        for directory in ("lists/partial", "cache/archives/partial", "etc"):
            os.makedirs(os.path.join(self.home, directory))
        self.write("status", "")
        self.write("etc/sources.list", f"deb [arch=amd64 signed-by={self.keyring}] {self.url} stable main contrib\n")
        self.environment["APT_CONFIG"] = self.write(
            "apt.conf",
            f'Dir::State "{self.home}"; Dir::State::lists "{self.home}/lists"; Dir::State::status "{self.home}/status";\n'
            f'Dir::Cache "{self.home}/cache"; Dir::Cache::pkgcache ""; Dir::Cache::srcpkgcache "";\n'
            f'Dir::Etc "{self.home}/etc"; Dir::Etc::parts "/dev/null"; Dir::Etc::main "/dev/null";\n'
            f'Dir::Etc::sourceparts "/dev/null"; Dir::Etc::trusted "/dev/null"; Dir::Etc::trustedparts "/dev/null";\n'
            'APT::Architecture "amd64"; APT::Architectures { "amd64"; }; APT::Sandbox::User "root"; APT::Update::Error-Mode "any";\n'
            'Acquire::Retries "0"; Acquire::http::Proxy "DIRECT"; Acquire::Languages "none"; Acquire::http::Timeout "20";\n',
        )

    def update(self):
        return self.run("apt-get", "-qq", "update")

    def fetch(self, names):
        return self.run("apt-get", "-qq", "download", *names)


class Dnf(Client):
    """dnf, into a root of its own."""

    needs = {"dnf": "dnf"}

    def prepare(self):
        self.config = self.write(
            "dnf.conf",
            f"[main]\nreposdir={self.home}/none\ncachedir={self.home}/cache\npersistdir={self.home}/persist\nlogdir={self.home}\n"
            "plugins=0\nretries=1\ntimeout=20\nmetadata_expire=never\nskip_if_unavailable=0\ngpgcheck=0\ninstall_weak_deps=0\n"
            f"module_platform_id=platform:bench\n[bench]\nname=bench\nbaseurl={self.url}\nenabled=1\nproxy=\n",
        )

    def _dnf(self, *arguments):
        return self.run("dnf", "-q", "-y", "-c", self.config, f"--installroot={self.home}/root", "--releasever=1", *arguments)

    def update(self):
        return self._dnf("makecache")

    def fetch(self, names):
        return self._dnf("install", "--downloadonly", *names)


class Pacman(Client):
    """pacman, into a root of its own."""

    needs = {"pacman": "pacman-package-manager"}

    def prepare(self):
        for directory in ("root", "db", "cache", "gpg", "hooks"):
            os.makedirs(os.path.join(self.home, directory))
        self.config = self.write(
            "pacman.conf",
            f"[options]\nRootDir = {self.home}/root\nDBPath = {self.home}/db\nCacheDir = {self.home}/cache\n"
            f"LogFile = {self.home}/pacman.log\nGPGDir = {self.home}/gpg\nHookDir = {self.home}/hooks\n"
            f"Architecture = x86_64\nSigLevel = Never\n[core]\nServer = {self.url}/core/os/x86_64\n",
        )

    def _pacman(self, *arguments):
        return self.run("pacman", "--config", self.config, "--noconfirm", "--noprogressbar", *arguments)

    def update(self):
        return self._pacman("-Sy")

    def fetch(self, names):
        return self._pacman("-Sw", *names)


CLIENTS = {"apt": Apt, "rpm": Dnf, "arch": Pacman}
