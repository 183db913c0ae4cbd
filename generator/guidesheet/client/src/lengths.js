/** How long a text is. */

/** @param {string} text @param {string} unit */
export const lengthOf = (text, unit) => (unit === 'words' ? (text.match(/\S+/g) ?? []).length : [...text].length);
