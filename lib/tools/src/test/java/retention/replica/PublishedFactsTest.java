package retention.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import retention.posts.Post;
import retention.posts.Posts;
import retention.posts.Reaction;
import retention.project.Project;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.User;
import retention.users.Users;

/** The committed replica against every fact of published.json that describes data. */
class PublishedFactsTest {

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final double ROUGH = 1.5;

    private static JsonObject exact;
    private static JsonObject readOff;
    private static Posts posts;
    private static Users users;

    @BeforeAll
    static void readBoth() throws IOException {
        var data = Project.find().data();
        var published = JsonParser.parseString(Files.readString(data.resolve("published.json")))
                .getAsJsonObject();
        exact = published.getAsJsonObject("exact");
        readOff = published.getAsJsonObject("read_off");
        posts = Posts.read(data.resolve("replica.csv"));
        users = Users.of(posts.posts(), Protocol.AS_PUBLISHED, Period.DEFAULT);
    }

    @Test
    void everyRowIsUsable() {
        assertThat(posts.quarantined()).isEmpty();
        assertThat(posts.posts()).hasSize(exact.get("rows").getAsInt());
    }

    @Test
    void columnsHaveThePublishedOrderAndSpelling() throws IOException {
        try (var lines = Files.lines(posts.reading().file())) {
            assertThat(lines.findFirst()).hasValue(String.join(",", texts(exact.get("columns_in_file"))));
        }
    }

    @Test
    void asManyValuesAreMissingInEachColumnAsInTheOriginal() {
        var table = posts.table();
        exact.getAsJsonObject("non_null").entrySet().forEach(column -> assertThat(
                        table.stringColumn(column.getKey()).asList())
                .as(column.getKey())
                .filteredOn(value -> !value.isEmpty())
                .hasSize(column.getValue().getAsInt()));
    }

    @Test
    void usersAndRetainedUsersAreThePublishedOnes() {
        assertThat(users.size()).isEqualTo(exact.get("january_users").getAsInt());
        assertThat(users.retained()).isEqualTo(exact.get("retained").getAsInt());
    }

    @Test
    void retainedUsersAreSplitBetweenTrainingAndValidationRowsAsPublished() {
        var train = exact.get("train_rows").getAsInt();
        assertThat(users.list().subList(0, train).stream().filter(User::retained))
                .hasSize(exact.get("retained_in_train").getAsInt());
        assertThat(users.list().subList(train, users.size()).stream().filter(User::retained))
                .hasSize(exact.get("retained_in_validation").getAsInt());
    }

    @Test
    void theLastDayChangesTheCorrectedLabel() {
        assertThat(Users.of(posts.posts(), Protocol.CORRECTED, Period.DEFAULT).retained())
                .isEqualTo(users.retained()
                        + new ReplicaSettings(posts.posts().size(), false, 1)
                                .sizes()
                                .onlyOnLastDay());
    }

    @Test
    void theFirstUsersHaveThePublishedSums() {
        var published = elements(exact.get("first_users_by_id_like_collect_comment_share"))
                .map(sums -> elements(sums).map(JsonElement::getAsLong).toList())
                .toList();
        assertThat(users.list().subList(0, published.size()))
                .extracting(user -> List.copyOf(user.sums().values()))
                .isEqualTo(published);
    }

    @Test
    void sumsCorrelateAsPublished() {
        exact.getAsJsonObject("correlation_jan_user_sums").entrySet().forEach(pair -> {
            var sides = pair.getKey().split("-", 2);
            assertThat(correlation(sums(sides[0] + "_count"), sums(sides[1] + "_count")))
                    .as(pair.getKey())
                    .isCloseTo(pair.getValue().getAsDouble(), within(0.05));
        });
    }

    @ParameterizedTest
    @EnumSource
    void theLargestSumsAreThePublishedOnes(Reaction reaction) {
        var published = readOff.getAsJsonObject("maximum_user_sum")
                .get(reaction.column())
                .getAsDouble();
        assertThat(Arrays.stream(users.sums(reaction)).max().orElseThrow())
                .isCloseTo(published, within(0.02 * published));
    }

    @ParameterizedTest
    @EnumSource
    void asManyUsersAreInTheFirstHistogramBinAsPublished(Reaction reaction) {
        var sums = users.sums(reaction);
        var edge = Arrays.stream(sums).max().orElseThrow() / 30;
        assertThat(Arrays.stream(sums).filter(sum -> sum < edge).count())
                .isCloseTo(
                        readOff.getAsJsonObject("users_in_first_of_30_equal_bins")
                                .get(reaction.column())
                                .getAsLong(),
                        within(15L));
    }

    @Test
    void asManyUsersPostOnEachDayAsPublished() {
        var published = readOff.getAsJsonObject("daily_active_users").getAsJsonObject("values");
        var days = published.keySet().stream().map(LocalDate::parse).sorted().toList();
        var activity = Users.byDay(posts.posts(), days.get(0), days.get(days.size() - 1));
        assertThat(activity.dateColumn("date").asList()).isEqualTo(days);
        assertThat(activity.intColumn("users").asList())
                .isEqualTo(days.stream()
                        .map(day -> published.get(day.toString()).getAsInt())
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void retainedUsersHaveRoughlyThePublishedMedianAndMaximum(Reaction reaction) {
        var published = NUMBER.matcher(readOff.getAsJsonObject("retained_users")
                        .get(reaction.column())
                        .getAsString())
                .results()
                .mapToDouble(number -> Double.parseDouble(number.group()))
                .toArray();
        var retained = users.list().stream()
                .filter(User::retained)
                .mapToDouble(user -> user.sum(reaction).orElseThrow())
                .sorted()
                .toArray();
        var middle = retained.length / 2;
        var median = (retained[(retained.length - 1) / 2] + retained[middle]) / 2;
        assertThat(median).isBetween(published[0] / ROUGH, published[0] * ROUGH);
        assertThat(retained[retained.length - 1]).isBetween(published[1] / ROUGH, published[1] * ROUGH);
    }

    @Test
    void hashtagsLeanAsInTheWordClouds() {
        var clouds = readOff.getAsJsonObject("word_clouds");
        Predicate<String> published = tag -> tag.endsWith("话题");
        var ofRetained =
                texts(clouds.get("retained")).stream().filter(published).toList();
        var ofLost = texts(clouds.get("lost")).stream().filter(published).toList();
        assertThat(tagsPerUser(true, ofRetained)).isGreaterThan(1.5 * tagsPerUser(false, ofRetained));
        assertThat(tagsPerUser(true, ofLost)).isLessThan(tagsPerUser(false, ofLost) / 1.5);
    }

    @Test
    void countsAreShownInThePublishedFormats() {
        var shown = posts.posts().stream()
                .flatMap(post -> Arrays.stream(Reaction.values()).map(post::count))
                .toList();
        assertThat(shown).allMatch(count -> count.matches("\\d+|10\\+|[1-9]千\\+|\\d+万\\+"));
        assertThat(shown)
                .containsAll(texts(exact.get("count_formats_seen")).stream()
                        .filter(format -> format.endsWith("+"))
                        .toList());
    }

    @Test
    void typesAreThePublishedOnes() {
        assertThat(posts.posts())
                .extracting(Post::type)
                .containsOnly(texts(exact.get("type_values_seen")).toArray(String[]::new));
    }

    @Test
    void timesAreThoseInsideTheIds() {
        assertThat(posts.posts()).noneMatch(Post::timeDisagreesWithId);
        assertThat(posts.posts()).extracting(Post::postId).doesNotHaveDuplicates();
    }

    @Test
    void accountsAreOlderThanTheirPosts() {
        assertThat(posts.posts()).allMatch(post -> post.userId()
                .createdInChina()
                .isBefore(post.postId().orElseThrow().createdInChina()));
    }

    @Test
    void hashtagsOfTheContentAreThoseOfTheLabelInThePublishedForms() {
        var inContent = Pattern.compile("#([^#\\[]+)\\[话题]#");
        assertThat(posts.posts())
                .filteredOn(post -> post.content().contains("#"))
                .hasSizeGreaterThan(posts.posts().size() / 4)
                .allSatisfy(post -> assertThat(post.label())
                        .isEqualTo(inContent
                                .matcher(post.content())
                                .results()
                                .map(tag -> tag.group(1))
                                .collect(Collectors.joining("#"))));
    }

    private static double tagsPerUser(boolean retained, List<String> cloud) {
        var tags = cloud.stream().map(word -> word.replace("话题", "[话题]")).toList();
        ToIntFunction<User> carried =
                user -> (int) tags.stream().filter(user.text()::contains).count();
        return users.list().stream()
                .filter(user -> user.retained() == retained)
                .mapToInt(carried)
                .average()
                .orElseThrow();
    }

    private static double[] sums(String column) {
        return Arrays.stream(Reaction.values())
                .filter(reaction -> reaction.column().equals(column))
                .findFirst()
                .map(users::sums)
                .orElseThrow();
    }

    private static double correlation(double[] x, double[] y) {
        return covariance(x, y) / Math.sqrt(covariance(x, x) * covariance(y, y));
    }

    private static double covariance(double[] x, double[] y) {
        var meanX = Arrays.stream(x).average().orElseThrow();
        var meanY = Arrays.stream(y).average().orElseThrow();
        return IntStream.range(0, x.length)
                .mapToDouble(i -> (x[i] - meanX) * (y[i] - meanY))
                .average()
                .orElseThrow();
    }

    private static List<String> texts(JsonElement array) {
        return elements(array).map(JsonElement::getAsString).toList();
    }

    private static Stream<JsonElement> elements(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false);
    }
}
