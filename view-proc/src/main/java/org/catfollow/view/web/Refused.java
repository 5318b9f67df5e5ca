package org.catfollow.view.web;

import org.catfollow.view.metrics.ViewCounters;

/**
 * Why a request is not answered.
 *
 * @param status HTTP's
 * @param reason for the counters
 * @param text one line for whoever asked
 */
record Refused(int status, ViewCounters.Refusal reason, String text) {}
