/** A person's terminal, key by key. */
package org.catfollow.runtime.terminal;
