package retention.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import retention.study.StudySettings;

/** By which settings a command reads posts and makes users of them. */
final class SettingsOption {

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Columns, zone and months (default: study.properties in the project's folder).")
    private Path file;

    StudySettings settings() {
        return file == null ? StudySettings.find() : StudySettings.read(file);
    }
}
