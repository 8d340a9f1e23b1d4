package retention.users;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import retention.posts.Reaction;
import tech.tablesaw.api.ColumnType;

/**
 * A column of users, the same in tables, files and on a cluster.
 *
 * @param type of its values, as Tablesaw names it
 * @param value what a user has in it; nothing for a sum that the user does not have
 */
public record UserColumn(String name, ColumnType type, Function<User, Optional<Object>> value) {

    /** All: id, the four sums, behaviour, times, text and outcome. Times are China Standard Time. */
    public static final List<UserColumn> ALL = Stream.of(
                    Stream.of(of("user_id", ColumnType.STRING, user -> user.id().text())),
                    Stream.of(Reaction.values()).map(UserColumn::sum),
                    Stream.of(
                            of("lower_bounds", ColumnType.INTEGER, User::lowerBounds),
                            of("missing_counts", ColumnType.INTEGER, User::missingCounts),
                            of("posts", ColumnType.INTEGER, User::posts),
                            of("active_days", ColumnType.INTEGER, User::activeDays),
                            of("first_post", ColumnType.LOCAL_DATE_TIME, User::firstPost),
                            of("last_post", ColumnType.LOCAL_DATE_TIME, User::lastPost),
                            of("account_age_days", ColumnType.DOUBLE, User::accountAgeDays),
                            of("text", ColumnType.STRING, User::text),
                            of("retained", ColumnType.BOOLEAN, User::retained)))
            .flatMap(columns -> columns)
            .toList();

    private static UserColumn of(String name, ColumnType type, Function<User, Object> value) {
        return new UserColumn(name, type, user -> Optional.of(value.apply(user)));
    }

    private static UserColumn sum(Reaction reaction) {
        return new UserColumn(
                reaction.column(),
                ColumnType.LONG,
                user -> Optional.ofNullable(user.sums().get(reaction)));
    }

    /** The names of all. */
    public static List<String> names() {
        return ALL.stream().map(UserColumn::name).toList();
    }

    /** What a user has in each; an empty text for nothing. */
    public static List<Object> row(User user) {
        return ALL.stream().map(column -> column.value.apply(user).orElse("")).toList();
    }
}
