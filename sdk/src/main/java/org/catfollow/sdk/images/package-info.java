/**
 * Images by id: out of the runner's store, or live out of the ring ({@code ring:FRAME_ID}), as arrays of
 * height x width x 3.
 */
package org.catfollow.sdk.images;
