"""Colors as they are seen in a browser."""

COLORS = """
  const rgb = (color) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const ground = (part) => {
    const layers = [];
    for (let one = part; one; one = one.parentElement) layers.push(rgb(getComputedStyle(one).backgroundColor));
    const mix = (below, [r, g, b, a]) => [r, g, b].map((one, index) => (one * a + below[index] * (255 - a)) / 255);
    return layers.reduceRight(mix, [255, 255, 255]);
  };
  const linear = (one) => (one <= .03928 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4);
  const light = (color) => [.2126, .7152, .0722].reduce((sum, share, index) => sum + share * linear(color[index] / 255), 0);
  const contrast = (one, other) => (Math.max(light(one), light(other)) + .05) / (Math.min(light(one), light(other)) + .05);
"""
"""JavaScript: `rgb(color)`, `ground(element)` (what lies below its words), `contrast(one, other)` as WCAG 2 counts it."""

PALE = """() => {
  COLORS
  const found = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const part = text.parentElement;
    if (!text.data.trim() || part.closest('template, script, style, option, .gs-sr') || !part.getClientRects().length) continue;
    if (!part.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const seen = contrast(rgb(getComputedStyle(part).color), ground(part));
    if (seen < 4.5) found.add(`${seen.toFixed(1)}: ${part.localName} "${text.data.trim().slice(0, 40)}"`);
  }
  return [...found];
}""".replace("COLORS", COLORS)
"""JavaScript: words that are hard to see (WCAG 1.4.3)."""
