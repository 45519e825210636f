package io.micromirror.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Plots as inline SVG: what a report needs of them and no more. Colours are classes of the page's style sheet, so that
 * light, dark and paper have their own. Pure.
 */
public final class Svg {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 300;
    private static final int LEFT = 70;
    private static final int BOTTOM = 34;
    private static final int TOP = 12;
    private static final int RIGHT = 44;
    private static final int TICKS = 5;

    private Svg() {}

    /** A named line or layer; x and y have as many numbers. */
    public record Series(String name, List<Double> x, List<Double> y) {}

    /** What stands at the axes: units of the numbers, and what is not a number along x, or nothing. */
    public record Axes(String title, String xUnit, String yUnit, List<String> names) {}

    /** Lines over numbers, from zero. */
    public static String lines(Axes axes, List<Series> series) {
        double right = max(series, true);
        double top = max(series, false);
        StringBuilder plot = new StringBuilder();
        for (int i = 0; i < series.size(); i++) {
            Series one = series.get(i);
            List<String> points = new ArrayList<>();
            for (int at = 0; at < one.x().size(); at++) {
                points.add(point(x(one.x().get(at), right), y(one.y().get(at), top)));
            }
            plot.append("<polyline class=\"line c%d\" points=\"%s\"><title>%s</title></polyline>\n"
                    .formatted(i % 10, String.join(" ", points), escaped(one.name())));
        }
        return frame(axes, right, top, plot.toString());
    }

    /** Layers upon each other; all have the same x. */
    public static String layers(Axes axes, List<Series> series) {
        int size = series.isEmpty() ? 0 : series.getFirst().x().size();
        List<Double> sums = new ArrayList<>();
        for (int at = 0; at < size; at++) {
            int day = at;
            sums.add(series.stream().mapToDouble(one -> one.y().get(day)).sum());
        }
        double top = sums.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double right = Math.max(1, size - 1);
        double[] below = new double[size];
        StringBuilder plot = new StringBuilder();
        for (int i = 0; i < series.size(); i++) {
            plot.append(layer(series.get(i), i % 10, below, right, top));
        }
        return frame(axes, right, top, plot.toString());
    }

    private static String layer(Series one, int colour, double[] below, double right, double top) {
        List<String> up = new ArrayList<>();
        List<String> down = new ArrayList<>();
        for (int at = 0; at < below.length; at++) {
            double x = below.length == 1 ? LEFT : x(at, right);
            down.addFirst(point(x, y(below[at], top)));
            below[at] += one.y().get(at);
            up.add(point(x, y(below[at], top)));
        }
        if (below.length == 1) { // one day is a bar
            up.add(point(WIDTH - RIGHT, y(below[0], top)));
            down.addFirst(point(WIDTH - RIGHT, y(below[0] - one.y().getFirst(), top)));
        }
        up.addAll(down);
        return "<polygon class=\"layer c%d\" points=\"%s\"><title>%s</title></polygon>\n"
                .formatted(colour, String.join(" ", up), escaped(one.name()));
    }

    private static String frame(Axes axes, double right, double top, String plot) {
        StringBuilder frame =
                new StringBuilder("<div class=\"wide\"><svg role=\"img\" viewBox=\"0 0 %d %d\" aria-label=\"%s\">\n"
                        .formatted(WIDTH, HEIGHT, escaped(axes.title())));
        for (int i = 0; i <= TICKS; i++) {
            double value = top * i / TICKS;
            frame.append("<path class=\"grid\" d=\"M%d %s H%d\"/><text class=\"y\" x=\"%d\" y=\"%s\">%s</text>\n"
                    .formatted(
                            LEFT,
                            number(y(value, top)),
                            WIDTH - RIGHT,
                            LEFT - 8,
                            number(y(value, top) + 4),
                            tick(value, axes.yUnit())));
        }
        frame.append(plot);
        int names = axes.names().size();
        int step = Math.max(1, (names + 7) / 8);
        for (int i = 0; i <= TICKS && names == 0; i++) {
            frame.append(xText(x(right * i / TICKS, right), tick(right * i / TICKS, axes.xUnit())));
        }
        for (int i = 0; i < names; i += step) {
            frame.append(xText(x(i, right), escaped(axes.names().get(i))));
        }
        return frame.append("</svg></div>\n").toString();
    }

    private static String xText(double x, String text) {
        return "<text class=\"x\" x=\"%s\" y=\"%d\">%s</text>\n".formatted(number(x), HEIGHT - 10, text);
    }

    private static String tick(double value, String unit) {
        return unit.equals("%")
                ? String.format(Locale.ROOT, "%.0f %%", value)
                : unit.equals("B") ? Amounts.bytes(Math.round(value)) : String.format(Locale.ROOT, "%.0f", value);
    }

    /** What the colours mean. */
    public static String legend(List<String> names) {
        return names.stream()
                .map(name -> "<span><i class=\"c%d\"></i>%s</span>".formatted(names.indexOf(name) % 10, escaped(name)))
                .collect(Collectors.joining("", "<p class=\"legend\">", "</p>\n"));
    }

    private static double max(List<Series> series, boolean ofX) {
        double max = series.stream()
                .flatMap(one -> (ofX ? one.x() : one.y()).stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        return max > 0 ? max : 1;
    }

    private static double x(double value, double right) {
        return LEFT + value / right * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double value, double top) {
        return HEIGHT - BOTTOM - (top <= 0 ? 0 : value / top * (HEIGHT - BOTTOM - TOP));
    }

    private static String point(double x, double y) {
        return number(x) + "," + number(y);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Text that stays text in HTML, also between quotes. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
