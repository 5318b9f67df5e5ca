/** What the turns say: medians, ratios to the floor, as a table for people and as JSON. Pure. */
package org.catfollow.bench.figures;
