/**
 * How good a model is, by pictures that people have annotated: what is in them, and COCO's figures.
 * Pure but for reading the file of annotations.
 */
package org.catfollow.detector.accuracy;
