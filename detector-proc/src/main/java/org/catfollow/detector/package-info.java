/** Placeholder. */
package org.catfollow.detector;
