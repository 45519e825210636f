/** The last step of a new mirror: what each project wants to be told, filled in from the mirror's manifest. */
package io.micromirror.register;
