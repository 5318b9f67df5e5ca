/**
 * Finds and loads the native libraries: from the distribution's {@code natives/} folder, which the
 * launcher names, or else, in tests and for people who use a jar alone, from a cache filled once.
 */
package org.catfollow.runtime.natives;
