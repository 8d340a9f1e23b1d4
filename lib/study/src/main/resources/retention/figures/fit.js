// Fits a figure to the width of its page, in pixels. The title of ours stands above it as text. Where there is little room, panels stand
// one below the other and the labels of rows above their rows. The title of any other figure is broken into lines.
window.fitFigure = (layout, room) => {
  const {meta, grid, margin, yaxis} = layout;
  delete layout.width;
  if (meta) {
    delete layout.title;
    layout.height += meta.above - margin.t;
    margin.t = meta.above;
    if (room < 560) {
      if (grid) {
        const panels = meta.panels;
        layout.height += meta.panel * (panels - grid.rows);
        Object.assign(grid, {rows: panels, columns: 1});
      }
      if (meta.values.length) {
        layout.height += 16 * meta.values.length;
        Object.assign(margin, {l: 10, r: 14});
        layout.annotations = yaxis.ticktext.map((text, i) => ({
          text: `${text}: ${meta.values[i]}`, xref: "paper", x: 0, xanchor: "left", y: yaxis.tickvals[i], yshift: 13, showarrow: false, font: {size: 12}}));
        Object.assign(yaxis, {showticklabels: false, automargin: false});
      }
    }
  } else if (layout.title) {
    const text = layout.title.text ?? layout.title;
    layout.title = {text: text.replace(new RegExp(`(.{1,${Math.floor(Math.min(760, room) / 9)}})( |$)`, "g"), "$1<br>").replace(/<br>$/, "")};
  }
};
