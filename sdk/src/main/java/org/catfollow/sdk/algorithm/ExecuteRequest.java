package org.catfollow.sdk.algorithm;

import com.google.gson.JsonObject;
import org.catfollow.sdk.images.ImageMeta;

/**
 * One picture to be looked at.
 *
 * @param stepIndex which of the run's steps, from 0
 * @param pid whose run it is; a text of the runner's that means nothing to the algorithm
 * @param session what the runner tells with each step of the same run
 * @param userParams as in {@link Algorithm#preExecute}
 * @param sharedMemId by which {@link org.catfollow.sdk.images.SharedImages#read} finds the picture
 * @param imageMeta what is known about it
 */
public record ExecuteRequest(
        int stepIndex,
        String pid,
        JsonObject session,
        JsonObject userParams,
        String sharedMemId,
        ImageMeta imageMeta) {}
