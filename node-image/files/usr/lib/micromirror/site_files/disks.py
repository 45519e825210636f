"""Which disk the stick installs on. Refuses when in doubt: the sentence names what was found and the mend."""

SMALLEST = 16_000_000_000  # two systems of 4 GiB, the state's 4 GiB, and something to mirror
LAYOUT = ["mm-bios", "mm-esp", "mm-root-a", "mm-root-b", "mm-state", "mm-data"]


class Refused(Exception):
    """No disk may be touched; the text says why."""


def choose(devices, stick, wanted=None, links=None):
    """The device to install on. devices: lsblk's "blockdevices"; stick: the name of the disk we run from; wanted:
    install.disk of host.yaml; links: name under /dev/disk/by-id -> device name."""
    disks = [each for each in devices if each["type"] == "disk" and each["name"] != stick and not each["ro"] and size(each)]
    if wanted:
        named = [each for each in disks if wanted in (each.get("serial"), each["name"]) or (links or {}).get(wanted) == each["name"]]
        if len(named) != 1:
            raise Refused(f"host.yaml asks for the disk {wanted}, which {'is several' if named else 'is not there'}. {_found(disks)}")
        return _large(named[0])
    inside = [each for each in disks if not _plugged(each) and size(each) >= SMALLEST]
    ours = [each for each in inside if holds_mirror(each)]
    if len(ours) == 1:
        return ours[0]
    if len(inside) == 1:
        return inside[0]
    if not inside:
        raise Refused(f"There is no disk of at least 16 GB inside. Is it seated? {_found(disks)}")
    held = "several of them hold a mirror" if ours else "none of them holds a mirror yet"
    raise Refused(f"There are {len(inside)} disks inside and {held}: write install.disk into host.yaml. {_found(inside)}")


def is_ours(disk):
    """True where the partitions are those of an earlier installation, in our order."""
    return [each.get("partlabel") for each in disk.get("children", [])] == LAYOUT


def holds_mirror(disk):
    return any(each.get("partlabel") == "mm-data" or each.get("label") == "mm-data" for each in disk.get("children", []))


def size(disk):
    return int(disk.get("size") or 0)


def _plugged(disk):
    return disk.get("tran") == "usb" or bool(disk.get("rm")) or disk["name"].startswith(("loop", "ram", "zram", "sr", "fd", "nbd"))


def _large(disk):
    if size(disk) < SMALLEST:
        raise Refused(f"The disk that host.yaml asks for is too small; 16 GB are needed. {_found([disk])}")
    return disk


def _found(disks):
    if not disks:
        return "No other disk was found."
    said = [f"{each['name']} ({size(each) / 1e9:.0f} GB, {(each.get('model') or 'no model').strip()}, serial {each.get('serial') or 'unknown'})"
            for each in disks]
    return f"Found: {'; '.join(said)}."
