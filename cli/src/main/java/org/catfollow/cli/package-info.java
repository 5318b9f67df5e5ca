/** Placeholder. */
package org.catfollow.cli;
