/**
 * What the build asks of the stages to make the distribution: from their commands' flags to the
 * table by which the launcher knows which flag belongs to which stage.
 */
package org.catfollow.deploy;
