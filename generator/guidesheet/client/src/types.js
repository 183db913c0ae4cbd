/**
 * Shapes that several modules share; FORMATS.md says what they mean.
 *
 * @typedef {string | true | string[]} Value
 * @typedef {unknown[]} Entry  [value, time, question]; what is not understood is carried as it is
 * @typedef {{f: string, v: number, coll: string, rec: string, made: number, gone?: number,
 *   a: Record<string, Entry>, old: Record<string, Entry[]>, more: Record<string, unknown>}} Doc
 * @typedef {{many?: boolean, title?: string, one?: string}} Collection
 * @typedef {{site: string, root: string, lang: string, rev: string, title: string,
 *   collections: Record<string, Collection>, homes: Record<string, string>, was: Record<string, string[]>,
 *   keys?: Record<string, Record<string, string>>, words: Record<string, string>}} Site
 * @typedef {["t" | "a" | "d" | "b", string]} Piece
 * @typedef {{value(id: string): Value | undefined, column(place: string, column: string): string[],
 *   starred(place: string): string[]}} Answers
 * @typedef {{coll: string, rec: string, key: string, doc: Doc, raw: string | null, dirty: Set<string>,
 *   locked: "" | "newer" | "unread"}} Slot  a record in memory; `raw` is the stored text that was last seen
 */
export {};
