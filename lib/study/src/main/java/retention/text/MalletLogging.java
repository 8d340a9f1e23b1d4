package retention.text;

import cc.mallet.topics.ParallelTopicModel;
import java.util.logging.Level;
import java.util.logging.LogManager;

/**
 * Keeps MALLET's progress out of the output. Its logger class, when loaded, also replaces the whole process's logging configuration
 * by its own, unless a system property says that there is one already.
 */
final class MalletLogging {
    private static final String CONFIGURED = "java.util.logging.config.class";

    private MalletLogging() {}

    /** Silences the topic model for the rest of the process; all other loggers stay as they are. */
    static void silence() {
        // The process's own configuration is read first, so that the property below is for MALLET's eyes only.
        LogManager.getLogManager().getLogger("");
        var before = System.getProperty(CONFIGURED);
        System.setProperty(CONFIGURED, before == null ? "already configured" : before);
        try {
            ParallelTopicModel.logger.setLevel(Level.OFF);
        } finally {
            if (before == null) {
                System.clearProperty(CONFIGURED);
            }
        }
    }
}
