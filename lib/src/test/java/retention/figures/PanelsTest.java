package retention.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import retention.evaluation.Interval;
import retention.validation.NullReplicas;
import retention.validation.NullReplicas.Run;
import retention.validation.PlantedEffects;

class PanelsTest {

    private static final NullReplicas WITHOUT = new NullReplicas(
            List.of(
                    new Run(1, new Interval(0.75, 0.5625, 0.875, 0.95), 0.1),
                    new Run(2, new Interval(0.5, 0.375, 0.625, 0.95), 0.6)),
            9);
    private static final PlantedEffects WITH = new PlantedEffects(
            1000,
            20,
            List.of(
                    effect("likes", 0.25, new Interval(0.5, 0.25, 0.75, 0.95)),
                    effect("nothing", 0, new Interval(0.125, -0.5, 0.5, 0.95))));

    @Test
    void threePanelsAreBesideEachOther() {
        var html = html();
        assertThat(html).contains("class=\"panels\"");
        assertThat(html.split("Plotly.newPlot", -1)).hasSize(4);
    }

    @Test
    void intervalsThatMissOneHalfHaveAnotherColourAndAreCounted() {
        assertThat(html()).contains("1 of 2 intervals hold one half", Style.GROUPS.get(1));
    }

    @Test
    void whiskersReachBothLimits() {
        assertThat(html()).contains("\"array\":[0.125]", "\"arrayminus\":[0.1875]");
    }

    @Test
    void onlyPlantedEffectsAreDrawn() {
        assertThat(html()).contains("\"arrayminus\":[0.25]").doesNotContain("0.625,");
    }

    private static PlantedEffects.Line effect(String name, double planted, Interval estimate) {
        return new PlantedEffects.Line(name, planted, estimate, estimate, 0.5, 0.5);
    }

    private static String html() {
        return Html.of(Panels.truth(WITHOUT, WITH));
    }
}
