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
    const room = Math.floor(Math.min(760, box.clientWidth || 760) / 9);
    const title = figure.layout.title;
    if (title) {
      title.text = title.text.replaceAll("<br>", " ").replace(new RegExp(`(.{1,${room}})( |$)`, "g"), "$1<br>").replace(/<br>$/, "");
    }
    // On paper, a figure is as wide as there.
    addEventListener("beforeprint", () => Plotly.Plots.resize(box));
    return Plotly.newPlot(box, figure);
  }, () => {
    document.getElementById(id).textContent = `This figure needs ${place}, which is not there: move this page back to its folder.`;
  });
})();
