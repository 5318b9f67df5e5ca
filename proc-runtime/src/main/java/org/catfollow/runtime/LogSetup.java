package org.catfollow.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * One line on standard error: ISO time, level, component, text; the launcher sends it to the stage's log
 * file. Found by Logback as a service. In Java, because reading the same from XML was a tenth of a
 * stage's start.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String LINE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} - %msg%n%ex";

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(loggers);
        encoder.setPattern(LINE);
        encoder.start();
        ConsoleAppender<ILoggingEvent> errors = new ConsoleAppender<>();
        errors.setContext(loggers);
        errors.setTarget("System.err");
        errors.setEncoder(encoder);
        errors.start();
        Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(System.getenv("CAT_FOLLOW_LOG_LEVEL"), Level.INFO));
        root.addAppender(errors);
        // Chronicle speaks of its own set-up at start.
        loggers.getLogger("net.openhft").setLevel(Level.ERROR);
        // So does Jetty, and it warns of what strangers send: they could fill a disk with that.
        loggers.getLogger("org.eclipse.jetty").setLevel(Level.ERROR);
        // Pi4J too, and it logs a stack trace for each thing that it also throws at the caller.
        loggers.getLogger("com.pi4j").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
