/** Placeholder. */
package org.catfollow.control;
