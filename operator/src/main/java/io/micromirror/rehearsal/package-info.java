/**
 * Runs every command once against stand-ins while the image is built, so that the image's ahead-of-time cache holds the
 * classes that a real start loads. Never used on a box.
 */
package io.micromirror.rehearsal;
