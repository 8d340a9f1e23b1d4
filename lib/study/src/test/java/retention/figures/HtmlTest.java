package retention.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import numerics.evaluation.CorrelationMatrix;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class HtmlTest {

    private static final String HOSTILE = "</script><script>alert('x')</script>\"&\\";

    @Test
    void escapesTextInTables() {
        var html = Html.of(Table.create(HOSTILE, StringColumn.create(HOSTILE, HOSTILE)));
        assertThat(html).doesNotContain("<script>").contains("&lt;/script&gt;&lt;script&gt;alert(&#39;x&#39;)");
    }

    @Test
    void escapesAnyOtherValue() {
        assertThat(Html.of(HOSTILE)).doesNotContain("<script>");
    }

    @Test
    void escapesTheHeadOfAPageAndWhatIsShownAsAnother() {
        Html.Shown shown = () -> new Html.Heading(HOSTILE, HOSTILE, true);
        assertThat(Html.of(shown)).contains("class=\"banner warning\"").doesNotContain("alert('x')");
    }

    @Test
    void keepsHostileLabelsInsideTheirStrings() {
        var matrix = CorrelationMatrix.pearson(
                List.of(HOSTILE, "b'c\n\\"), List.of(new double[] {1, 2, 3}, new double[] {3, 1, 2}));
        var html = Html.of(Heatmaps.correlations(Map.of(HOSTILE, matrix)));
        assertThat(html.split("</script>", -1)).hasSize(2);
        assertThat(html).doesNotContain("alert('x')").doesNotContain("'b'c");
    }

    @Test
    void showsControlCharactersAndDirectionMarksAsVisible() {
        assertThat(Html.of("a\u0000b\u202Ec\uD800d")).contains("a\uFFFDb\uFFFDc\uFFFDd");
        assertThat(Html.of("a\u061Cb\u200Ec\u200Fd\u2028e\u2069f")).contains("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf");
        assertThat(Html.of("a\n\tb 😀")).contains("a\n\tb 😀");
    }

    @Test
    void writesNumbersForPeople() {
        var html = Html.of(Table.create(
                "Numbers",
                DoubleColumn.create("decimal", 0.12345, 1234567.89, 0.00000012, Double.NaN),
                LongColumn.create("whole", 1234567, 0, -5, 7)));
        assertThat(html)
                .contains(">0.12<", ">1,234,567.89<", ">1.2e-07<", ">1,234,567<", ">-5<")
                .contains("<td class=\"number\"></td>")
                .doesNotContain("NaN");
    }

    @Test
    void aNumberAndItsPerCentSignStayInOneLine() {
        assertThat(Html.of("12.5 % of all")).contains("12.5\u00a0% of all");
    }

    @Test
    void cutsLongTextsBetweenCharactersAndNotInsideOne() {
        var html = Html.of(Table.create("Long", StringColumn.create("label", "👩".repeat(1000))));
        assertThat(html).contains("👩".repeat(600) + "…").doesNotContain("👩".repeat(601));
    }

    @Test
    void showsTheBeginningOfATextAndNothingOfWhoWroteIt() {
        var table = Table.create(
                "Posts",
                StringColumn.create("user_id", "6784d425300d9ed64ec9cb43"),
                StringColumn.create("user_name", "paper_radish"),
                StringColumn.create("content", "Hello 😀 from Ohio"),
                StringColumn.create("title", ""),
                StringColumn.create("label", "hello#cats"));
        assertThat(Html.of(table))
                .contains("<td>6784d425…</td><td>(not shown)</td><td>Hello 😀 …</td><td></td><td>hello#cats</td>")
                .doesNotContain("6784d4253", "radish", "Ohio");
    }

    @Test
    void showsTheColumnsOfATableOfOnesOwn() {
        var table = Table.create("Mine", StringColumn.create("value", "more than five"));
        assertThat(Html.of(table)).contains("<td>more than five</td>");
    }

    @Test
    void showsWhatIsInAnArray() {
        assertThat(Html.of(new double[][] {{1, 2}, {3}})).contains("<p>[[1.0, 2.0], [3.0]]</p>");
        assertThat(Html.of(null)).contains("<p>null</p>");
    }

    @Test
    void givesEachFigureAnElementOfItsOwn() {
        var figure = Distributions.equalBins(2, List.of(DoubleColumn.create("likes", 1, 2, 3)));
        assertThat(Html.of(figure)).contains("drawFigure(\"figure_").isNotEqualTo(Html.of(figure));
    }

    @Test
    void aPageBringsWhatDrawsItsFigures() {
        assertThat(Html.of(new Html.Heading("statement", "text", false))).contains("window.drawFigure", ".retention {");
    }

    @Test
    void showsAFigureWithItsFindingItsCaptionAndItsNumbersInWords() {
        var html = Html.of(Distributions.equalBins(2, List.of(DoubleColumn.create("<b>likes", 1, 2, 3))));
        assertThat(html)
                .contains("<p class=\"finding\">Half of all users have at most 2 &lt;b&gt;likes; the largest has 3</p>")
                .contains("role=\"img\" aria-label=\"Half of all users")
                .contains("<figcaption>Bins of one width")
                .doesNotContain("<b>likes");
    }

    @Test
    void refusesToDrawNoDays() {
        var none = Table.create("Days", DateColumn.create("date"), IntColumn.create("users"));
        assertThatThrownBy(() -> Lines.daily(none, Map.of(), Map.of())).hasMessageContaining("No days");
    }
}
