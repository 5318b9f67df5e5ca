/**
 * Models by name: the one of our own, those that can be fetched, and where they lie. What stands behind
 * {@code --model NAME}; opens no model.
 */
package org.catfollow.detector.catalogue;
