/** A letter as a Word file: block form, 12 points, an inch of margin, the address where a window envelope shows it, room for a signature. */

import { paragraphsOf } from './draft.js';
import { zip } from './zip.js';

/** @typedef {import('./draft.js').Part} Part */
/** @typedef {import('./draft.js').Paragraph} Paragraph */

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** Twentieths of a point. With an address, what stands above it begins higher and stands closer, as on paper: `.gs-post__head`. */
const [INCH, LINE, GAP, SIGNATURE, WINDOW] = [1440, 300, 300, 1120, 3060];
const HEAD = { top: 1020, line: 270, gap: 60 };
/** Width and height. @type {Record<string, [number, number]>} */
const SIZES = { letter: [12240, 15840], a4: [11906, 16838] };

/** Text for XML, without what XML cannot hold. @param {string} text */
const safe = (text) => text.replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** @param {Part[]} parts @param {{ title: string, lang: string, paper: string }} about */
export function docx(parts, { title, lang, paper }) {
  const [width, height] = SIZES[paper] ?? /** @type {[number, number]} */ (SIZES.letter);
  const at = parts.findIndex(({ role }) => role === 'address');
  const page = `<w:sectPr><w:pgSz w:w="${width}" w:h="${height}"/><w:pgMar w:top="${at < 0 ? INCH : HEAD.top}" w:right="${INCH}" w:bottom="${INCH}" w:left="${INCH}" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>`;
  return zip({
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${TYPE}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    '_rels/.rels': relations([`${OFFICE}/officeDocument`, 'word/document.xml'], [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml']),
    'docProps/core.xml': `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${safe(title)}</dc:title><dc:language>${safe(lang)}</dc:language></cp:coreProperties>`,
    'word/_rels/document.xml.rels': relations([`${OFFICE}/styles`, 'styles.xml']),
    'word/document.xml': `${XML}<w:document ${WORD}><w:body>${laid(parts, at)}${page}</w:body></w:document>`,
    'word/styles.xml': styles(lang),
  });
}

/** @param {[string, string][]} all type and target */
const relations = (...all) =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.map(([type, target], n) => `<Relationship Id="r${n + 1}" Type="${type}" Target="${target}"/>`).join('')}</Relationships>`;

/** @param {string} lang */
function styles(lang) {
  const { language, region } = new Intl.Locale(lang).maximize();
  return `${XML}<w:styles ${WORD}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/><w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="${language}-${region}"/></w:rPr></w:rPrDefault></w:docDefaults>`
    + `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:widowControl/><w:spacing w:before="0" w:after="${GAP}" w:line="${LINE}" w:lineRule="atLeast"/></w:pPr></w:style>`
    + `<w:style w:type="paragraph" w:customStyle="1" w:styleId="Head"><w:name w:val="Head"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="${HEAD.gap}" w:line="${HEAD.line}" w:lineRule="exact"/></w:pPr></w:style></w:styles>`;
}

/** The address begins at the height of the window, or below what stands above it. @param {Part[]} parts @param {number} at where the address is, or -1 */
function laid(parts, at) {
  let [above, made] = [HEAD.top, ''];
  for (const [index, { role, pieces }] of parts.entries()) {
    const all = paragraphsOf(pieces);
    const space = index === at ? { before: Math.max(0, WINDOW - above), after: 2 * GAP } : { before: 0, after: 0 };
    made += all.map((one, n) => paragraph(one, role, index <= at, n ? 0 : space.before, n < all.length - 1 ? 0 : space.after)).join('');
    above += all.reduce((sum, { lines }) => sum + lines.length * HEAD.line + HEAD.gap, 0);
  }
  return made;
}

/** @param {Paragraph} paragraph @param {string} role @param {boolean} head @param {number} before @param {number} after */
function paragraph({ gap, lines }, role, head, before, after) {
  const space = [['before', before + (gap ? SIGNATURE : 0)], ['after', after]].filter(([, size]) => size).map(([side, size]) => ` w:${side}="${size}"`).join('');
  const shape = (head ? '<w:pStyle w:val="Head"/>' : '') + (role === 'closing' ? '<w:keepNext/><w:keepLines/>' : '') + (space ? `<w:spacing${space}/>` : '');
  return `<w:p>${shape ? `<w:pPr>${shape}</w:pPr>` : ''}${lines.map((line, n) => (n ? '<w:r><w:br/></w:r>' : '') + line.map((piece) => run(piece, role)).join('')).join('')}</w:p>`;
}

/** A blank is marked, so that whoever opens the file sees it. @param {import('./draft.js').Piece} piece @param {string} role */
function run([kind, text], role) {
  const look = kind === 'b' ? '<w:rPr><w:highlight w:val="yellow"/></w:rPr>' : role === 'subject' ? '<w:rPr><w:b/></w:rPr>' : '';
  return `<w:r>${look}<w:t xml:space="preserve">${safe(kind === 'b' ? `[${text}]` : text)}</w:t></w:r>`;
}
