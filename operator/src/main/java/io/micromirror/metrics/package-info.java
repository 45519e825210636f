/** What Prometheus reads: gauges and counters as text. Knows neither mirrors nor Kubernetes. */
package io.micromirror.metrics;
