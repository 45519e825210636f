package io.micromirror.sync;

/**
 * How far a run may go.
 *
 * @param retain seconds for which what the upstream dropped is kept, for clients with an older index
 * @param maxDelete how much may go at once
 * @param reserve bytes of the storage that a run leaves free
 * @param bandwidth bytes a second from the upstream; 0: as many as come
 * @param connections to the upstream at once
 * @param stall seconds after which a run that does not move is broken off
 * @param busy seconds between two looks at an upstream that is being updated
 */
public record Limits(
        Long retain, MaxDelete maxDelete, Long reserve, Long bandwidth, Integer connections, Long stall, Long busy) {
    public static final Limits DEFAULT = new Limits(null, null, null, null, null, null, null);

    private static final long DAY = 86_400;
    private static final long SMALL_RESERVE = 64L * 1024 * 1024;
    private static final long TWO_HOURS = 7_200;

    /** As ftpsync waits. */
    private static final long TWENTY_MINUTES = 1_200;

    private static final int FEW_CONNECTIONS = 4;
    private static final int MOST_CONNECTIONS = 16;

    public Limits {
        retain = retain == null ? DAY : retain;
        demand(retain >= 0, "retain must be a number of seconds");
        maxDelete = maxDelete == null ? MaxDelete.DEFAULT : maxDelete;
        reserve = reserve == null ? SMALL_RESERVE : reserve;
        demand(reserve >= 0, "reserve must be a number of bytes");
        bandwidth = bandwidth == null ? 0 : bandwidth;
        demand(bandwidth >= 0, "bandwidth must be a number of bytes a second");
        connections = connections == null ? FEW_CONNECTIONS : connections;
        stall = stall == null ? TWO_HOURS : stall;
        demand(stall >= 1, "stall must be a number of seconds");
        busy = busy == null ? TWENTY_MINUTES : busy;
        demand(busy >= 0, "busy must be a number of seconds");
        demand(connections >= 1 && connections <= MOST_CONNECTIONS, "connections must be 1 to " + MOST_CONNECTIONS);
    }

    private static void demand(boolean met, String wanted) {
        if (!met) {
            throw new IllegalArgumentException("the plan's limits." + wanted);
        }
    }
}
