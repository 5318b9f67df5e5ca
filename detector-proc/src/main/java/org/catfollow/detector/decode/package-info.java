/**
 * What a model put out to boxes in pixels of the frame. Pure: arrays in, {@link
 * org.catfollow.shm.slots.Detections} out.
 *
 * <pre>
 *  OutputTensor --> DetectionHead --> CandidateBoxes --> Suppression --> Detections
 *  (inference)      one class for     cut, checked,      each thing      best first
 *                   each kind         sorted             once
 * </pre>
 */
package org.catfollow.detector.decode;
