package io.micromirror.traffic;

import io.micromirror.traffic.Summary.CurvePoint;
import java.util.ArrayList;
import java.util.List;

/**
 * The working-set curve by file: the densest files first, by bytes sent for each stored. Files are put into classes of
 * density 1/32 of a doubling wide instead of being sorted, so that millions take no room; within a class the order does
 * not matter for more than 2 % of that class.
 */
final class FileCurve {
    private static final int CLASSES_OF_DOUBLING = 32;
    private static final int DOUBLINGS = 64;
    private static final int POINTS = 250;

    private final long[] files = new long[2 * DOUBLINGS * CLASSES_OF_DOUBLING];
    private final long[] sizes = new long[files.length];
    private final long[] bytes = new long[files.length];

    void add(long size, long sent) {
        double doublings = Math.log((sent + 1.0) / (size + 1.0)) / Math.log(2);
        int density = (int) ((doublings + DOUBLINGS) * CLASSES_OF_DOUBLING);
        files[density]++;
        sizes[density] += size;
        bytes[density] += sent;
    }

    /** From nothing to all; at most some hundred points, evenly over the traffic and over the size. */
    List<CurvePoint> points() {
        List<CurvePoint> points = new ArrayList<>();
        CurvePoint total = sum(files.length - 1, 0);
        CurvePoint last = new CurvePoint(0, 0, 0);
        points.add(last);
        CurvePoint now = last;
        for (int density = files.length - 1; density >= 0; density--) {
            if (files[density] == 0) {
                continue;
            }
            now = new CurvePoint(
                    now.files() + files[density], now.size() + sizes[density], now.bytes() + bytes[density]);
            if (now.bytes() - last.bytes() > total.bytes() / POINTS
                    || now.size() - last.size() > total.size() / POINTS) {
                points.add(now);
                last = now;
            }
        }
        if (!now.equals(last)) {
            points.add(now);
        }
        return points;
    }

    private CurvePoint sum(int from, int to) {
        CurvePoint sum = new CurvePoint(0, 0, 0);
        for (int i = from; i >= to; i--) {
            sum = new CurvePoint(sum.files() + files[i], sum.size() + sizes[i], sum.bytes() + bytes[i]);
        }
        return sum;
    }
}
