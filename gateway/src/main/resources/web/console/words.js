// What the steps of a story say, in words.

import { shortId } from './dom.js';
import { ELSEWHERE } from './stories.js';

const { language } = globalThis.scfWebSocketPage;

const PREVIEW_CHARACTERS = 160;

/** A text of the page, or the gateway's own word if a newer gateway knows more than this page. */
function word(prefix, name) {
  const key = `${prefix}-${name}`;
  return language.has(key) ? language.text(key) : String(name);
}

/** Milliseconds as a person reads them. */
export function duration(millis) {
  if (millis < 1_000) return language.text('millis', { number: Math.round(millis) });
  if (millis < 120_000) return language.text('seconds', { number: (millis / 1_000).toFixed(millis < 10_000 ? 1 : 0) });
  if (millis < 7_200_000) return language.text('minutes', { number: Math.round(millis / 60_000) });
  if (millis < 172_800_000) return language.text('hours', { number: Math.round(millis / 3_600_000) });
  return language.text('days', { number: Math.round(millis / 86_400_000) });
}

/** A size as a person reads it. */
export function size(bytes) {
  return bytes < 10_240
    ? language.text('bytes', { number: bytes })
    : language.text('kilobytes', { number: Math.round(bytes / 1_024) });
}

/** Which of the kinds that one can filter by. */
export function kindOf({ event }) {
  if (event === 'register' || event === 'opened' || event === 'refused') return 'connect';
  if (event === 'transmission') return 'message';
  if (event === 'end' || event === 'cleanup') return 'end';
  return event === 'push' ? 'push' : 'fault';
}

/** The label of a step: what happened, in one word. */
export function label({ event, state }) {
  return event === 'fault' ? word('step-fault', state) : word('step', event);
}

function called({ event, outcome, errNo, reason }) {
  if (outcome !== 'answered') return reason ? `${word('outcome', outcome)}: ${reason}` : word('outcome', outcome);
  const isRefusal = Number(errNo || 0) !== 0;
  if (event === 'register') return isRefusal ? language.text('registerRefused', { errNo }) : language.text('registerAccepted');
  if (isRefusal) return language.text('answeredErrNo', { errNo });
  return word('answered', event);
}

/** How many recipients had each outcome. */
export function outcomes(counts = {}) {
  const parts = Object.entries(counts).map(([outcome, n]) => language.text('outcomeCount', { n, what: word('push', outcome) }));
  return parts.length === 0 ? language.text('nobody') : parts.join(language.text('comma'));
}

function names(list, left) {
  const text = list.join(language.text('comma'));
  return left ? language.text('andMore', { list: text, n: left }) : text;
}

function recipients({ connections = [], connectionsLeft, groups = [], groupsLeft }, story) {
  const parts = [];
  if (connections.length === 1 && connections[0] === story.connection) parts.push(language.text('toItself'));
  else if (connections.length > 0) parts.push(language.text('toConnections', { list: names(connections.map(shortId), connectionsLeft) }));
  if (groups.includes('*')) parts.push(language.text('toEverybody'));
  else if (groups.length > 0) parts.push(language.text('toGroups', { list: names(groups, groupsLeft) }));
  return parts.join(language.text('comma'));
}

function pushed({ event, story, isReceiver }) {
  const via = language.has(`via-${event.via}`) ? language.text(`via-${event.via}`) : event.via;
  const what = event.action ? word('action', event.action) : language.text('rejectedPush');
  if (isReceiver) return language.text('gotPush', { what, from: shortId(event.cause), result: outcomes(event.outcomes) });
  const whom = recipients(event, story);
  const to = whom === '' ? what : language.text('pushedTo', { what, whom });
  return language.text('pushed', { to, via, result: outcomes(event.outcomes) });
}

function ended({ cause, closeCode, seconds, messagesIn, messagesOut }) {
  return language.text(closeCode ? 'endedWith' : 'ended', {
    cause: word('cause', cause),
    code: closeCode,
    time: duration(Number(seconds || 0) * 1_000),
    in: messagesIn || 0,
    out: messagesOut || 0,
  });
}

const faultName = (kind) => word('fault', kind);

/** The label of a fault that an event has met, its kind and its number, in words. */
export function faultLabel(text) {
  const [kind, ...number] = text.split(' ');
  return [faultName(kind), ...number].join(' ');
}

/** A fault in words: what it does, and to whom. */
export function faultWords({ kind, function: name, api, connection, millis }) {
  const what = faultName(kind);
  const to = [name, api, connection && shortId(connection), millis && duration(millis)].filter(Boolean);
  return to.length === 0 ? what : `${what} (${to.join(language.text('comma'))})`;
}

/** The sentence of a step. */
export function sentence(step) {
  const { event } = step;
  switch (event.event) {
    case 'opened':
      return language.text('opened');
    case 'refused':
      return language.text('refused', { status: event.status });
    case 'push':
      return pushed(step);
    case 'end':
      return ended(event);
    case 'fault':
      return faultWords(event);
    case 'lost':
      return language.text('lostEvents', { n: event.count });
    case 'gap':
      return language.text('gap');
    default:
      return event.outcome ? called(event) : '';
  }
}

/** The message that a step is about, if the gateway shows payloads. */
export function preview({ event }) {
  const text = event.event === 'push' ? pushPreview(event) : event.event === 'transmission' ? messageOf(event.request) : '';
  return text.length > PREVIEW_CHARACTERS ? `${text.slice(0, PREVIEW_CHARACTERS)}…` : text;
}

function pushPreview({ data, binaryBytes }) {
  if (binaryBytes !== undefined) return language.text('binary', { number: binaryBytes });
  return typeof data === 'string' ? data : '';
}

function messageOf(request) {
  if (typeof request !== 'string') return '';
  try {
    const { data, dataType } = JSON.parse(request).websocket;
    if (typeof data !== 'string') return '';
    return dataType === 'binary' ? language.text('binary', { number: Math.floor((data.length * 3) / 4) }) : data;
  } catch {
    // Cut, or no message.
    return '';
  }
}

/** What has become of a story's connection. */
export function stateWords(story) {
  if (story.connection === ELSEWHERE) return '';
  return language.text(`story-${story.state}`);
}
