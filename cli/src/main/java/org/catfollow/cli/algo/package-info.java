/**
 * Algorithms of other people: their manifest, their package, and where their pictures come from. How they
 * are run is the sdk's.
 */
package org.catfollow.cli.algo;
