/**
 * The way over from Ansible: the host_vars of the FCIX micro mirrors become MirrorNode manifests.
 *
 * <p>{@code Inventory} finds the files, {@code HostVars} reads one, {@code Site} is what becomes of it: the node's
 * manifest, the settings of its host, and a remark for everything that was not carried. Nothing is lost in silence. The
 * keys and their quirks are those of the PhirePhly/micromirrors repository. Knows no Kubernetes.
 */
package io.micromirror.convert;
