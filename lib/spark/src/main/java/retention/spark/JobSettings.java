package retention.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import retention.study.StudySettings;

/**
 * A study's settings in the form in which every process of a cluster can be sent them.
 *
 * @param values as {@link StudySettings#of(java.util.Map)} takes them
 */
record JobSettings(HashMap<String, String> values) implements Serializable {

    /** They are asked for at every user. */
    private static final Map<JobSettings, StudySettings> KNOWN = new ConcurrentHashMap<>();

    /** Those of a file, or the default ones. */
    static JobSettings of(Optional<Path> file) {
        return new JobSettings(file.map(StudySettings::values).map(HashMap::new).orElseGet(HashMap::new));
    }

    StudySettings study() {
        return KNOWN.computeIfAbsent(this, given -> StudySettings.of(given.values));
    }
}
