package io.micromirror.push;

/**
 * What a broker passed on.
 *
 * @param payload its beginning, whatever it is; what is no UTF-8 in it is replaced
 * @param retained kept by the broker from before, and so no news
 */
public record Message(String topic, String payload, boolean retained) {}
