/**
 * Annotated pictures to train and judge detectors with: many rooms, cats and views, all by chance from a
 * seed.
 *
 * <pre>
 *   seed --> Dice --> WorldDice --> World, and the colours of its cats
 *              |                       |
 *              +----> ViewDice --> CameraView --> Renderer --> truth --> CocoFile (JSON)
 *              |                                     |
 *              +----> Development --------------------> pixels --> WorldPictures (files)
 * </pre>
 *
 * <p>How far chance reaches says {@link org.catfollow.simulator.dataset.Spread}. Each world has dice of
 * its own, so that a data set does not depend on how many threads draw it.
 */
package org.catfollow.simulator.dataset;
