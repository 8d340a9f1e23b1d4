package retention.study;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import numerics.evaluation.ExpectedCost;
import retention.project.AtomicFile;

/**
 * What a reader chooses in one notebook and finds again in the next. Each choice is kept in a file of its own, by the notebook that
 * makes it.
 *
 * @param topics how many topics are looked for, 1 or more
 * @param costs of missing a retained user and of a contact
 */
public record Choices(int topics, ExpectedCost costs) {

    /** How many topics are looked for where nobody has chosen another number. */
    public static final int DEFAULT_TOPICS = 13;

    /** {@value #DEFAULT_TOPICS} topics; to miss a retained user costs as much as fifty contacts. */
    public static final Choices DEFAULT = new Choices(DEFAULT_TOPICS, new ExpectedCost(50, 1));

    private static final String TOPICS = "choice_topics.json";
    private static final String COSTS = "choice_costs.json";
    private static final Gson JSON = new Gson();

    /** @throws IllegalArgumentException if there are fewer topics than one */
    public Choices {
        if (topics < 1) {
            throw new IllegalArgumentException("%d topics: expected a whole number from 1.".formatted(topics));
        }
    }

    /** What was chosen in a folder of results; the default for what was not, or cannot be read. */
    static Choices in(Path folder) {
        try {
            return new Choices(
                    read(folder.resolve(TOPICS), Integer.class).orElse(DEFAULT.topics),
                    read(folder.resolve(COSTS), ExpectedCost.class).orElse(DEFAULT.costs));
        } catch (IllegalArgumentException damaged) {
            return DEFAULT;
        }
    }

    /** Keeps a number of topics. */
    static void keepTopics(int topics, Path folder) {
        write(folder.resolve(TOPICS), new Choices(topics, DEFAULT.costs).topics);
    }

    /** Keeps what things cost. */
    static void keepCosts(ExpectedCost costs, Path folder) {
        write(folder.resolve(COSTS), costs);
    }

    private static <T> Optional<T> read(Path file, Class<T> type) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.fromJson(Files.readString(file), type));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        } catch (RuntimeException damaged) {
            // No JSON, or values that a choice cannot have.
            return Optional.empty();
        }
    }

    private static void write(Path file, Object choice) {
        try {
            AtomicFile.write(file, JSON.toJson(choice));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
