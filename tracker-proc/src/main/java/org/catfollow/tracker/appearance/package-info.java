/**
 * How things look, to tell who is who: pixels of a box in, a few numbers out that can be compared. The
 * life of a track asks it and never looks into a picture itself.
 */
package org.catfollow.tracker.appearance;
