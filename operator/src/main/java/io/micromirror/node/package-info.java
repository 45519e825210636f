/**
 * A MirrorNode becomes pods, jobs and a status. {@link io.micromirror.node.NodeView} gathers what is wanted once per
 * reconcile, the dependents turn it into objects, {@link io.micromirror.node.Observed} is what was seen of them, and
 * {@link io.micromirror.node.NodeStatus} judges it; only the reconciler, the dependents and the storage reader touch
 * anything.
 */
package io.micromirror.node;
