"""Which box takes which release, and whose word is a release: what needs no box. `run` runs these."""

import base64
import json
import random
import subprocess
import sys
import tempfile
import unittest
from datetime import datetime, timedelta, timezone
from pathlib import Path

IMAGE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(IMAGE / "files/usr/lib/micromirror"))
from releases import decide, release as form, signed  # noqa: E402
from releases.decide import Halted, Mine, Refused, Report, Take, UpToDate, Wait  # noqa: E402

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=timezone.utc)
SUM = "0123456789abcdef" * 4
PARTS = {
    "operator": {"version": "0.2.0", "files": [{"name": name, "size": 3, "sha256": SUM} for name in ("micromirror-1-operator.yaml", "micromirror.tar.zst")]},
    "k3s": {"version": "v1.35.4+k3s1", "files": [{"name": "k3s", "size": 3, "sha256": SUM}]},
    "system": {"version": "0.2.0", "files": [{"name": "system.ext4.zst", "size": 3, "sha256": SUM}]},
}


def told(names=("a", *(f"box{number}" for number in range(1, 9))), parts=("operator",), **more):
    """What a release.json says, as Python has it."""
    return {"format": 1, "version": "7", "published": f"{NOON:%Y-%m-%dT%H:%M:%SZ}", "halt": False, "canaries": [names[0]],
            "waves": [{"upTo": 0.5, "after": 86400}, {"upTo": 1, "after": 172800}],
            "boxes": [{"name": each, "status": f"http://{each}.example.net/status.json"} for each in names],
            "components": {name: PARTS[name] for name in parts}, **more}


def release(*words, **more):
    return form.read(json.dumps(told(*words, **more)).encode())


def one(kind, of):
    """A box of that wave; -1 for the canary."""
    return next(each.name for each in of.boxes if decide.wave(of, each.name) == kind)


class Form(unittest.TestCase):
    """What is no release is refused with a sentence, whatever the bytes."""

    def test_each_field_is_read_strictly(self):
        part = told()["components"]["operator"]
        for change, sentence in [
            ({"format": 2}, "release.json is not of format 1, which is the one that this system knows"),
            ({"version": "../7"}, "release.json has a version that is none"),
            ({"version": 7}, "release.json has no version, or one of another kind"),
            ({"published": "tomorrow"}, "release.json does not say when it was published"),
            ({"halt": "no"}, "release.json has no halt, or one of another kind"),
            ({"canaries": []}, "release.json names no canary, or one that is not among its boxes"),
            ({"canaries": ["z"]}, "release.json names no canary, or one that is not among its boxes"),
            ({"waves": []}, "release.json has no last wave for all boxes"),
            ({"waves": [{"upTo": 0.9, "after": 0}]}, "release.json has no last wave for all boxes"),
            ({"waves": [{"upTo": 0.5, "after": 9}, {"upTo": 1, "after": 0}]}, "release.json has waves that do not follow each other"),
            ({"waves": [{"upTo": 1, "after": -1}]}, "release.json has a wave that is no share of the boxes, or later than 90 days"),
            ({"boxes": told()["boxes"] * 2}, "release.json names a box twice"),
            ({"boxes": [{"name": "a", "status": "file:///etc/shadow"}]}, "release.json has a status that is none"),
            ({"components": {}}, "release.json names no component"),
            ({"components": {"kernel": part}}, "release.json names the component kernel, which this system does not know"),
            ({"components": {"k3s": {**PARTS["k3s"], "files": []}}}, "release.json's k3s lacks k3s"),
            ({"components": {"operator": {**part, "files": part["files"] * 2}}}, "release.json's operator has a file twice"),
            ({"components": {"k3s": {**PARTS["k3s"], "files": [{"name": "../k3s", "size": 3, "sha256": SUM}]}}},
             "release.json's k3s has a file of an unknown name"),
            ({"components": {"k3s": {**PARTS["k3s"], "files": [{"name": "k3s", "size": 1 << 40, "sha256": SUM}]}}},
             "release.json's k3s of k3s has no possible size"),
            ({"components": {"k3s": {**PARTS["k3s"], "files": [{"name": "k3s", "size": 3, "sha256": "x"}]}}},
             "release.json has a sha256 that is none"),
        ]:
            with self.assertRaises(form.Unusable) as refused:
                release(**change)
            self.assertEqual(str(refused.exception), sentence)

    def test_odd_bytes_are_refused_in_words(self):
        whole = json.dumps(told()).encode()
        for data in (b"", whole[:-1], whole[: len(whole) // 2], b"\xff" * 9, b"[" * 100_000, b"[]", b"null", b" " * (form.LARGEST + 1)):
            with self.assertRaises(form.Unusable):
                form.read(data)
        for seed in range(200):
            chance = random.Random(seed)
            data = bytearray(whole)
            data[chance.randrange(len(data))] = chance.randrange(256)
            try:
                form.read(bytes(data))
            except form.Unusable as refused:
                self.assertRegex(str(refused), r"^release\.json ?.{10,}")


class Decided(unittest.TestCase):
    """Each row: what the box is, what the others tell, when, and what comes of it."""

    def test_each_branch(self):
        of = release()
        operator, later = of.components, [NOON + timedelta(hours=hours) for hours in (25, 49)]
        canary, first, second = (one(kind, of) for kind in (-1, 0, 1))
        firsts = [each.name for each in of.boxes if decide.wave(of, each.name) == 0]
        well = {each.name: Report("on") for each in of.boxes}
        bad = Report("fell-back", "operator 0.2.0 did not serve")
        silent = Report("silent", "does not answer")
        yet = Report("not-yet")
        for mine, reports, now, expected in [
            (Mine(canary), {}, NOON, Take(operator)),
            (Mine(canary), {first: bad, second: silent}, NOON, Take(operator)),
            (Mine(first), well, NOON, Wait("it is the turn of wave 1 at 2026-03-02 12:00 UTC", NOON + timedelta(days=1))),
            (Mine(first), well, later[0], Take(operator)),
            (Mine(first), {canary: Report("on"), second: silent}, later[0], Take(operator)),
            (Mine(first), well | {canary: bad}, NOON, Halted(canary, "operator 0.2.0 did not serve")),
            (Mine(first), well | {canary: bad}, later[1], Halted(canary, "operator 0.2.0 did not serve")),
            (Mine(first), well | {canary: silent}, later[0], Halted(canary, "does not answer")),
            (Mine(first), well | {canary: silent}, NOON, Wait("it is the turn of wave 1 at 2026-03-02 12:00 UTC", NOON + timedelta(days=1))),
            (Mine(first), {}, later[0], Halted(canary, "was not asked")),
            (Mine(first), well | {canary: yet}, later[0], Wait(f"{canary} comes before, and does not run it yet")),
            (Mine(second), well, later[0], Wait("it is the turn of wave 2 at 2026-03-03 12:00 UTC", NOON + timedelta(days=2))),
            (Mine(second), well, later[1], Take(operator)),
            (Mine(second), well | {firsts[0]: silent}, later[1], Halted(firsts[0], "does not answer")),
            (Mine(second), well | {firsts[0]: bad}, later[1], Halted(firsts[0], "operator 0.2.0 did not serve")),
            (Mine("new-in-the-fleet"), well | {canary: bad}, later[1], Halted(canary, "operator 0.2.0 did not serve")),
            (Mine(first, has=frozenset({operator[0].identity})), {}, later[1], UpToDate()),
            (Mine(canary, seen=NOON), {}, NOON, Take(operator)),
            (Mine(canary, own={"operator": "0.2.0"}), {}, NOON, UpToDate()),
            (Mine(canary, own={"operator": "0.1.0"}), {}, NOON, Take(operator)),
            (Mine(canary, lacks=frozenset({"operator"})), {}, NOON, UpToDate()),
            (Mine(canary, seen=NOON + timedelta(seconds=1)), {}, NOON,
             Refused("release 7 is older than the one of 2026-03-01 12:00 UTC that this box has read already")),
            (Mine(canary), {}, NOON - timedelta(days=2), Refused("release 7 was published at 2026-03-01 12:00 UTC, which is still to come: "
                                                                 "the clock of this box, or of whoever signed it, is wrong")),
            (Mine(canary), {}, NOON - timedelta(hours=23), Take(operator)),
            (Mine(canary, bad={operator[0].identity: "it did not serve"}), {}, NOON, Halted(canary, "it did not serve")),
        ]:
            self.assertEqual(decide.decide(of, mine, reports, now), expected, (mine, reports, now))
        beside = [each for each in firsts if each != first]
        for other in beside:
            self.assertEqual(decide.decide(of, Mine(first), well | {other: bad}, later[0]), Halted(other, bad.why))

    def test_a_halt_stops_all_that_have_not_taken_it(self):
        of = release(halt=True)
        self.assertEqual(decide.decide(of, Mine("a"), {}, NOON), Halted("", "release 7 was halted by those who made it"))
        self.assertEqual(decide.decide(of, Mine("a", has=frozenset({of.components[0].identity})), {}, NOON), UpToDate())

    def test_a_system_waits_for_the_time_at_which_the_box_may_restart(self):
        alone, both = release(parts=("system",)), release(parts=("system", "operator"))
        night = NOON.replace(hour=3, day=2)
        wait = Wait("a new system needs a restart, which may be from 03:00 UTC on", night)
        for of, mine, now, expected in [
            (alone, Mine("a"), NOON, wait),
            (alone, Mine("a"), night, Take(alone.components)),
            (alone, Mine("a"), night + timedelta(minutes=119), Take(alone.components)),
            (alone, Mine("a"), night + timedelta(minutes=120), Wait(wait.why, night + timedelta(days=1))),
            (alone, Mine("a", at="23:30"), night.replace(hour=0), Take(alone.components)),
            (alone, Mine("a", restarts=False), night, Wait("a new system needs a restart, which host.yaml forbids: updates.reboot is false")),
            (both, Mine("a"), NOON, Take(both.components[1:])),
            (both, Mine("a"), night, Take(both.components)),
        ]:
            self.assertEqual(decide.decide(of, mine, {}, now), expected, (mine, now))
        self.assertEqual([each.name for each in both.components], ["system", "operator"])

    def test_no_box_takes_a_release_of_which_one_before_it_is_not_well(self):
        takers = 0
        for seed in range(300):
            chance = random.Random(seed)
            names = chance.sample([f"box{number}" for number in range(60)], chance.randint(2, 40))
            shares = sorted(chance.sample(range(1, 100), chance.randint(0, 3)))
            of = release(names, canaries=names[: chance.randint(1, 2)], waves=[
                {"upTo": each / 100, "after": 3600 * (number + 1)} for number, each in enumerate([*shares, 100])])
            states = {name: Report(chance.choices(["on", "not-yet", "fell-back", "silent"], [90, 1, 1, 1])[0], "told so") for name in names}
            now = NOON + timedelta(hours=chance.randint(-5, 9))
            for name in names:
                decision = decide.decide(of, Mine(name), {each: states[each] for each in names if each != name}, now)
                earlier = [states[each].state for each in names if decide.wave(of, each) < decide.wave(of, name)]
                self.assertEqual([], [each for each in earlier if isinstance(decision, Take) and each != "on"], (seed, name))
                takers += isinstance(decision, Take) and decide.wave(of, name) >= 0
        self.assertGreater(takers, 300)

    def test_waves_have_their_shares_and_stay_as_they_are(self):
        of = release([f"box{number}" for number in range(1000)])
        number = [decide.wave(of, each.name) for each in of.boxes]
        self.assertTrue(450 < number.count(0) < 550, number.count(0))
        fewer = release([f"box{number}" for number in range(0, 1000, 7)])
        self.assertEqual({each.name: decide.wave(of, each.name) for each in fewer.boxes}, {each.name: decide.wave(fewer, each.name) for each in fewer.boxes})


class Signatures(unittest.TestCase):
    """Of openssl, in the form of cosign's."""

    # Made once by the library that cosign signs with (github.com/sigstore/sigstore, ECDSASignerVerifier with SHA-256).
    COSIGN = (
        "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE5FT1x67plHIpg3NrlEWjFIv5bMWy\n"
        "uickssUJScTpOeVrDz57WxZn00QKgIIqyx11mXsdJNnse0UVnaH14USCqA==\n-----END PUBLIC KEY-----\n",
        b"MEQCIA8ChNUzv6NIslhE7jEp0ZZN6/EShVGZEbb1y5Mf9tOQAiA2M4HVcW5X1rEpmE+XEZFKZPw/BtCPLJdz4QIydjurDQ==")

    def test_a_signature_of_cosigns_library_is_one(self):
        key, signature = self.COSIGN
        self.assertTrue(signed.by_one_of([key], b"a release\n", signature))
        self.assertFalse(signed.by_one_of([key], b"a release", signature))

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.key, self.public = self.pair("ours")
        self.other, self.foreign = self.pair("theirs")

    def pair(self, name):
        private = self.folder / name
        subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", private], check=True, capture_output=True)
        public = subprocess.run(["openssl", "ec", "-in", private, "-pubout"], check=True, capture_output=True, text=True).stdout
        return private, public

    def sign(self, key, data):
        (self.folder / "data").write_bytes(data)
        return base64.b64encode(subprocess.run(["openssl", "dgst", "-sha256", "-sign", key, self.folder / "data"], check=True, capture_output=True).stdout)

    def test_only_our_keys_sign(self):
        data = b"a release"
        good = self.sign(self.key, data)
        self.assertTrue(signed.by_one_of([self.public], data, good + b"\n"))
        self.assertTrue(signed.by_one_of([self.foreign, self.public], data, good))
        for keys, read, signature in [
            ([self.foreign], data, good),
            ([], data, good),
            ([self.public], data + b" ", good),
            ([self.public], data, self.sign(self.other, data)),
            ([self.public], data, good[:-4]),
            ([self.public], data, b""),
            ([self.public], data, b"\xff no base64"),
            (["no key"], data, good),
        ]:
            self.assertFalse(signed.by_one_of(keys, read, signature), (keys, read, signature))


def form_of_yesterday(text):
    """As if the clock had gone on since."""
    return json.dumps({**json.loads(text), "published": "2020-01-01T00:00:00Z"})


class Made(unittest.TestCase):
    """`release`, as a volunteer calls it."""

    def setUp(self):
        Signatures.setUp(self)
        self.place, self.part = self.folder / "place", self.folder / "part"
        self.part.mkdir()
        for name in ("micromirror-1-operator.yaml", "micromirror.tar.zst", "notes.txt"):
            (self.part / name).write_text("- name: MICROMIRROR_IMAGE\n  value: x:0.2.0\n" if name.endswith("yaml") else name)
        (self.folder / "fleet.json").write_text(json.dumps({"version": 1, "mirrors": [
            {"name": "a", "hostname": "a.example.net", "port": 80}, {"name": "b", "hostname": "b.example.net", "port": 8080}]}))

    pair = Signatures.pair

    def make(self, *words, code=0):
        ended = subprocess.run([sys.executable, IMAGE / "release", *words, self.place], capture_output=True, text=True)
        self.assertEqual(ended.returncode, code, ended.stderr)
        return ended.stderr if code else ended.stdout

    def words(self, version="7"):
        return ["--version", version, "--fleet", self.folder / "fleet.json", "--canary", "a", "--part", f"operator=0.2.0:{self.part}"]

    def read(self):
        data = (self.place / "release.json").read_bytes()
        self.assertTrue(signed.by_one_of([self.public], data, (self.place / "release.json.sig").read_bytes()))
        return form.read(data)

    def test_a_release_is_what_a_box_reads_and_can_be_halted(self):
        self.make(*self.words(), "--key", self.key)
        of = self.read()
        self.assertEqual([each.status for each in of.boxes], ["http://a.example.net/status.json", "http://b.example.net:8080/status.json"])
        self.assertEqual([each.name for each in of.components[0].files], ["micromirror-1-operator.yaml", "micromirror.tar.zst"])
        for each in of.components[0].files:
            self.assertEqual((self.place / each.path).read_text(), (self.part / each.name).read_text())
        (self.place / "release.json").write_text(form_of_yesterday((self.place / "release.json").read_text()))
        self.make("--halt", "--key", self.key)
        after = self.read()
        self.assertEqual((after.halt, after.components), (True, of.components))
        self.assertGreaterEqual(after.published, of.published)

    def test_other_bytes_need_another_version(self):
        self.make(*self.words(), "--key", self.key)
        text = (self.place / "release.json").read_text()
        (self.part / "micromirror.tar.zst").write_text("other bytes")
        (self.place / "release.json").write_text(form_of_yesterday(text))
        self.assertIn("operator 0.2.0 has other bytes than in the release before: raise its version", self.make(*self.words("8"), code=1))
        self.assertEqual((self.place / "release.json").read_text(), form_of_yesterday(text))

    def test_without_a_key_no_box_takes_it(self):
        self.assertIn("cosign sign-blob --key", self.make(*self.words()))
        self.assertFalse((self.place / "release.json.sig").exists())

    def test_what_makes_no_release_is_refused_in_a_sentence(self):
        (self.folder / "no-key").write_text("none")
        for words, sentence in [
            (["--halt"], "there is no release to halt"),
            (["--version", "7"], "say --version, --fleet, --canary and --part"),
            ([*self.words(), "--canary", "z"], "release.json names no canary, or one that is not among its boxes"),
            ([*self.words(), "--wave", "many"], "a wave is SHARE:HOURS, such as 0.25:24, and not many"),
            ([*self.words(), "--part", "kernel=1:x"], "a part is NAME=VERSION:FOLDER, with a name of system, k3s, serving, operator, and not kernel=1:x"),
            ([*self.words(), "--part", f"k3s=1:{self.part}"], "release.json's k3s lacks k3s"),
            ([*self.words()[:-1], f"operator=0.3.0:{self.part}"], "operator 0.3.0 names the image x:0.2.0: its tag must be the version"),
            ([*self.words(), "--key", str(self.folder / "no-key")], f"openssl could not sign with {self.folder}/no-key"),
        ]:
            self.assertIn(f"release: {sentence}", self.make(*words, code=1))
            self.assertFalse((self.place / "release.json").exists())


if __name__ == "__main__":
    unittest.main()
