import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import retention.text.Segmenter;

/**
 * Seconds that the words of all users take on one core; its peer is {@code peers/segment_jieba.py}.
 *
 * <pre>java -cp "build/jars/*" bench/Segment.java USERS_CSV [passes]</pre>
 *
 * The first pass loads the dictionary and is compiled on the way; the warm figure is the median of the passes after the third.
 */
class Segment {

    public static void main(String... arguments) throws IOException {
        int passes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 9;
        var texts = new ArrayList<String>();
        try (var rows = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get()
                .parse(Files.newBufferedReader(Path.of(arguments[0])))) {
            rows.forEach(row -> texts.add(row.get("text")));
        }
        var segmenter = Segmenter.standard();
        var seconds = new double[passes];
        long words = 0;
        for (int pass = 0; pass < passes; pass++) {
            long begin = System.nanoTime();
            words = texts.stream().map(segmenter::words).mapToLong(List::size).sum();
            seconds[pass] = (System.nanoTime() - begin) / 1e9;
        }
        var warm = Arrays.stream(seconds).skip(Math.min(3, passes - 1)).sorted().toArray();
        System.out.printf(Locale.ROOT, "texts %d, words %d, first %.3f s, warm %.4f s%n",
                texts.size(), words, seconds[0], warm[warm.length / 2]);
    }
}
