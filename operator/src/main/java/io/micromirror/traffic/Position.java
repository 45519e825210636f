package io.micromirror.traffic;

/**
 * How far a log was read. A log that was rotated keeps its file, and a new file takes its name, so the file is known by
 * the number that the disk gave it, and by its birth, because a disk gives a number again.
 *
 * @param log the name under which it is written
 * @param file inode number
 * @param born milliseconds since 1970; 0 where the disk does not know
 * @param offset the first byte that was not read
 */
record Position(String log, long file, long born, long offset) {
    boolean same(Position other) {
        return file == other.file && born == other.born;
    }

    Position at(long newOffset) {
        return new Position(log, file, born, newOffset);
    }
}
