"""How boxes take releases: by their real files, downloads and signatures. `run` runs these. See boxes.py."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
import unittest.mock
from datetime import timedelta
from pathlib import Path

from boxes import IMAGE, NAMES, OPERATOR, Fleet
from releases import box as boxed, course, fetch, live


class Waves(Fleet):
    """What the whole fleet does."""

    def test_a_good_release_goes_wave_by_wave(self):
        self.release("7", self.part("operator", "2"), self.part("serving", "3"), self.part("k3s", "4"))
        self.round()
        self.assertEqual(self.live("a"), {("2", "3", "# 4")})
        self.assertEqual(self.live(*NAMES[1:]), {("1", "1", "# 1")})
        self.assertEqual(self.boxes["a"].told(), {"running": "7", "of": "7", "state": "running", "why": ""})
        self.assertTrue(self.wave(0) and self.wave(1), "each wave has a box")
        self.clock[0] += timedelta(hours=25)
        self.round()
        self.assertEqual(self.live("a", *self.wave(0)), {("2", "3", "# 4")})
        self.assertEqual(self.live(*self.wave(1)), {("1", "1", "# 1")})
        self.clock[0] += timedelta(hours=24)
        self.round()
        self.assertEqual(self.live(), {("2", "3", "# 4")})
        self.assertEqual({each.told()["state"] for each in self.boxes.values()}, {"running"})
        for each in self.boxes.values():
            self.assertFalse((each.root / "state/update/files").exists())
            self.assertEqual((each.root / "removed").read_text().split()[-1], "example.net/micromirror:0")
            self.assertEqual(each.state()["trial"], None)

    def test_a_bad_release_stays_at_the_canary_which_falls_back_by_itself(self):
        self.release("7", self.part("operator", "2", well=False), self.part("serving", "3"))
        before = {each: sorted((path, path.read_bytes()) for path in self.boxes[each].here.rglob("*") if path.is_file()) for each in NAMES[1:]}
        self.round()
        self.assertEqual(self.live("a"), {("1", "3", "# 1")}, "each component falls back on its own")
        self.assertEqual(self.boxes["a"].told(), {"running": None, "of": "7", "state": "fell-back", "why": "the box did not serve with operator 2-bad"})
        imported = (self.boxes["a"].root / "imported").read_bytes()
        self.clock[0] += timedelta(hours=50)
        self.round()
        self.round()
        self.assertEqual((self.boxes["a"].root / "imported").read_bytes(), imported, "there is no second try")
        for each in NAMES[1:]:
            self.assertEqual(self.boxes[each].told()["why"], "a: the box did not serve with operator 2-bad")
            self.assertEqual(self.boxes[each].told()["state"], "halted")
            self.assertEqual(sorted((path, path.read_bytes()) for path in self.boxes[each].here.rglob("*") if path.is_file()), before[each])
        self.release("8", self.part("operator", "9"), self.part("serving", "3"))
        self.round("a")
        self.clock[0] += timedelta(hours=50)
        self.round("a", *self.wave(0), *self.wave(1))
        self.assertEqual(self.live(), {("9", "3", "# 1")}, "a mended release goes its way")

    def test_each_component_is_fallen_back_from(self):
        for name in ("serving", "k3s", "operator"):
            self.release(f"7-{name}", self.part(name, "2", well=False))
            self.round("a")
            self.assertEqual(self.live("a"), {("1", "1", "# 1")}, name)
            self.assertEqual(self.boxes["a"].told()["why"], f"the box did not serve with {name} 2-bad")
            self.release(f"8-{name}", self.part(name, "3"))
            self.round("a")
            self.assertEqual(self.boxes["a"].told()["state"], "running")
            self.release(f"9-{name}", self.part(name, "4", well=False))
            good = self.live("a")
            self.round("a")
            self.assertEqual(self.live("a"), good, f"{name} goes back to the one of before, and not to the system's own")
            self.boxes["a"] = self.fresh("a")

    def fresh(self, name):
        shutil.rmtree(self.folder / name)
        return self.box(name)

    def test_a_silent_or_ill_box_halts_those_after_it(self):
        self.release("7", self.part("operator", "2"))
        self.round("a")
        self.clock[0] += timedelta(hours=50)
        last = self.wave(1)[0]
        (self.boxes["a"].root / "www/status.json").unlink()
        self.round(last)
        self.assertRegex(self.boxes[last].told()["why"], r"^a: http://127\.0\.0\.1:\d+/a/status\.json cannot be read \(curl: .*404")
        self.boxes["a"].publish()
        (self.boxes["a"].root / "www/status.json").write_text('{"serving": {"error": "nginx says no"}, "update": {"running": "7", "of": "7"}}')
        self.round(last)
        self.assertEqual(self.boxes[last].told()["why"], "a: its web server does not run what it should")
        (self.boxes["a"].root / "www/status.json").write_text("x" * (fetch.LARGEST_STATUS + 1))
        self.round(last)
        self.assertRegex(self.boxes[last].told()["why"], "^a: .*/status.json is larger than 1024 KB$")
        self.assertEqual(self.live(last), {("1", "1", "# 1")})

    def test_what_came_with_the_system_is_not_taken_again(self):
        box = self.boxes["a"]
        (box.root / "usr/share/micromirror").mkdir(parents=True)
        (box.root / "usr/share/micromirror/components.json").write_text('{"operator": "2", "k3s": "1"}')
        self.release("7", self.part("operator", "2"), self.part("k3s", "1"))
        self.round("a")
        self.assertEqual((box.told()["state"], (box.here / "released").exists()), ("running", False))
        self.release("8", self.part("operator", "3"), self.part("k3s", "1"))
        self.round("a")
        self.assertEqual(box.live(), ("3", "3", "# 1"))
        self.release("9", self.part("operator", "2"), self.part("k3s", "1"))
        self.round("a")
        self.assertEqual(box.live(), ("2", "2", "# 1"), "an older version of a part is taken when a newer release names it")

    def test_a_box_that_is_not_well_by_itself_tries_nothing(self):
        (self.boxes["a"].root / "ill").write_text("bad")
        self.release("7", self.part("operator", "2"))
        self.round("a")
        self.assertEqual(self.boxes["a"].told()["why"], "this box is not well by itself, so that a trial would tell nothing")
        (self.boxes["a"].root / "ill").unlink()
        self.round("a")
        self.assertEqual(self.live("a"), {("2", "2", "# 1")})


class Systems(Fleet):
    def setUp(self):
        super().setUp()
        self.clock[0] = self.clock[0].replace(hour=3, minute=30) + timedelta(days=1)

    def test_one_that_serves_stays_and_the_rest_follows(self):
        self.release("7", self.part("system", "2"), self.part("operator", "2"))
        box = self.boxes["a"]
        self.round("a")
        self.assertEqual((box.root / "written").read_text(), "system 2" * 9999)
        self.round("a")
        self.assertEqual((box.live()[0], box.state()["trial"]["component"]), ("1", "system"), "nothing else is tried until the restart")
        box.here.joinpath("released/x").mkdir(parents=True)
        box.restart(serves=True)
        self.round("a")
        self.assertEqual((box.live()[0], box.told()["state"]), ("2", "running"))

    def test_one_that_does_not_serve_is_not_tried_again(self):
        self.release("7", self.part("system", "2"))
        box = self.boxes["a"]
        self.round("a")
        box.restart(serves=False)
        (box.root / "written").unlink()
        self.round("a")
        self.round("a")
        self.assertFalse((box.root / "written").exists())
        self.assertEqual((box.told()["state"], box.told()["why"]), ("fell-back", "the box did not serve with system 2"))

    def test_one_that_comes_too_slowly_waits_for_the_next_night(self):
        self.release("7", self.part("system", "2"))
        box, download = self.boxes["a"], fetch.files

        def slow(*words):
            self.clock[0] += timedelta(hours=2)
            return download(*words)

        with unittest.mock.patch.object(fetch, "files", slow):
            self.round("a")
        self.assertFalse((box.root / "written").exists())
        self.assertEqual(box.told()["why"], "the time in which the box may restart passed while the system came; it is here for the next one")
        self.clock[0] += timedelta(hours=22)
        next(self.place.glob("files/*")).unlink()  # it is not fetched again
        self.round("a")
        self.assertTrue((box.root / "written").exists())

    def test_one_that_is_cut_off_while_it_is_written_is_written_again(self):
        self.release("7", self.part("system", "2"))
        box = self.boxes["a"]
        program = box.root / "usr/sbin/micromirror-update"
        good = program.read_text()
        program.write_text("#!/bin/bash\nkill -9 $PPID\n")
        self.cut_off(box)
        program.write_text("#!/bin/bash\necho another update runs >&2; exit 1\n")
        self.round("a")
        self.assertEqual(box.told()["why"], "system 2 could not be written: another update runs")
        program.write_text(good)
        self.round("a")
        self.assertEqual((box.root / "written").read_text(), "system 2" * 9999)
        box.restart(serves=True)
        self.round("a")
        self.assertEqual(box.told()["state"], "running")

    def test_on_trial_nothing_is_touched(self):
        self.release("7", self.part("system", "2"))
        box = self.boxes["a"]
        self.round("a")
        (box.root / "proc/cmdline").write_text("micromirror.slot=b\n")
        self.round("a")
        self.assertEqual(box.state()["trial"]["component"], "system")

    def test_a_machine_with_one_system_takes_the_rest(self):
        box = self.boxes["a"]
        (box.root / "proc/cmdline").write_text("quiet\n")
        self.release("7", self.part("system", "2"), self.part("operator", "2"))
        self.round("a")
        self.assertEqual((box.live()[0], box.told()["state"]), ("2", "running"))
        self.assertFalse((box.root / "written").exists())


class Bad(Fleet):
    """What came wrong changes nothing, and is told in a sentence."""

    def setUp(self):
        super().setUp()
        self.release("7", self.part("operator", "2"))
        self.file = max(self.place.glob("files/*"), key=lambda each: each.stat().st_size)
        self.before = self.files()

    def files(self):
        return sorted((path, path.read_bytes()) for path in self.boxes["a"].root.rglob("*") if path.is_file() and "/state/" not in str(path)
                      and path.name not in ("said", "update.json", "status.json"))

    def refused(self, sentence):
        self.round("a")
        self.assertRegex(self.boxes["a"].told()["why"], sentence)
        self.assertEqual(self.files(), self.before)

    def test_a_tampered_release(self):
        path = self.place / "release.json"
        path.write_text(path.read_text().replace('"7"', '"8"'))
        self.refused("^release.json of http://127.0.0.1:.* is not signed by a key that host.yaml names$")

    def test_another_key(self):
        self.resign(lambda text: text, self.pair("theirs")[0])
        self.refused("^release.json of .* is not signed by a key that host.yaml names$")

    def test_an_older_release(self):
        # The newer one is known to the box, but not taken: another system's format.
        old = [(each, each.read_bytes()) for each in (self.place / "release.json", self.place / "release.json.sig")]
        self.clock[0] += timedelta(hours=1)
        self.resign(lambda text: text.replace('"halt": false', '"halt": true').replace('"halt":false', '"halt":true'))
        self.refused("^release 7 was halted by those who made it$")
        for path, data in old:
            path.write_bytes(data)
        self.refused("^release 7 is older than the one of .* that this box has read already$")

    def test_a_tampered_file(self):
        data = self.file.read_bytes()
        self.file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        self.refused(r"^micromirror.* of operator 2 is not what release.json says: its size or SHA-256 sum differs$")
        self.file.write_bytes(data)
        self.round("a")
        self.assertEqual(self.live("a"), {("2", "2", "# 1")})

    def test_a_longer_file(self):
        self.file.write_bytes(self.file.read_bytes() + b"more")
        self.refused("of operator 2 is not what release.json says: its size or SHA-256 sum differs$")

    def test_a_truncated_file_goes_on_from_where_it_ended(self):
        data = self.file.read_bytes()
        self.file.write_bytes(data[:40])
        self.refused(rf"^http.* ended after 40 of {len(data)} bytes .*; the next try goes on from there$")
        self.file.write_bytes(b"!" * 40 + data[40:])  # what came already is not asked for again
        part = next((self.boxes["a"].root / "state/update/files").glob(self.file.name))
        self.assertEqual(part.read_bytes(), data[:40])
        self.round("a")
        self.assertEqual(self.live("a"), {("2", "2", "# 1")})

    def test_a_missing_file(self):
        self.file.unlink()
        self.refused("^http.* ended after 0 of .* 404")

    def test_no_release_at_all(self):
        (self.place / "release.json").unlink()
        with self.assertRaisesRegex(fetch.Unreachable, "/release.json cannot be read"):
            self.round("a")
        self.assertEqual(self.files(), self.before)

    def test_a_damaged_memory(self):
        (self.boxes["a"].root / "state/update").mkdir(parents=True)
        (self.boxes["a"].root / "state/update/state.json").write_text('{"seen": "20')
        with self.assertRaisesRegex(boxed.Damaged, "state.json is damaged"):
            self.round("a")
        self.assertEqual(self.files(), self.before)

    def test_an_image_that_is_none(self):
        (self.parts / "operator-2/micromirror.tar.zst").write_bytes(b"\x28\xb5\x2f\xfd no image")
        self.release("8", f"operator=2:{self.parts}/operator-2")
        self.round("a")
        self.assertEqual(self.boxes["a"].told()["why"], "operator 2 was not taken: its image cannot be read by containerd")
        self.assertEqual(self.live("a"), {("1", "1", "# 1")})

    def test_a_link_in_the_storage_leads_nowhere(self):
        """Pods with fewer rights write there."""
        victim, public = self.folder / "victim", self.boxes["a"].root / "srv/mirror/.micromirror"
        victim.write_text("whole")
        for name in ("update.json", ".update.json.new"):
            (public / name).symlink_to(victim)
        self.round("a")
        self.assertEqual((victim.read_text(), self.boxes["a"].told()["state"]), ("whole", "running"))


class Killed(Fleet):
    """kill -9 before each thing that changes the disk or containerd, and a next round that ends what was begun."""

    def test_at_every_moment(self):
        box = self.boxes["a"]
        self.release("6", self.part("operator", "1.5"))
        self.round("a")
        self.release("7", self.part("k3s", "3"), self.part("operator", "4", well=False))
        whole = {box.live()[0], "1.5", "4-bad"}
        saved = self.folder / "saved"
        subprocess.run(["cp", "-a", box.root, saved], check=True)
        moment = 0
        while self.killed(box, moment):
            self.assertIn(box.live()[0], whole, moment)
            self.assertIn(box.live()[2], ("# 1", "# 3"), moment)
            self.round("a")
            self.assertEqual(box.live(), ("1.5", "1.5", "# 3"), moment)
            self.assertEqual((box.told()["state"], box.told()["why"]), ("fell-back", "the box did not serve with operator 4-bad"), moment)
            self.assertIsNone(box.state()["trial"], moment)
            shutil.rmtree(box.root)
            subprocess.run(["cp", "-a", saved, box.root], check=True)
            moment += 1
        self.assertGreater(moment, 20)
        self.assertEqual(box.live(), ("1.5", "1.5", "# 3"))

    def killed(self, box, moment):
        """Whether a round in a process of its own had such a moment."""
        child = os.fork()
        if child == 0:
            left = [moment]

            def counted(call):
                def instead(*words, **more):
                    if left[0] == 0:
                        os.kill(os.getpid(), signal.SIGKILL)
                    left[0] -= 1
                    return call(*words, **more)
                return instead

            os.replace, os.link, shutil.rmtree = map(counted, (os.replace, os.link, shutil.rmtree))
            live._import = counted(live._import)
            sys.stderr = open(os.devnull, "w", encoding="utf-8")
            try:
                course.round_(box)
            finally:
                os._exit(0)
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])

    def test_twice_in_one_trial_is_taken_for_its_fault(self):
        box = self.boxes["a"]
        self.release("7", self.part("k3s", "2"))
        self.program(self.folder / "bin/systemctl", "kill -9 $PPID")
        for _ in range(2):
            self.cut_off(box)
        self.assertEqual(box.live()[2], "# 2")
        self.program(self.folder / "bin/systemctl", "exit 0")
        self.round("a")
        self.assertEqual((box.live()[2], box.told()["why"]), ("# 1", "the trial of k3s 2 was cut off 2 times"))


class Program(Fleet):
    """pull-release as systemd calls it."""

    def run_(self, *words):
        return subprocess.run([sys.executable, IMAGE / "files/usr/lib/micromirror/pull-release", *words], capture_output=True, text=True,
                              env={**os.environ, "MICROMIRROR_ROOT": str(self.boxes["a"].root)})

    def test_a_round_and_the_start_of_a_box(self):
        ended = self.run_()
        self.assertEqual(ended.returncode, 1)
        self.assertRegex(ended.stderr, r"^http://127\.0\.0\.1:\d+/place/release\.json cannot be read \(curl: .*404")
        self.assertEqual(len(ended.stderr.splitlines()), 1)
        self.release("7", self.part("operator", "2"))
        self.round("a")
        placed = self.boxes["a"].manifests / live.OPERATOR
        placed.write_text((self.boxes["a"].here / "manifests" / live.OPERATOR).read_text())  # as another system left it
        ended = self.run_("manifests")
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        self.assertEqual(self.live("a"), {("2", "2", "# 1")})
        ended = self.run_()
        self.assertEqual((ended.returncode, ended.stderr), (0, ""), "nothing to do is nothing to say")


class LooksWell(unittest.TestCase):
    """looks-well by what Kubernetes answers; the paths that it asks for are those of a Deployment."""

    WELL = {"readyz": "ok", "nodes": "True", "available": "1", "Serving": "True", "Ready": "True", "operator": "3=3 1 1 1 x:2", "serving": "7=7 1 1 1 x:1"}

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.folder / "manifest").write_text(OPERATOR.format(2, 1).replace("example.net/micromirror", "x"))
        (self.folder / "k3s").write_text("""#!/bin/bash
case "$*" in
*/readyz*) what=readyz ;; *get\\ nodes*) what=nodes ;; *mirrornodes*Serving*) what=Serving ;; *mirrornodes*Ready*) what=Ready ;;
*component=operator*) what=operator ;; *component=serving*) what=serving ;; *deployment\\ micromirror*) what=available ;;
esac
cat "${0%/*}/$what"
""")
        (self.folder / "k3s").chmod(0o755)

    def asked(self, *words, **answers):
        for name, text in {**self.WELL, **answers}.items():
            (self.folder / name).write_text(text and f"{text}\n")
        environment = {"PATH": f"{self.folder}:{os.environ['PATH']}", "MICROMIRROR_MANIFEST": str(self.folder / "manifest")}
        return subprocess.run([IMAGE / "files/usr/lib/micromirror/looks-well", *words], env=environment, capture_output=True).returncode == 0

    def test_each_answer_counts(self):
        every = ("--placed", "--ready")
        self.assertTrue(self.asked() and self.asked(*every))
        for name in ("readyz", "nodes", "available", "Serving"):
            self.assertFalse(self.asked(**{name: ""}), name)
        self.assertTrue(self.asked(Ready="Unknown", operator="", serving=""))
        self.assertFalse(self.asked("--ready", Ready="Unknown"))
        for name, text in [
            ("operator", ""),
            ("operator", "3=3 1 1 1 x:1"),      # still the one before
            ("operator", "4=3 1 1 1 x:2"),      # not seen by its controller yet
            ("operator", "3=3 1 1  x:2"),       # does not start
            ("serving", ""),
            ("serving", "7=7 2 1 1 x:1"),       # the one before is still there
            ("serving", "7=7 1 1 1 x:0"),
            ("serving", "7=7 1 1 1 x:1\n8=8 1 1  x:1"),
        ]:
            self.assertFalse(self.asked(*every, **{name: text}), text)
        self.assertTrue(self.asked(*every, serving="7=7 1 1 1 x:1\n8=8 1 1 1 x:1"))


if __name__ == "__main__":
    unittest.main()
