package retention.figures;

import com.google.gson.Gson;
import java.util.Locale;
import java.util.Map;
import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A jsplot trace with plotly.js attributes that jsplot has no setter for.
 *
 * @param attributes by name, as in the plotly.js reference; values are what Gson can write
 */
record StyledTrace(Trace trace, Map<String, Object> attributes) implements Trace {

    private static final Gson JSON = new Gson();

    @Override
    public String asJavascript(int i) {
        return String.format(
                Locale.ROOT, "%s%nObject.assign(trace%d, %s);%n", trace.asJavascript(i), i, JSON.toJson(attributes));
    }

    @Override
    public String name() {
        return trace.name();
    }

    @Override
    public HoverLabel hoverLabel() {
        return trace.hoverLabel();
    }

    @Override
    public boolean showLegend() {
        return trace.showLegend();
    }
}
