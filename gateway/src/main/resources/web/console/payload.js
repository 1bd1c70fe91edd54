// Payloads: JSON that folds, and events to take along.

import { create, say } from './dom.js';

const { language } = globalThis.scfWebSocketPage;

// Objects and lists whose text is longer are folded at first.
const OPEN_CHARACTERS = 600;

function entryNames(value) {
  return Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
}

function scalar(value) {
  const kind = value === null ? 'null' : typeof value;
  return create('span', `json__${kind}`, JSON.stringify(value));
}

function row(name, value, isListed) {
  const label = create('span', 'json__name', isListed ? `${name}: ` : `${JSON.stringify(name)}: `);
  // Our functions answer some members as texts that hold JSON.
  const inner = typeof value === 'string' ? parsed(value) : value;
  if (inner === null || typeof inner !== 'object' || entryNames(inner).length === 0) {
    return create('li', '', label, scalar(value));
  }
  const folded = create('details', 'json__fold');
  folded.open = JSON.stringify(inner).length <= OPEN_CHARACTERS;
  const brackets = Array.isArray(inner) ? '[…]' : '{…}';
  const mark = inner === value ? brackets : `"${brackets}"`;
  folded.append(create('summary', '', label, create('span', 'json__count', `${mark} ${entryNames(inner).length}`)), tree(inner));
  return create('li', '', folded);
}

function tree(value) {
  return create('ul', 'json', ...entryNames(value).map((name) => row(name, value[name], Array.isArray(value))));
}

function parsed(text) {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/**
 * Makes the element of a payload.
 *
 * @param key of the text that says what it is
 * @param isCut whether the gateway left out the rest
 */
export function payload(key, text, isCut) {
  const element = create('div', 'payload', say('p', 'payload__title', key));
  const value = isCut ? null : parsed(text);
  const content = value ? tree(value) : create('pre', 'payload__text', text === '' ? language.text('emptyPayload') : text);
  // Long lines scroll inside, also for those who use the keyboard.
  if (!value) content.tabIndex = 0;
  element.append(content);
  if (isCut) element.append(say('p', 'payload__note', 'payloadCut'));
  return element;
}

/** An event in the form of a file, as tests and `scfws invoke` read it. */
export function fixture(text) {
  const value = parsed(text);
  return value ? `${JSON.stringify(value, null, 2)}\n` : `${text}\n`;
}

/** Quotes for a POSIX shell. */
export function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The line that sends an event to a function behind HTTP. */
export function eventAsCurl(text) {
  return `curl -H 'Content-Type: application/json' -d ${quoted(text)} "$FUNCTION_URL"\n`;
}

/** The line that pushes the same text to the same recipients. Null for other pushes, and if not all of it is known. */
export function pushAsCurl({ api, action, connections = [], groups = [], connectionsLeft, groupsLeft, data, dataCut }, base) {
  const isWhole = action === 'send' && typeof data === 'string' && !dataCut && !connectionsLeft && !groupsLeft;
  if (!isWhole || connections.length + groups.length === 0) return null;
  const to = groups.length === 0 ? named('secConnectionID', connections) : named('group', groups);
  const body = JSON.stringify({ websocket: { action: 'data send', ...to, dataType: 'text', data } });
  return `curl -H 'Content-Type: application/json' -d ${quoted(body)} ${quoted(new URL(api, base).href)}\n`;
}

function named(name, list) {
  return list.length === 1 ? { [name]: list[0] } : { [`${name}s`]: list };
}
