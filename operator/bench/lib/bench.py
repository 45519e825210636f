"""What every benchmark in Python shares: how figures are printed, and the ground that a benchmark stands on."""
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

NAME = os.path.basename(sys.argv[0])
ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "../../.."))


# Goals that were missed, as sentences.
_missed = []


def say(text):
    print(f"{NAME}: {text}", file=sys.stderr, flush=True)


def figure(name, value, unit, goal="-"):
    """One line of the result. The goal is such as <=128, or - for none."""
    if isinstance(value, float):
        value = f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    print(name, value, unit, goal, sep="\t", flush=True)


    if goal != "-" and not met(float(value), goal):
        _missed.append(f"{name} is {value}, not {goal}")


def met(value, goal):
    """Whether a figure reaches its goal, such as <=128."""
    bound = float(goal[2:])
    return value <= bound if goal.startswith("<=") else value >= bound


def miss(what):
    """Takes note of something that should not be."""
    _missed.append(what)


def judge():
    """Ends a strict run: with a failure when a goal was missed."""
    for what in _missed:
        say(f"missed: {what}")
    sys.exit(1 if _missed else 0)


def share(part, whole):
    """A share in percent; of nothing it is 0."""
    return 100.0 * part / whole if whole else 0.0


def need(packages):
    """Installs what is missing, where apt can. packages: command -> Debian package."""
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    missing = [package for command, package in packages.items() if not shutil.which(command, path=path)]
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"{NAME}: this machine lacks {' '.join(missing)}; install it and run this again")
    say(f"installing {' '.join(missing)}")
    # A web server shall not start by itself, beside ours.
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    quiet = dict(check=True, stdout=subprocess.DEVNULL, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"})
    subprocess.run([*apt, "update"], **quiet)
    subprocess.run([*apt, "install", "-y", "--no-install-recommends", *missing], **quiet)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port, address="127.0.0.1"):
    with socket.socket() as probe:
        return probe.connect_ex((address, port)) == 0


def until(condition, seconds, what):
    """Waits for a condition; the benchmark ends when it does not come."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            sys.exit(f"{NAME}: gave up waiting for {what}")
        time.sleep(0.02)


class Ground:
    """A directory and the processes that were started: all gone when it is left, however it is left."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="micromirror-bench-")
        os.chmod(self.path, 0o755)
        self._lock = threading.Lock()
        self._processes = set()
        self._crews = []
        self._ends = []
        self._outliving = []
        self._closed = False
        signal.signal(signal.SIGTERM, self._stopped)
        signal.signal(signal.SIGINT, self._stopped)
        return self

    def __exit__(self, *_):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with self._lock:
            self._closed = True
            processes = list(self._processes)
        for crew in self._crews:
            crew.over.set()
        for process in processes:
            if process not in self._outliving:
                self.kill(process)
        for crew in self._crews:
            crew.stop()
        for end in reversed(self._ends):
            end()
        for process in self._outliving:
            self.kill(process)
        shutil.rmtree(self.path, ignore_errors=True)

    @staticmethod
    def _stopped(*_):
        say("stopped")
        sys.exit(130)

    def at_end(self, end):
        """Called after all processes are gone; the last one told is the first one called."""
        self._ends.append(end)

    def crew(self):
        """A crew that works until it is stopped, or until the ground is left."""
        self._crews.append(Crew())
        return self._crews[-1]

    def outlive(self, process):
        """Lets a process live until everything else has ended."""
        self._outliving.append(process)

    def directory(self, *names):
        path = os.path.join(self.path, *names)
        os.makedirs(path, exist_ok=True)
        return path

    def file(self, name, text):
        path = os.path.join(self.path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def start(self, argv, log=None, **options):
        """Starts a program as a group of processes of its own; what it says goes to a log file."""
        with self._lock:
            if self._closed:
                raise RuntimeError("the benchmark is over")
            with open(log or os.devnull, "ab") as output:
                process = subprocess.Popen(
                    argv, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, **options
                )
            self._processes.add(process)
            return process

    def wait(self, process, timeout=None):
        """Its exit code; it and all its children are killed when the time is over."""
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            return self.kill(process)
        with self._lock:
            self._processes.discard(process)
        return code

    def run(self, argv, timeout=None, log=None, **options):
        return self.wait(self.start(argv, log, **options), timeout)

    def kill(self, process):
        """Kills a program and all that it started."""
        for sent in (signal.SIGCONT, signal.SIGKILL):
            try:
                os.killpg(process.pid, sent)
            except ProcessLookupError:
                pass
        code = process.wait()
        with self._lock:
            self._processes.discard(process)
        return code


class Crew:
    """Threads that do a thing again and again until they are told to stop."""

    def __init__(self):
        self.over = threading.Event()
        self._threads = []

    def add(self, turn, pause=0.0):
        """Calls turn() until the crew is stopped; it sees a fault of its own as the end of the benchmark."""

        def work():
            try:
                while not self.over.is_set():
                    turn()
                    self.over.wait(pause)
            except Exception as trouble:  # pylint: disable=broad-except
                if not self.over.is_set():
                    say(f"trouble: {trouble!r}")
                    os.kill(os.getpid(), signal.SIGTERM)

        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def stop(self):
        self.over.set()
        for thread in self._threads:
            thread.join()
