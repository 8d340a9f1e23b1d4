package retention.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final List<String> shown = new ArrayList<>();
    private final ProgressBar bar = new ProgressBar("Embedding <texts>", shown::add);

    @Test
    void showsTheFirstAndTheLastStateAndFewInBetween() {
        for (int done = 0; done <= 1000; done++) {
            bar.at(done, 1000);
        }
        assertThat(shown.get(0)).contains("0 of 1,000", "starting");
        assertThat(shown.get(shown.size() - 1)).contains("1,000 of 1,000, done");
        assertThat(shown).hasSizeLessThan(20);
    }

    @Test
    void escapesWhatItIsAbout() {
        bar.at(1, 1);
        assertThat(shown.get(0)).contains("Embedding &lt;texts&gt;");
    }
}
