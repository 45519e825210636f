package io.micromirror.observe;

/**
 * What is known of a mirror over one family of addresses. Pure.
 *
 * <p>One answer is enough to know that a mirror is there; it takes {@value #FAILURES} failures in a row to know that it is
 * not. A look lasts ten seconds, in which TCP tries four times to connect; where a fifth of all packets is lost on both ways
 * it fails about once in sixty times, five times in a row less than once in a hundred million. A failure counts where
 * somebody else answered meanwhile. Where nobody did, this side is blind, and after {@value #BLIND} such looks in a row
 * knows nothing.
 *
 * @param failures that counted, since the last answer
 * @param blind looks in a row that said nothing of the mirror
 * @param content a remark about its {@code status.json}, kept until that is read again; empty for none
 * @param words why it is so; where it is up, what is odd about it, empty for nothing
 */
record Watch(Reach reach, int failures, int blind, String content, String words) {
    static final int FAILURES = 5;
    static final int BLIND = 3;

    static final Watch BEGIN = new Watch(Reach.UNKNOWN, 0, 0, "", "it was not asked yet");

    /** @param witnessed whether anybody else answered over that family, just after this sample */
    Watch after(Sample sample, boolean witnessed) {
        return switch (sample) {
            case Sample.Answered(String clock, String read) -> {
                String about = read == null ? content : read;
                yield new Watch(Reach.UP, 0, 0, about, about.isEmpty() ? clock : about);
            }
            case Sample.Nowhere() -> new Watch(Reach.NONE, 0, 0, "", "it has no such address");
            case Sample.NotFromHere(String why) -> blinder(why);
            case Sample.Failed(String why) ->
                witnessed ? failed(why) : blinder("nobody answers, so it may be the network here");
        };
    }

    private Watch failed(String why) {
        int count = Math.min(FAILURES, failures + 1);
        return count == FAILURES
                ? new Watch(Reach.DOWN, count, 0, content, why)
                : new Watch(reach, count, 0, content, reach == Reach.UP ? words : why);
    }

    /** What was counted before is worth nothing to who was blind meanwhile. */
    private Watch blinder(String why) {
        int count = Math.min(BLIND, blind + 1);
        return count == BLIND
                ? new Watch(Reach.UNKNOWN, 0, count, content, why)
                : new Watch(reach, failures, count, content, words);
    }

    /** Whether to look again soon, because it is not sure that all is as it was. */
    boolean inDoubt() {
        return reach != Reach.DOWN && (failures > 0 || (blind > 0 && blind < BLIND));
    }

    /** Whether something can be said. */
    boolean isSettled() {
        return reach != Reach.UNKNOWN || blind == BLIND;
    }
}
