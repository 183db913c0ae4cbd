/** Calendar files (RFC 5545). Pure. */

/** @typedef {{ uid: string, day: string, time: string, early: number, summary: string, description: string, url: string }} Event */

const DAY = 86400000;
const MINUTE = 60000;
/** Minutes that an entry without an end takes. */
const SHORT = 30;
/** Octets of a line, without its end. */
const WIDEST = 75;

/** @param {Event[]} events @param {string} lang @param {Date} now */
export function calendar(events, lang, now) {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', `PRODID:-//Guidesheet//Reminders//${lang.toUpperCase()}`, 'CALSCALE:GREGORIAN', ...events.flatMap((event) => eventLines(event, now)), 'END:VCALENDAR'];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** Whole days have no time zone; times are moments, so they are told in UTC. @param {Event} event @param {Date} now */
function eventLines({ uid, day, time, early, summary, description, url }, now) {
  const meeting = Date.parse(`${day}T${time || '00:00'}`); // as the clock of this place has it
  const span = time
    ? [`DTSTART:${utc(meeting - early * MINUTE)}`, `DTEND:${utc(meeting + (early ? 0 : SHORT * MINUTE))}`]
    : [`DTSTART;VALUE=DATE:${plain(day)}`, `DTEND;VALUE=DATE:${plain(new Date(Date.parse(day) + DAY).toISOString().slice(0, 10))}`, 'TRANSP:TRANSPARENT'];
  return [
    'BEGIN:VEVENT', `UID:${uid}`, `DTSTAMP:${utc(now.getTime())}`, `SEQUENCE:${Math.floor(now.getTime() / MINUTE)}`, ...span,
    `SUMMARY:${escaped(summary)}`, ...(description ? [`DESCRIPTION:${escaped(description)}`] : []), ...(url ? [`URL:${url}`] : []),
    'BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escaped(summary)}`, `TRIGGER:${time ? '-PT1H' : 'PT9H'}`, 'END:VALARM', 'END:VEVENT',
  ];
}

/** @param {string} day */
const plain = (day) => day.replaceAll('-', '');

/** @param {number} time */
const utc = (time) => `${new Date(time).toISOString().replace(/[-:]|\.\d+/g, '')}`;

/** @param {string} text */
const escaped = (text) => text.replace(/\r\n?/g, '\n').replace(/[^\n\t\x20-\u{10ffff}]|\x7f|\p{Surrogate}/gu, '').replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n');

/** A long line in pieces of 75 octets at most; no letter is split. @param {string} line */
function folded(line) {
  const coder = new TextEncoder();
  let [made, room] = ['', WIDEST];
  for (const letter of line) {
    const size = coder.encode(letter).length;
    if (size > room) {
      made += '\r\n ';
      room = WIDEST - 1;
    }
    made += letter;
    room -= size;
  }
  return made;
}
