/** Placeholder. */
package org.catfollow.tracker;
