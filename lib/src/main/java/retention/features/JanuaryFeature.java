package retention.features;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retention.model.FeatureMatrix;
import retention.text.Language;
import retention.users.Cohort;
import retention.users.User;
import retention.users.Users;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What is known of a user on the evening of 31 January, one number each. Every feature follows from the user's own posts of
 * January and the user's id, so nothing is learned across users, and a fold cannot leak.
 *
 * <p>The reactions are the exception to worry about: the posts are of January, but the counts were displayed on the day of the
 * crawl. What came in February is in them, and it may be there <i>because</i> the user came back. {@link #isSnapshot()} marks
 * them, so that every result can be had without them.
 */
public enum JanuaryFeature {
    LIKES(Leak.SNAPSHOT, "log(1 + likes of the January posts)") {
        @Override
        double of(User user) {
            return Math.log1p((double) user.likes());
        }
    },
    COLLECTS(Leak.SNAPSHOT, "log(1 + collects of the January posts)") {
        @Override
        double of(User user) {
            return Math.log1p((double) user.collects());
        }
    },
    COMMENTS(Leak.SNAPSHOT, "log(1 + comments on the January posts)") {
        @Override
        double of(User user) {
            return Math.log1p((double) user.comments());
        }
    },
    SHARES(Leak.SNAPSHOT, "log(1 + shares of the January posts)") {
        @Override
        double of(User user) {
            return Math.log1p((double) user.shares());
        }
    },
    LOWER_BOUNDS(Leak.SNAPSHOT, "share of the user's displayed counts that are lower bounds, such as 1千+; 0..1") {
        @Override
        double of(User user) {
            return user.lowerBounds() / (COUNTS_A_POST * user.posts());
        }
    },
    POSTS(Leak.TIME, "log(January posts)") {
        @Override
        double of(User user) {
            return Math.log(user.posts());
        }
    },
    ACTIVE_DAYS(Leak.TIME, "days of January with a post; 1..31") {
        @Override
        double of(User user) {
            return user.activeDays();
        }
    },
    RECENCY(Leak.TIME, "days from the last January post to the end of January; 0..31") {
        @Override
        double of(User user) {
            return days(user.lastPost(), FEBRUARY);
        }
    },
    ARRIVAL(Leak.TIME, "days from the beginning of January to the first January post; 0..31") {
        @Override
        double of(User user) {
            return days(JANUARY, user.firstPost());
        }
    },
    BAN_WEEK(Leak.TIME, "1 if the first January post is of 13 to 19 January, the week of the ban, else 0") {
        @Override
        double of(User user) {
            long day = JANUARY.until(user.firstPost(), ChronoUnit.DAYS);
            return day >= 12 && day < 19 ? 1 : 0;
        }
    },
    GROWTH(
            Leak.TIME,
            "log((1 + posts in the second half) / (1 + posts in the first half)) of the time from the first January post to the end of January") {
        @Override
        double of(User user) {
            var middle = user.firstPost()
                    .plus(Duration.between(user.firstPost(), FEBRUARY).dividedBy(2));
            long late = user.activity().stream()
                    .filter(post -> !post.time().isBefore(middle))
                    .count();
            return Math.log((1.0 + late) / (1.0 + user.posts() - late));
        }
    },
    HOUR_SIN(
            Leak.TIME,
            "mean sine of the hour of posting, China Standard Time, on the clock's circle; -1..1, positive in the morning") {
        @Override
        double of(User user) {
            return user.activity().stream()
                    .mapToDouble(post -> Math.sin(angle(post.time())))
                    .average()
                    .orElseThrow();
        }
    },
    HOUR_COS(
            Leak.TIME,
            "mean cosine of the hour of posting, China Standard Time, on the clock's circle; -1..1, positive at night") {
        @Override
        double of(User user) {
            return user.activity().stream()
                    .mapToDouble(post -> Math.cos(angle(post.time())))
                    .average()
                    .orElseThrow();
        }
    },
    WEEKEND(Leak.TIME, "share of the January posts written on a Saturday or Sunday; 0..1") {
        @Override
        double of(User user) {
            return share(user, post -> post.time().getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0);
        }
    },
    BURSTINESS(
            Leak.TIME,
            "(s - m) / (s + m) of mean m and standard deviation s of the times between posts (Goh and Barabási 2008); -1 regular, 1 in bursts, 0 with fewer than three posts") {
        @Override
        double of(User user) {
            var times = user.activity();
            if (times.size() < 3) {
                return 0;
            }
            var gaps = new double[times.size() - 1];
            for (int i = 0; i < gaps.length; i++) {
                gaps[i] = days(times.get(i).time(), times.get(i + 1).time());
            }
            double mean = Arrays.stream(gaps).average().orElseThrow();
            double deviation = Math.sqrt(Arrays.stream(gaps)
                    .map(gap -> (gap - mean) * (gap - mean))
                    .average()
                    .orElseThrow());
            return deviation + mean == 0 ? 0 : (deviation - mean) / (deviation + mean);
        }
    },
    ENTROPY(Leak.TIME, "Shannon entropy of the posts over the days of January, in nats; 0 if all are of one day") {
        @Override
        double of(User user) {
            var byDay = user.activity().stream()
                    .collect(Collectors.groupingBy(post -> post.time().toLocalDate(), Collectors.counting()));
            return byDay.values().stream()
                    .mapToDouble(count -> (double) count / user.posts())
                    .map(share -> -share * Math.log(share))
                    .sorted()
                    .sum();
        }
    },
    VIDEO(Leak.TIME, "share of the January posts that are videos; 0..1") {
        @Override
        double of(User user) {
            return share(user, User.Activity::video);
        }
    },
    ACCOUNT_AGE(Leak.ID, "log(1 + days from the account's creation to the first January post)") {
        @Override
        double of(User user) {
            return Math.log1p(Math.max(0, user.accountAgeDays()));
        }
    },
    NEWCOMER(Leak.ID, "1 if the account was created on 13 January 2025 or later, else 0") {
        @Override
        double of(User user) {
            return Cohort.of(user) == Cohort.ESTABLISHED ? 0 : 1;
        }
    },
    CHINESE(Leak.TEXT, "1 if four fifths of the words of the January posts are Chinese, else 0") {
        @Override
        double of(User user) {
            return Language.of(user.text()) == Language.CHINESE ? 1 : 0;
        }
    },
    ENGLISH(
            Leak.TEXT,
            "1 if four fifths of the words of the January posts are in Latin letters and a detector names no other language than English, else 0") {
        @Override
        double of(User user) {
            return Language.of(user.text()) == Language.ENGLISH ? 1 : 0;
        }
    },
    TEXT_LENGTH(Leak.TEXT, "log(1 + characters of the January posts)") {
        @Override
        double of(User user) {
            return Math.log1p(user.text().codePointCount(0, user.text().length()));
        }
    };

    private static final double COUNTS_A_POST = 4;
    private static final LocalDateTime JANUARY = LocalDate.of(2025, 1, 1).atStartOfDay();
    private static final LocalDateTime FEBRUARY = LocalDate.of(2025, 2, 1).atStartOfDay();

    /** Why a feature cannot see February, or how it could. */
    private enum Leak {
        TIME("times of January posts only; the id of a post fixes its time"),
        ID("the account's creation is fixed in its id"),
        TEXT("texts of January posts only, as they stood on the day of the crawl"),
        SNAPSHOT("of January posts, but counted on the day of the crawl: February's reactions are inside");

        private final String argument;

        Leak(String argument) {
            this.argument = argument;
        }
    }

    private final Leak leak;
    private final String definition;

    JanuaryFeature(Leak leak, String definition) {
        this.leak = leak;
        this.definition = definition;
    }

    /**
     * The five features of the headline model, one each for reach, conversation, effort, how lately, and where from; twenty retained
     * users carry no more. They were chosen after reading the published report, which shows likes and comments by retention, and by
     * people who knew what the replica's retention is drawn from: four of the five are its planted drivers. So what they reach
     * on the replica is no evidence for them, and on the original data they are not a blind choice either, which would take a
     * preregistration.
     */
    public static final List<JanuaryFeature> HEADLINE = List.of(LIKES, COMMENTS, POSTS, RECENCY, NEWCOMER);

    abstract double of(User user);

    /** The column's name, such as {@code active_days}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is, with its unit or range. */
    public String definition() {
        return definition;
    }

    /** Why it cannot see February, or how it could. */
    public String leakArgument() {
        return leak.argument;
    }

    /** Whether it was counted on the day of the crawl and may include February. */
    public boolean isSnapshot() {
        return leak == Leak.SNAPSHOT;
    }

    /** The column names of these features. */
    public static String[] columns(List<JanuaryFeature> features) {
        return features.stream().map(JanuaryFeature::column).toArray(String[]::new);
    }

    /** The features that were not counted on the day of the crawl. */
    public static List<JanuaryFeature> withoutSnapshots() {
        return Stream.of(values()).filter(feature -> !feature.isSnapshot()).toList();
    }

    /** These features of all users, in the users' order: users x features. */
    public static FeatureMatrix of(Users users, List<JanuaryFeature> features) {
        var rows = users.list().parallelStream()
                .map(user -> {
                    var row = new float[features.size()];
                    for (int j = 0; j < row.length; j++) {
                        row[j] = (float) features.get(j).of(user);
                    }
                    return row;
                })
                .toArray(float[][]::new);
        return FeatureMatrix.of(List.of(columns(features)), rows);
    }

    /** All features of all users: users x {@code values().length}. */
    public static FeatureMatrix of(Users users) {
        return of(users, List.of(values()));
    }

    /** feature | what it is | can it see February? */
    public static Table table() {
        return Table.create(
                "What may be known of a user on 31 January",
                StringColumn.create("feature", Stream.of(values()).map(JanuaryFeature::column)),
                StringColumn.create("what it is", Stream.of(values()).map(JanuaryFeature::definition)),
                StringColumn.create("can it see February?", Stream.of(values()).map(JanuaryFeature::leakArgument)));
    }

    private static double days(LocalDateTime from, LocalDateTime until) {
        return Duration.between(from, until).toSeconds() / 86_400.0;
    }

    private static double angle(LocalDateTime time) {
        return 2 * Math.PI * time.toLocalTime().toSecondOfDay() / 86_400;
    }

    private static double share(User user, Predicate<User.Activity> counts) {
        return (double) user.activity().stream().filter(counts).count() / user.posts();
    }
}
