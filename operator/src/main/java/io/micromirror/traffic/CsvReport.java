package io.micromirror.traffic;

import io.micromirror.traffic.Summary.KeyCount;

/** All counters of a {@link Summary} as CSV (RFC 4180): a row for each day and key. */
final class CsvReport {
    private CsvReport() {}

    static String render(Summary summary) {
        StringBuilder csv = new StringBuilder(
                "day,project,release,architecture,type,requests,bytes,requests_ipv6,bytes_ipv6,files,stored\r\n");
        summary.days().forEach((day, counts) -> {
            for (KeyCount count : counts.keys()) {
                Key key = count.key();
                csv.append("%s,%s,%s,%s,%s,%d,%d,%d,%d,%d,%d\r\n"
                        .formatted(
                                day,
                                quoted(key.project()),
                                quoted(key.release()),
                                quoted(key.architecture()),
                                key.type(),
                                count.requests(),
                                count.bytes(),
                                count.requests6(),
                                count.bytes6(),
                                count.files(),
                                count.stored()));
            }
        });
        return csv.toString();
    }

    private static String quoted(String text) {
        return text.matches("[\\w.+-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
