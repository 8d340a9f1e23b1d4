package retention.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final List<String> shown = Collections.synchronizedList(new ArrayList<>());
    private final ProgressBar bar = new ProgressBar("Embedding <texts>", shown::add);

    @Test
    void showsTheFirstAndTheLastStateAndFewInBetween() {
        for (int done = 0; done <= 1000; done++) {
            bar.at(done, 1000);
        }
        assertThat(shown.get(0)).contains("0 of 1,000, 0 s");
        assertThat(last()).contains("Embedding &lt;texts&gt;: 0 s").doesNotContain("<progress");
        assertThat(shown).hasSizeLessThan(20);
    }

    @Test
    void saysHowLongTheRestWillTake() throws InterruptedException {
        bar.at(0, 20);
        Thread.sleep(2_500);
        bar.at(10, 20);
        assertThat(last()).containsPattern("10 of 20, [23] s, about [23] s left");
    }

    @Test
    void saysNothingOfTheTimeLeftWhereItCannotBeTrusted() throws InterruptedException {
        bar.at(0, 4);
        Thread.sleep(2_100);
        bar.at(3, 4);
        assertThat(last()).contains("3 of 4").doesNotContain("left");
    }

    @Test
    void partsShareOneLine() {
        var part = bar.next("forest");
        assertThat(part).isSameAs(bar);
        part.at(0, 5);
        assertThat(last()).contains("Embedding &lt;texts&gt;: forest <progress value=\"0\" max=\"5\">");
        part.at(5, 5);
        bar.next("<b>").at(0, 5);
        assertThat(last()).contains(": &lt;b&gt; <progress", "0 of 5, 0 s");
    }

    private String last() {
        return shown.get(shown.size() - 1);
    }
}
