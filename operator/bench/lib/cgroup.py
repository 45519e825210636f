"""Control groups of the kernel, of either version, for what processes may take of memory."""
import os
import sys
import time

ONE = "/sys/fs/cgroup/memory"
TWO = "/sys/fs/cgroup"


class Group:
    """A group, gone with the ground; its children's names begin with its own. Memory in bytes, 0 for no limit of its own."""

    def __init__(self, ground, name, memory=0):
        first = os.path.isdir(ONE)
        top, rest = name.split("/")[0], name.split("/")[1:]
        self._path = os.path.join(ONE if first else TWO, f"micromirror-bench-{os.getpid()}-{top}", *rest)
        try:
            if not first:
                self._hand_down(os.path.dirname(self._path))
            os.mkdir(self._path)
            ground.at_end(self._remove)
            if memory:
                self._write(self._path, "memory.limit_in_bytes" if first else "memory.max", memory)
        except OSError as trouble:
            sys.exit(f"no control group of memory can be made here: {trouble}")

    @staticmethod
    def _write(path, name, value):
        with open(os.path.join(path, name), "w", encoding="ascii") as file:
            file.write(str(value))

    def _remove(self):
        for _ in range(100):
            try:
                os.rmdir(self._path)
                return
            except OSError:  # its last processes are on their way out
                time.sleep(0.1)

    def _hand_down(self, parent):
        self._write(parent, "cgroup.subtree_control", "+memory")

    def around(self, command):
        """The command, run as a member."""
        return ["/bin/sh", "-c", 'echo $$ >"$0" && exec "$@"', os.path.join(self._path, "cgroup.procs"), *command]
