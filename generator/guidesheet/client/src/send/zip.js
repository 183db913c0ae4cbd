/** Files in a ZIP archive, stored as they are: small ones need no compression, and so no library. */

/** @param {Record<string, string>} files name → text, in their order @returns {Uint8Array<ArrayBuffer>} */
export function zip(files) {
  const coder = new TextEncoder();
  /** @type {Uint8Array[]} */
  const bodies = [];
  /** @type {Uint8Array[]} */
  const list = [];
  let at = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, data] = [coder.encode(path), coder.encode(text)];
    const about = numbers([20, 2], [0x800, 2], [0, 2], [0, 2], [0x21, 2], [crc(data), 4], [data.length, 4], [data.length, 4], [name.length, 2], [0, 2]);
    bodies.push(numbers([0x04034b50, 4]), about, name, data);
    list.push(numbers([0x02014b50, 4], [20, 2]), about, numbers([0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), name);
    at += 4 + about.length + name.length + data.length;
  }
  const count = Object.keys(files).length;
  const size = list.reduce((sum, part) => sum + part.length, 0);
  return joined([...bodies, ...list, numbers([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [at, 4], [0, 2])]);
}

/** Little-endian numbers of 2 or 4 bytes. @param {[number, 2 | 4][]} all */
const numbers = (...all) => Uint8Array.from(all.flatMap(([value, size]) => Array.from({ length: size }, (_, n) => (value >>> (8 * n)) & 255)));

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
}

/** CRC-32. @param {Uint8Array} data */
function crc(data) {
  let value = -1;
  for (const byte of data) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}
