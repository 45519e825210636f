package io.micromirror.push;

import java.util.List;

/** Which topics are meant, as MQTT has it: {@code +} stands for one part between slashes, {@code #} at the end for all that follow. */
public record TopicFilter(String text) {
    private static final String ONE = "+";
    private static final String REST = "#";

    /** Topics that begin so are the broker's own and matched by no wildcard. */
    private static final String OWN = "$";

    boolean matches(String topic) {
        List<String> wanted = parts(text);
        List<String> given = parts(topic);
        boolean wild = wanted.getFirst().equals(ONE) || wanted.getFirst().equals(REST);
        return !(wild && topic.startsWith(OWN)) && matches(wanted, given);
    }

    private static boolean matches(List<String> wanted, List<String> given) {
        for (int i = 0; i < wanted.size(); i++) {
            String part = wanted.get(i);
            if (part.equals(REST)) {
                return true;
            }
            if (i == given.size() || (!part.equals(ONE) && !part.equals(given.get(i)))) {
                return false;
            }
        }
        return wanted.size() == given.size();
    }

    static List<String> parts(String topic) {
        return List.of(topic.split("/", -1));
    }
}
