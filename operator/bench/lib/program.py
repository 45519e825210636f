"""The command micromirror from the jars that ./verify built."""
import os
import subprocess
import sys

from bench import NAME, ROOT


def micromirror(*flags):
    """Its words, with further flags for Java."""
    target = os.path.join(ROOT, "operator/target")
    jar, libraries = os.path.join(target, "micromirror.jar"), os.path.join(target, "lib")
    if not os.path.exists(jar):
        sys.exit(f"{NAME}: operator/target/micromirror.jar is not here; run ./verify first")
    home = subprocess.run([os.path.join(ROOT, ".ci/jdk")], capture_output=True, text=True, check=False).stdout.strip()
    if not home:
        sys.exit(f"{NAME}: this machine has no JDK 25; ./verify says how to get one")
    path = ":".join([jar, *sorted(os.path.join(libraries, name) for name in os.listdir(libraries))])
    java = [os.path.join(home, "bin/java"), "-XX:+UseSerialGC", "-Xms16m", "-Xmx64m", "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders", *flags, "--enable-native-access=ALL-UNNAMED"]
    return [*java, "-cp", path, "io.micromirror.Micromirror"]
