package org.catfollow.view.web;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What the web server is told.
 *
 * @param host address to listen on
 * @param port to listen on; 0 for any that is free
 * @param allowedNames names of this machine that may stand in a Host header, beside its addresses
 * @param token for everything that commands the robot
 * @param mostClients streams at a time, and listeners to events
 * @param mostFramesPerSecond what a stream is given at most; 0 for every frame
 * @param quality of JPEGs where nobody asks for another
 * @param patience how long a request may take to come, and an answer to be taken
 * @param alive whether the thread that makes pictures goes round
 */
public record WebSettings(
        String host,
        int port,
        List<String> allowedNames,
        String token,
        int mostClients,
        double mostFramesPerSecond,
        int quality,
        Duration patience,
        BooleanSupplier alive) {}
