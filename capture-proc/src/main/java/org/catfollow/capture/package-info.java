/** Placeholder. */
package org.catfollow.capture;
