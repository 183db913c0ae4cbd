/** What site this is (`site.js` of the build), and its words. */

/** `fields`: the names of its shared fields. @typedef {{ many?: true, title?: string, one?: string, fields: string[] }} Collection */
/**
 * @typedef {object} Site
 * @property {string} site
 * @property {string} root
 * @property {string} lang
 * @property {string} rev
 * @property {string} title
 * @property {string} stamp of all the parts
 * @property {Record<string, Collection>} collections
 * @property {Record<string, string>} homes
 * @property {Record<string, string[]>} was
 * @property {Record<string, Record<string, string>>} keys
 * @property {Record<string, string>} words
 * @property {true} [ask] shall the reader be asked whose computer this is?
 * @property {'tab'} [mode] where answers are kept before the reader has said it; on the device, if not given
 */

import { placeOf, scopeOf } from './ids.js';

/** @type {Site} */
export const site = /** @type {any} */ (globalThis).guidesheetSite ?? {};

/** The address of this script; that of the page, where the script stands in it. */
const page = globalThis.document;
export const address = /** @type {HTMLScriptElement | null | undefined} */ (page?.currentScript)?.src || page?.baseURI || '';

/** The address of a part, stamped, so that no browser takes an old one for it. @param {string} name */
export const beside = (name) => new URL(`${name}?v=${site.stamp}`, address).href;

/** The words for a key, slots filled in. @param {string} key @param {Record<string, string | number>} [slots] */
export const words = (key, slots = {}) => (site.words[key] ?? key).replace(/\{(\w+)\}/g, (whole, slot) => String(slots[slot] ?? whole));

/** The collection that an answer lives in. @param {string} id */
export const homeOf = (id) => site.homes[placeOf(id)] ?? site.homes[scopeOf(id)] ?? scopeOf(id);

/** @param {string} coll */
export const isMany = (coll) => site.collections[coll]?.many === true;
