%classpath ../build/jars/*.jar
import retention.figures.*;

// IJava knows its kernel by this name alone; JJava warns at each call that it prefers another, which nobody needs to read.
var standardError = System.err;
System.setErr(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
var notebookKernel = getKernelInstance();
System.setErr(standardError);

// Shows a table, a figure, a text or the study itself; a figure also as the data which JupyterLab and VS Code draw.
void show(Object value) {
    var shown = render(Html.of(value), "text/html");
    shown.putData("text/plain", "");
    Html.plotly(value).ifPresent(figure -> shown.putData("application/vnd.plotly.v1+json", figure));
    notebookKernel.display(shown);
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
