package io.micromirror.push;

import java.io.IOException;

/** The broker has closed the connection, without a word. */
final class MqttEnd extends IOException {
    MqttEnd() {
        super("it closes the connection");
    }
}
