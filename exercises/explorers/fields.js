// What a network of two inputs says over the plane, as a picture.
"use strict";

const fields = (() => {
  const [RIGHT, TOP] = [2, 1.45];

  // All places of a grid of c by r, from the top left.
  const grids = {};
  function grid(c, r) {
    if (!grids[c]) {
      grids[c] = nn.matrix(2, c * r);
      for (let k = 0; k < c * r; k += 1) {
        grids[c].d[k] = RIGHT * ((2 * (k % c)) / (c - 1) - 1);
        grids[c].d[c * r + k] = TOP * (1 - (2 * Math.floor(k / c)) / (r - 1));
      }
    }
    return grids[c];
  }

  // The rows of a matrix, not copied.
  const rows = (m) => Array.from({ length: m.r }, (_, i) => m.d.subarray(i * m.c, (i + 1) * m.c));

  // 256 colours from the first class over the paper to the second, as pixels; gives the
  // paper's, by which one sees whether the page has other colours now.
  let theme = {};
  function dress() {
    const paper = colour("paper");
    if (theme.paper === paper) return paper;
    const rgb = (name) => colour(name).replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3").match(/[\da-f]{2}/gi).map((two) => parseInt(two, 16));
    const [a, b, none] = ["blue", "orange", "paper"].map(rgb);
    theme = { paper, ink: colour("ink"), classes: [colour("blue"), colour("orange")], pixels: new Uint32Array(256) };
    for (let k = 0; k < 256; k += 1) {
      // One side is deeper than the other: they differ without colour, too.
      const share = Math.abs(k / 127.5 - 1) * (k < 128 ? 0.5 : 0.28);
      const [red, green, blue] = none.map((v, i) => Math.round(v + share * ((k < 128 ? a : b)[i] - v)));
      theme.pixels[k] = 0xff000000 | (blue << 16) | (green << 8) | red;
    }
    return paper;
  }

  // Numbers from −most to most as an image of c by r; every `skip`th of the grid's numbers.
  const image = document.createElement("canvas");
  function shade(canvas, numbers, c, r, skip = 1, most = 1) {
    canvas.width = c / skip;
    canvas.height = r / skip;
    const g = canvas.getContext("2d");
    const data = g.createImageData(canvas.width, canvas.height);
    const out = new Uint32Array(data.data.buffer);
    for (let k = 0, j = 0; j < r; j += skip) for (let i = 0; i < c; i += skip, k += 1) out[k] = theme.pixels[Math.round(127.5 * (1 + numbers[j * c + i] / most)) || 0];
    g.putImageData(data, 0, 0);
  }

  // The line on which numbers over a grid change their sign, by marching squares.
  function contour(g, v, c, r) {
    const [w, h] = [g.canvas.width / (c - 1), g.canvas.height / (r - 1)];
    const found = [];
    const cut = (p, q, x, y, dx, dy) => { if (p > 0 !== q > 0) found.push([(x + dx * (p / (p - q))) * w, (y + dy * (p / (p - q))) * h]); };
    g.beginPath();
    for (let j = 0; j < r - 1; j += 1) {
      for (let i = 0; i < c - 1; i += 1) {
        const k = j * c + i;
        const side = v[k] > 0;
        if (side === v[k + 1] > 0 && side === v[k + c] > 0 && side === v[k + c + 1] > 0) continue;
        found.length = 0;
        cut(v[k], v[k + 1], i, j, 1, 0);
        cut(v[k + 1], v[k + c + 1], i + 1, j, 0, 1);
        cut(v[k + c], v[k + c + 1], i, j + 1, 1, 0);
        cut(v[k], v[k + c], i, j, 0, 1);
        found.forEach(([x, y], n) => (n % 2 ? g.lineTo(x, y) : g.moveTo(x, y)));
      }
    }
    g.stroke();
  }

  function marks(g, { X, Y }, size, pale) {
    const [w, h] = [g.canvas.width, g.canvas.height];
    g.globalAlpha = pale ? 0.5 : 1;
    for (const label of [0, 1]) {
      g.beginPath();
      for (let k = 0; k < Y.c; k += 1) {
        if (Y.d[k] !== label) continue;
        const x = ((X.d[k] / RIGHT + 1) / 2) * w;
        const y = ((1 - X.d[Y.c + k] / TOP) / 2) * h;
        if (label) {
          g.moveTo(x, y - 1.25 * size);
          g.lineTo(x + 1.1 * size, y + 0.75 * size);
          g.lineTo(x - 1.1 * size, y + 0.75 * size);
          g.closePath();
        } else {
          g.moveTo(x + size, y);
          g.arc(x, y, size, 0, 7);
        }
      }
      g.fillStyle = g.strokeStyle = theme.classes[label];
      if (!pale) {
        g.fill();
        g.strokeStyle = theme.paper;
      }
      g.lineWidth = size / 4;
      g.stroke();
    }
    g.globalAlpha = 1;
  }

  // The probability everywhere, where it is one half, and the points; gives Z and A of the
  // grid.  A fine picture also has the lines of the first layer's neurons.
  function picture(canvas, { net, train, held }, width, [c, r], fine) {
    const dots = window.devicePixelRatio || 1;
    const places = nn.forward(net, grid(c, r));
    const g = canvas.getContext("2d");
    const across = Math.round(width * dots);
    if (canvas.width !== across) Object.assign(canvas, { width: across, height: Math.round((across * TOP) / RIGHT) });
    shade(image, places.A.at(-1).d.map((p) => 2 * p - 1), c, r);
    // From the middle of the first pixel to the middle of the last: there the grid's places are.
    g.drawImage(image, 0.5, 0.5, c - 1, r - 1, 0, 0, canvas.width, canvas.height);
    const size = clamp(width / 90, 1.3, 5) * dots;
    marks(g, held, size * 0.85, true);
    marks(g, train, size, false);
    g.strokeStyle = theme.ink;
    g.lineWidth = clamp(width / 90, 1.5, 3) * dots;
    contour(g, places.Z.at(-1).d, c, r);
    if (fine && net.layers.length > 1) {
      g.lineWidth = dots;
      g.setLineDash([6 * dots, 4 * dots]);
      for (const z of rows(places.Z[0])) contour(g, z, c, r);
      g.setLineDash([]);
    }
    return places;
  }

  return { rows, dress, shade, picture };
})();
