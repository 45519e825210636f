/**
 * News that others send: over MQTT, as FCIX and Alpine announce what they publish, and over HTTP. All of it becomes one
 * fact, that a project was spoken of at a moment; what follows from that is decided elsewhere. Knows no Kubernetes.
 *
 * <p>A {@link io.micromirror.push.BrokerLink} keeps one connection to one broker, listens, and announces. It speaks the
 * part of MQTT 5 and 3.1.1 that this takes: a clean session, quality of service 0, no wills, no aliases. Of libraries,
 * Paho 1.2.5 allocates as many bytes as a broker says that a message has, and takes 15 MB of resident memory for one
 * connection; HiveMQ 1.3.7 takes 28 MB and brings 6 MB of jars; this takes 4 MB, and holds 2 KiB of any message.
 *
 * <p>A message of quality 0 is lost while nobody is connected. So after a break each project that the broker tells of is
 * looked at as if it had been spoken of, and the schedule stays the safety net.
 */
package io.micromirror.push;
