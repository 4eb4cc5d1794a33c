// What is wrong with how the page looks right now: a list of {fault, what, ...}, empty where nothing is.
() => {
  const faults = [];
  const note = (fault, element, facts = {}) =>
    faults.push({ fault, what: (element.textContent || element.tagName).trim().slice(0, 60), ...facts });
  const main = document.querySelector('[data-testid="stMain"]');
  const style = (element) => getComputedStyle(element);
  const isShown = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };

  // Nothing is wider than the window, unless it scrolls within itself.
  for (const whole of [document.documentElement, document.body, main])
    if (whole.scrollWidth > whole.clientWidth + 1)
      faults.push({ fault: "scrolls sideways", what: whole.tagName, by: whole.scrollWidth - whole.clientWidth });
  const scrolls = (element) => {
    for (let at = element; at && at !== main; at = at.parentElement)
      if (/auto|scroll|hidden|clip/.test(style(at).overflowX)) return true;
    return false;
  };
  for (const element of main.querySelectorAll("*")) {
    const box = element.getBoundingClientRect();
    if (isShown(element) && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(element.parentElement))
      note("out of the window", element, { from: Math.round(box.left), to: Math.round(box.right) });
  }

  // No words are cut: figures, labels, buttons, headings.
  const worded = '[data-testid^="stMetric"], [data-testid^="stMetric"] *, .stMarkdownEllipsis, h1, h2, h3, button p';
  for (const element of main.querySelectorAll(worded)) {
    const cuts = /hidden|clip/.test(style(element).overflowX);
    if (isShown(element) && cuts && element.scrollWidth > element.clientWidth + 1)
      note("cut", element, { by: element.scrollWidth - element.clientWidth });
  }
  for (const word of main.querySelectorAll(".js-plotly-plot text")) {
    const chart = word.closest(".main-svg").getBoundingClientRect();
    const box = word.getBoundingClientRect();
    if (word.textContent.trim() && box.width && (box.left < chart.left - 2 || box.right > chart.right + 2))
      note("cut in a chart", word, { left: Math.round(chart.left - box.left), right: Math.round(box.right - chart.right) });
  }

  // Words are read easily: WCAG's contrast of text against what lies behind it.
  const parsed = (colour) => {
    const [r, g, b, a = 1] = (colour.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
    return colour.startsWith("color(srgb") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const over = ([r, g, b, a], [x, y, z]) => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a)];
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(parsed(style(at).backgroundColor));
    return layers.reverse().reduce((ground, layer) => over(layer, ground), [255, 255, 255]);
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const words = [...document.querySelectorAll('[data-testid="stApp"] *')].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && /[\p{L}\p{N}]/u.test(node.textContent)));
  for (const element of words) {
    if (!isShown(element) || element.closest('canvas, [disabled], [data-testid="stIconMaterial"], style, script')) continue;
    const own = style(element);
    const isDrawn = element instanceof SVGElement;
    let colour = parsed(isDrawn ? own.fill : own.color);
    for (let at = element; at; at = at.parentElement) colour[3] *= Number(style(at).opacity);
    if (isDrawn) colour[3] *= Number(own.fillOpacity);
    // What a label inside a mark stands on is the chart's business (tests/test_palette.py).
    if (isDrawn && element.closest(".bartext, .point, .hoverlayer")) continue;
    const ground = behind(element);
    const [bright, dim] = [light(over(colour, ground)), light(ground)].sort((x, y) => y - x);
    const contrast = (bright + 0.05) / (dim + 0.05);
    const size = parseFloat(own.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(own.fontWeight) >= 700);
    // The chosen option is written in the colour that must also carry white on a button.
    const isChosen = element.closest('[role="radio"][aria-checked="true"], [aria-pressed="true"]');
    if (contrast < (isLarge || isChosen ? 3 : 4.5)) note("faint", element, { contrast: contrast.toFixed(2) });
  }
  return faults;
}
