/** From one storage into another. */

import { drop, read, write } from './area.js';
import { joined } from './record.js';

/** Writes texts into another storage, joined with what is there: all of them, or none. @param {Map<string, string>} texts @param {import('./area.js').Area} to */
export function moved(texts, to) {
  const before = new Map([...texts.keys()].map((key) => [key, read(to, key)]));
  for (const [key, raw] of texts) {
    const had = before.get(key) ?? null;
    const both = had === null || had === raw ? raw : joined(had, raw);
    const failed = both === null ? 'newer' : write(to, key, both);
    if (!failed) continue;
    for (const [name, old] of before) if (old === null) drop(to, name); else write(to, name, old);
    return failed;
  }
  return '';
}
