/**
 * News that others send: over MQTT, as FCIX and Alpine announce what they publish, and over HTTP. All of it becomes one
 * fact, that a project was spoken of at a moment; what follows from that is decided elsewhere. Knows no Kubernetes.
 *
 * <p>A {@link io.micromirror.push.BrokerLink} keeps one connection to one broker, listens, and announces; HiveMQ's client
 * speaks MQTT 5 or 3.1.1, each connection a new client on one thread of its own, because a Secret may have changed and the
 * version may have been the wrong one. No class of it is loaded where no broker is named;
 * where one is, it takes 11 MB. The image's start-up cache is without it, because it would cost every operator 8 MB to save
 * this one 1.
 *
 * <p>A message of quality 0 is lost while nobody is connected. So after a break each project that the broker tells of is
 * looked at as if it had been spoken of, and the schedule stays the safety net.
 */
package io.micromirror.push;
