package retention.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeadTest {

    private final List<String> shown = new ArrayList<>();
    private final Lead lead = new Lead(shown::add);

    private String last() {
        return shown.get(shown.size() - 1);
    }

    @Test
    void sentencesStandInTheOrderOfTheirPlaces() {
        lead.say(2, "Second.");
        lead.say(1, "First.");
        assertThat(last()).contains("<li>First.</li><li>Second.</li>");
    }

    @Test
    void aSentenceTakesThePlaceOfTheOneBefore() {
        lead.say(1, "Old.");
        lead.say(1, "New.");
        assertThat(last()).contains("New.").doesNotContain("Old.");
    }

    @Test
    void whatAUserWroteIsEscaped() {
        lead.say(1, "<script>");
        assertThat(last()).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    @Test
    void aPlaceBelowOneIsRefused() {
        assertThatThrownBy(() -> lead.say(0, "Nowhere."))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The place of a sentence must be a whole number from 1; you gave 0.");
    }
}
