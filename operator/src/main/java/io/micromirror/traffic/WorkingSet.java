package io.micromirror.traffic;

import io.micromirror.traffic.Summary.CurvePoint;
import java.util.List;

/** Reads a curve of size against traffic; between two points it is a line. */
final class WorkingSet {
    private WorkingSet() {}

    /** The share of all traffic that the densest so many bytes have. */
    static double shareOf(List<CurvePoint> curve, long size) {
        for (int i = 1; i < curve.size(); i++) {
            CurvePoint to = curve.get(i);
            if (to.size() >= size) {
                CurvePoint from = curve.get(i - 1);
                double part = to.size() == from.size() ? 1 : (double) (size - from.size()) / (to.size() - from.size());
                return (from.bytes() + part * (to.bytes() - from.bytes()))
                        / Math.max(1, curve.getLast().bytes());
            }
        }
        return 1;
    }

    /** The smallest size that has a share of all traffic. */
    static long sizeOf(List<CurvePoint> curve, double share) {
        for (int i = 1; i < curve.size(); i++) {
            double wanted = share * curve.getLast().bytes();
            CurvePoint to = curve.get(i);
            if (to.bytes() >= wanted) {
                CurvePoint from = curve.get(i - 1);
                double part = to.bytes() == from.bytes() ? 1 : (wanted - from.bytes()) / (to.bytes() - from.bytes());
                return Math.round(from.size() + part * (to.size() - from.size()));
            }
        }
        return 0;
    }
}
