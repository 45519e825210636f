/**
 * Whether a group of entry points may go live: it is whole, and everything it names is there.
 *
 * <p>What is read comes from elsewhere and is not trusted: it is streamed, bounded in what it unpacks to, and a name
 * that leads out of the tree is never looked up. Only files and directories of the staged group, of the group that is
 * served and of the live tree are looked at, and nothing is written. Knows neither how files came nor where they go.
 */
package io.micromirror.proof;
