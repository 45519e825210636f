/**
 * How a mirror gets a certificate: one order at an authority that speaks ACME (RFC 8555), answered through the mirror's own
 * nginx. Knows nothing of Kubernetes; who keeps the keys and says when to order does.
 */
package io.micromirror.acme;
