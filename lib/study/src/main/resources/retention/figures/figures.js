// Fits a figure to the width of its page, in pixels. Its title stands above it as text. Where there is little room, panels stand one below
// the other and the labels of rows above their rows.
window.fitFigure = (layout, room) => {
  const {meta, grid, margin, yaxis} = layout;
  delete layout.title;
  layout.height += meta.above - margin.t;
  margin.t = meta.above;
  if (room < 560) {
    const titles = Object.keys(layout).filter(name => name.startsWith("xaxis")).map(name => layout[name].title);
    for (const title of titles) title.text = title.text.replace(new RegExp(`(.{1,${Math.floor(room / 9)}})( |$)`, "g"), "$1<br>").replace(/<br>$/, "");
    const more = 20 * Math.max(0, meta.legend - 1) + 16 * titles[0].text.split("<br>").slice(1).length;
    margin.b += more;
    layout.height += more;
    if (grid) {
      const panels = meta.panels;
      layout.height += meta.panel * (panels - grid.rows);
      Object.assign(grid, {rows: panels, columns: 1});
    }
    if (meta.values.length) {
      const long = yaxis.ticktext.map((text, i) => (text + meta.values[i]).length * 6.8 > room);
      layout.height += (long.includes(true) ? 36 : 20) * meta.values.length;
      Object.assign(margin, {l: 10, r: 14});
      layout.annotations = yaxis.ticktext.map((text, i) => ({
        text: text + (long[i] ? "<br>" : ": ") + meta.values[i], align: "left", bgcolor: "rgba(255, 255, 255, .8)", font: {size: 12},
        xref: "paper", x: 0, xanchor: "left", y: yaxis.tickvals[i], yanchor: "bottom", yshift: meta.legend ? 12 : 4}));
      Object.assign(yaxis, {showticklabels: false, automargin: false});
    }
  }
};

// Draws the figures of a page where nothing else draws them. JupyterLab and VS Code do so by themselves.
window.drawFigure ??= (() => {
  "use strict";
  // If the page does not bring plotly.js: with the files of Jupyter, or beside the folder of a notebook that was exported where it is.
  const jupyter = document.getElementById("jupyter-config-data");
  const place = (jupyter ? JSON.parse(jupyter.textContent).baseUrl + "files/" : "../") + "build/plotly.min.js";
  let loading;
  const load = () => window.Plotly ? Promise.resolve() : loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    Object.assign(script, {src: place, onload: done, onerror: failed});
    document.head.append(script);
  });
  return (id, figure) => load().then(() => {
    const box = document.getElementById(id);
    // What is saved has its title and its caption, and the size that it has on a wide page.
    const {data} = figure, layout = structuredClone(figure.layout);
    const save = document.createElement("button");
    save.textContent = "Save as SVG";
    save.className = "save";
    save.onclick = () => Plotly.downloadImage({data, layout}, {format: "svg", width: 760, height: layout.height, filename: id});
    box.nextElementSibling?.append(" ", save);
    fitFigure(figure.layout, box.clientWidth || 760);
    // On paper, a figure is as wide as there.
    addEventListener("beforeprint", () => Plotly.Plots.resize(box));
    return Plotly.newPlot(box, figure);
  }, () => {
    document.getElementById(id).textContent = `This figure needs ${place}, which is not there: move this page back to its folder.`;
  });
})();

// JupyterLab draws a figure without saying to those who cannot see it what it shows, and would save a picture of each, larger than its data.
window.figureLabels ??= new MutationObserver(() => {
  if (window.Plotly) Plotly.toImage = () => new Promise(() => {});
  for (const box of document.querySelectorAll(".jp-RenderedPlotly.js-plotly-plot:not([role])")) {
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", box.layout.meta?.label ?? box.layout.title?.text ?? "figure");
  }
});
figureLabels.observe(document.body, {attributes: true, attributeFilter: ["class"], subtree: true});
