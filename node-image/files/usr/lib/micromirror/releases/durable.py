"""Writing that a power cut leaves either done or not begun."""

import os
import shutil


def write(path, text, mode=0o644):
    """Whole or not at all, and not at all where it is there already: flash wears."""
    if path.exists() and path.read_text(errors="replace") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text)
    _into_place(fresh, path, mode)
    return True


def copy(source, target, mode=0o644):
    """The same for a file of any size."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    shutil.copyfile(source, fresh)
    _into_place(fresh, target, mode)


def rename(source, target):
    os.replace(source, target)
    flush(target.parent)


def flush(path):
    """What was written to a file, or renamed in a directory, is on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _into_place(fresh, path, mode):
    os.chmod(fresh, mode)
    flush(fresh)
    rename(fresh, path)


def show(folder, name, text):
    """Into a folder of somebody with fewer rights, who must not make us write elsewhere by a link."""
    there = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fresh = f".{name}.new"
        try:
            os.unlink(fresh, dir_fd=there)
        except FileNotFoundError:
            pass
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644, dir_fd=there), "w", encoding="utf-8") as file:
            os.fchmod(file.fileno(), 0o644)
            file.write(text)
        os.replace(fresh, name, src_dir_fd=there, dst_dir_fd=there)
    finally:
        os.close(there)
