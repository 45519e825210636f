package io.micromirror.fleet;

import io.micromirror.serve.Html;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A fleet as dots on the part of the world that it lies in, as SVG inside a page. The land is Natural Earth's of 1:110
 * million, which is in the public domain (naturalearthdata.com; by npm's world-atlas 2.0.2), with degrees as they are, three
 * units each, from 84° north to 58° south: {@code land.path}.
 */
final class WorldMap {
    private static final String LAND = "/fleet/land.path";
    private static final int UNITS = 3;
    private static final double WIDTH = 360 * UNITS;
    private static final double NORTH = 84;
    private static final double HEIGHT = (NORTH + 58) * UNITS;

    /** As wide to high as the whole. */
    private static final double SHAPE = WIDTH / HEIGHT;

    private static final double MARGIN = 20 * UNITS;
    private static final double LEAST = 60 * UNITS;

    private WorldMap() {}

    private record Dot(Report report, double x, double y) {}

    /** Which part of the whole is shown. */
    private record Window(double x, double y, double width) {
        double height() {
            return width / SHAPE;
        }
    }

    /** Nothing where nobody said where a mirror stands. */
    static Optional<String> render(List<Report> reports) {
        List<Dot> dots =
                reports.stream().flatMap(report -> dot(report).stream()).toList();
        if (dots.isEmpty()) {
            return Optional.empty();
        }
        Window window = window(dots);
        return Optional.of("""
                <svg role="img" aria-label="%s" viewBox="%s">
                <path class="land" d="%s"/>
                %s</svg>
                """.formatted(
                        dots.size() == 1 ? "A map with one mirror" : "A map with " + dots.size() + " mirrors",
                        numbers(window.x(), window.y(), window.width(), window.height()),
                        land(),
                        dots.stream().map(dot -> circle(dot, window)).collect(Collectors.joining())));
    }

    private static Optional<Dot> dot(Report report) {
        return FleetPage.place(report)
                .filter(place -> place.latitude() != null && place.longitude() != null)
                .map(place -> new Dot(
                        report,
                        (place.longitude() + 180) * UNITS,
                        Math.clamp((NORTH - place.latitude()) * UNITS, 0, HEIGHT)));
    }

    /** All dots, some land around, and never beyond the edge. */
    private static Window window(List<Dot> dots) {
        double left = dots.stream().mapToDouble(Dot::x).min().orElse(0);
        double right = dots.stream().mapToDouble(Dot::x).max().orElse(WIDTH);
        double top = dots.stream().mapToDouble(Dot::y).min().orElse(0);
        double bottom = dots.stream().mapToDouble(Dot::y).max().orElse(HEIGHT);
        double width =
                Math.clamp(Math.max(right - left + 2 * MARGIN, (bottom - top + 2 * MARGIN) * SHAPE), LEAST, WIDTH);
        return new Window(
                Math.clamp((left + right - width) / 2, 0, WIDTH - width),
                Math.clamp((top + bottom - width / SHAPE) / 2, 0, HEIGHT - width / SHAPE),
                width);
    }

    private static String circle(Dot dot, Window window) {
        return "<a href=\"#%s\"><circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"><title>%s: %s</title></circle></a>\n"
                .formatted(
                        FleetPage.anchor(dot.report()),
                        FleetPage.kind(dot.report().state()),
                        number(dot.x()),
                        number(dot.y()),
                        number(window.width() / 100),
                        Html.text(dot.report().member().name()),
                        FleetPage.word(dot.report().state()));
    }

    private static String numbers(double... numbers) {
        return Arrays.stream(numbers).mapToObj(WorldMap::number).collect(Collectors.joining(" "));
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private static String land() {
        try (InputStream land = WorldMap.class.getResourceAsStream(LAND)) {
            return new String(land.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
