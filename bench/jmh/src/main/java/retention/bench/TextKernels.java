package retention.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import numerics.topics.DocumentTermMatrix;
import numerics.topics.Nmf;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import retention.posts.CountParser;
import retention.posts.Posts;
import retention.project.Project;
import retention.study.AnalysisSettings;
import retention.study.StudySettings;
import retention.text.Language;
import retention.text.Segmenter;
import retention.users.Protocol;
import retention.users.Users;

/** From rows to topics, over the posts of the replica. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class TextKernels {

    private static final List<String> COUNTS = List.of("14", "10+", "1千+", "9千+", "1万+", "1.2万", "1,200", "赞");

    private Path file;
    private Posts posts;
    private List<String> texts;
    private List<List<String>> documents;
    private DocumentTermMatrix matrix;

    @Setup
    public void read() {
        file = Project.find().data().resolve("replica.csv");
        posts = Posts.read(file);
        texts = usersOfAllPosts().texts();
        documents = Segmenter.standard().withoutStopWords().documents(texts);
        matrix = termMatrixOfAllUsers();
    }

    @Benchmark
    public Posts readReplica() {
        return Posts.read(file);
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    public void parseEightCounts(Blackhole hole) {
        for (var count : COUNTS) {
            hole.consume(CountParser.DISPLAYED.parse(count));
        }
    }

    @Benchmark
    public Users usersOfAllPosts() {
        return Users.of(posts.posts(), Protocol.CORRECTED, StudySettings.DEFAULT.period());
    }

    @Benchmark
    public void segmentAllUsersOneThread(Blackhole hole) {
        var segmenter = Segmenter.standard();
        for (var text : texts) {
            hole.consume(segmenter.words(text));
        }
    }

    @Benchmark
    public void languageOfAllUsers(Blackhole hole) {
        for (var text : texts) {
            hole.consume(Language.of(text));
        }
    }

    @Benchmark
    public DocumentTermMatrix termMatrixOfAllUsers() {
        return AnalysisSettings.DEFAULT.vectorizer().fitTransform(documents);
    }

    @Benchmark
    public Nmf nmfUntilItConverges() {
        return matrix.nmf(13);
    }
}
