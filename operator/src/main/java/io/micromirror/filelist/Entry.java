package io.micromirror.filelist;

/**
 * What a list says of a path.
 *
 * @param kind f, d or l
 * @param restricted whether it is not for everybody yet
 * @param time what else tells a change
 */
public record Entry(char kind, boolean restricted, long size, String time) {
    static Entry of(String attributes) {
        String[] fields = attributes.substring(attributes.lastIndexOf('\n') + 1).split("\t", 3);
        return new Entry(fields[0].charAt(0), fields[0].length() > 1, Long.parseLong(fields[1]), fields[2]);
    }

    public boolean isDirectory() {
        return kind == 'd';
    }

    public boolean isFile() {
        return kind == 'f';
    }
}
