// Small parts of the status page: elements, marks, times, numbers, the call of the API. Not for what is shown with them.
// Every text becomes a text node; markup is never made from text.

/** An element with attributes and children; a child is a node, a text, or null for none. */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== '') element.append(child);
  }
  return element;
}

const svg_space = 'http://www.w3.org/2000/svg';
const drawings = {
  completed: 'M5 10.5l3.4 3.4L15 7',
  active: 'M8 6l6 4-6 4z',
  waiting: 'M10 5.5V10l3 2',
  failed: 'M10 5.5v5.2M10 14v.2',
  terminated: 'M7 7l6 6M13 7l-6 6',
  'not reached': '',
};

/** A round mark for a state. The state's word has to stand beside it. */
export function mark(state) {
  const drawing = document.createElementNS(svg_space, 'svg');
  for (const [key, value] of [['viewBox', '0 0 20 20'], ['width', '20'], ['height', '20'], ['class', 'mark'], ['data-state', state], ['aria-hidden', 'true']]) {
    drawing.setAttribute(key, value);
  }
  const circle = document.createElementNS(svg_space, 'circle');
  for (const [key, value] of [['cx', '10'], ['cy', '10'], ['r', '8.5']]) circle.setAttribute(key, value);
  const path = document.createElementNS(svg_space, 'path');
  path.setAttribute('d', drawings[state] ?? '');
  drawing.append(circle, path);
  return drawing;
}

export function badge(state, word = state) {
  return make('span', { class: 'badge', 'data-state': state }, word);
}

const second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
const distance = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const moment_text = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
let ahead_ms = 0;  // of the server's clock over ours

export function set_server_time(text) {
  const ahead = Date.parse(text) - Date.now();
  if (Number.isFinite(ahead)) ahead_ms = Math.abs(ahead) < 2 * second ? 0 : ahead;
}

function distance_text(at) {
  const away = at - (Date.now() + ahead_ms);
  const size = Math.abs(away);
  if (size < 10 * second) return away > 0 ? 'in a moment' : 'just now';
  if (size < minute) return distance.format(Math.round(away / second), 'second');
  if (size < hour) return distance.format(Math.round(away / minute), 'minute');
  if (size < day) return distance.format(Math.round(away / hour), 'hour');
  if (size < 60 * day) return distance.format(Math.round(away / day), 'day');
  return moment_text.format(at);
}

/** A time as its distance from now; the exact moment is its title. Null where there is none. */
export function time(text) {
  const at = Date.parse(text);
  if (!text || Number.isNaN(at)) return null;
  return make('time', { datetime: text, title: moment_text.format(at) }, distance_text(at));
}

/** A time as it stands in the calendar; its distance from now is its title. */
export function moment(text) {
  const at = Date.parse(text);
  return Number.isNaN(at) ? text : make('time', { datetime: text, title: distance_text(at), 'data-exact': true }, moment_text.format(at));
}

/** Distances grow by themselves. */
export function refresh_times(root) {
  for (const element of root.querySelectorAll('time[datetime]:not([data-exact])')) {
    const now = distance_text(Date.parse(element.dateTime));
    if (element.textContent !== now) element.textContent = now;
  }
}

export function is_past(text) {
  return Boolean(text) && Date.parse(text) < Date.now() + ahead_ms;
}

const counted = new Intl.NumberFormat('en-GB');
export function count(number, one, many) {
  return `${counted.format(number)} ${number === 1 ? one : many}`;
}
export const figure = (number) => counted.format(number);

/** A number whose digits JavaScript would change, kept as it was written. */
class Digits {
  constructor(text) { this.text = text; }
  toJSON() { return this.text; }
}

function read_json(text) {
  return JSON.parse(text, (key, value, context) =>
    typeof value === 'number' && context?.source !== undefined && String(value) !== context.source ? new Digits(context.source) : value);
}

const most_nesting = 8;
/** A variable's value for people: dates and periods as their text, names without quotes. */
export function value_text(value, depth = 0) {
  if (value === null) return depth ? 'null' : '–';
  if (value instanceof Digits) return value.text;
  if (typeof value === 'string') return depth ? JSON.stringify(value) : value;
  if (typeof value !== 'object') return String(value);
  if (typeof value['@value'] === 'string') return value['@value'];
  if (depth > most_nesting) return '…';
  const indent = '  '.repeat(depth + 1), end = '  '.repeat(depth);
  const plain = (item) => item === null || typeof item !== 'object' || item instanceof Digits;
  if (Array.isArray(value)) {
    if (!value.length) return '[]';
    const items = value.map((item) => value_text(item, depth + 1));
    return value.every(plain) ? `[${items.join(', ')}]` : `[\n${items.map((item) => indent + item).join(',\n')}\n${end}]`;
  }
  const members = Object.entries(value).map(([name, item]) => `${indent}${name}: ${value_text(item, depth + 1)}`);
  return members.length ? `{\n${members.join(',\n')}\n${end}}` : '{}';
}

/** An answer that was not as hoped; `status` is 0 where none came, `wait_s` is what the server asks for. */
export class Refused extends Error {
  constructor(status, text, wait_s = 0) {
    super(text);
    this.status = status;
    this.wait_s = wait_s;
  }
}

const answer_time_ms = 15_000;

/** GET below /api/v1. Throws Refused. */
export async function ask(token, path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value) query.set(name, value);
  }
  const address = `/api/v1/${path}${query.size ? `?${query}` : ''}`;
  const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
  let answer, text;
  try {
    answer = await fetch(address, { headers, cache: 'no-store', credentials: 'omit', redirect: 'error', signal: AbortSignal.timeout(answer_time_ms) });
    text = await answer.text();
  } catch {
    throw new Refused(0, 'The server does not answer.');
  }
  let body = null;
  try {
    body = read_json(text);
  } catch { /* not from wfd; told below */ }
  if (answer.ok && body !== null) return body;
  const wait_s = Number(answer.headers.get('Retry-After')) || 0;
  throw new Refused(answer.status, body?.detail || body?.title || `The server answered ${answer.status} without a reason.`, wait_s);
}
