%classpath ../build/jars/*.jar
import retention.figures.*;

// IJava knows its kernel by this name alone; JJava warns at each call that it prefers another, which nobody needs to read.
var standardError = System.err;
System.setErr(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
var notebookKernel = getKernelInstance();
System.setErr(standardError);

// The forms of a value: of each what a page shows, and of a figure also the data which JupyterLab and VS Code draw.
void draw(Object value, java.util.function.BiConsumer<String, Object> form) {
    form.accept("text/html", Html.of(value));
    form.accept("text/plain", "");
    Html.plotly(value).ifPresent(figure -> form.accept("application/vnd.plotly.v1+json", figure));
}

// Shows a table, a figure, a text or the study itself.
void show(Object value) {
    var shown = render("", "text/html");
    draw(value, shown::putData);
    notebookKernel.display(shown);
}

// The last line of a cell shows a table, a figure or the study in the same way.
for (Class<?> type : java.util.List.of(tech.tablesaw.api.Table.class, tech.tablesaw.plotly.components.Figure.class,
        Chart.class, WordCloud.class, Html.Shown.class)) {
    notebookKernel.getRenderer().createRegistration(type).preferring("text/html")
        .register((value, context) -> draw(value, context.getOutputContainer()::putData));
}

// A line that is updated in place: give its method at to whatever reports its progress.
ProgressBar progress(String what) {
    var place = display("", "text/html");
    return new ProgressBar(what, html -> updateDisplay(place, html, "text/html"));
}

// The result of the page, in sentences that stand here: give each to the method say as soon as it is known.
Lead lead() {
    var place = display("", "text/html");
    return new Lead(html -> updateDisplay(place, html, "text/html"));
}
