package retention.users;

import static retention.posts.CsvFixture.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import retention.posts.CsvFixture;
import retention.posts.Post;
import retention.posts.Posts;

/** Builds posts of which only the users and times matter. */
final class Timeline {

    private final Path folder;
    private final CsvFixture csv = csv();
    private int posts;

    Timeline(Path folder) {
        this.folder = folder;
    }

    Timeline post(String user, String time, String... more) {
        var fields = new ArrayList<>(
                List.of("user_id", user, "create_time", time, "post_id", "67852ccd%016x".formatted(++posts)));
        fields.addAll(List.of(more));
        csv.row(fields.toArray(String[]::new));
        return this;
    }

    List<Post> posts() {
        try {
            return Posts.read(Files.writeString(folder.resolve("timeline.csv"), csv.text()))
                    .posts();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Sightings sightings() {
        return sightings(Period.DEFAULT);
    }

    /** Of the users of a period whose wave begins on 13 January, whatever the accounts. */
    Sightings sightings(Period days) {
        var period = new Period(days.observed(), days.outcome(), Optional.of(LocalDate.of(2025, 1, 13)));
        return Sightings.of(posts(), Users.of(posts(), Protocol.CORRECTED, period));
    }

    CohortTriangle triangle() {
        return CohortTriangle.of(posts(), Period.DEFAULT);
    }
}
