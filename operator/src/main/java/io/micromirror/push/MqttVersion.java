package io.micromirror.push;

/** The protocol's versions; brokers in use speak either or both. */
enum MqttVersion {
    FIVE(5),
    THREE_ONE_ONE(4);

    private final int level;

    MqttVersion(int level) {
        this.level = level;
    }

    int level() {
        return level;
    }

    boolean hasProperties() {
        return this == FIVE;
    }

    MqttVersion other() {
        return this == FIVE ? THREE_ONE_ONE : FIVE;
    }
}
