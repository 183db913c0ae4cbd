/** An incremental update of a PDF (ISO 32000-1, 7.5.6): changed objects behind its last byte, and a table of where they are. */

/** @param {import('./filling.js').Handout} handout @param {Map<number, string>} objects by number, in ASCII */
export function updated({ pdf, size, prev, trailer }, objects) {
  const before = Uint8Array.from(atob(pdf), (sign) => sign.charCodeAt(0));
  let [added, numbers, places] = ['\n', '', ''];
  const begin = (/** @type {number} */ number) => {
    numbers += `${number} 1 `;
    places += `01${(before.length + added.length).toString(16).padStart(8, '0')}00`;
    added += `${number} 0 obj\n`;
  };
  for (const [number, text] of [...objects].sort(([a], [b]) => a - b)) {
    begin(number);
    added += `${text}\nendobj\n`;
  }
  const start = before.length + added.length;
  begin(size);
  added += `<< /Type /XRef /Size ${size + 1} /W [1 4 1] /Index [${numbers}] ${trailer} /Prev ${prev} /Filter /ASCIIHexDecode /Length ${places.length + 1} >>
stream
${places}>
endstream
endobj
startxref
${start}
%%EOF
`;
  return new Blob([before, added]);
}
