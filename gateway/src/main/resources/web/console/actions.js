// What one can do: push, close, replay, copy.

import { announce, byId, create, shortId } from './dom.js';
import { payload } from './payload.js';
import { problem, request } from './requests.js';
import { bindSheet, showRows, told } from './sheets.js';
import { duration, label, outcomes, sentence } from './words.js';

const { language } = globalThis.scfWebSocketPage;

/** The value of a target that somebody types. */
const OTHER = 'other';

/** @param apis returns the ids of the APIs */
export function bindPush(apis) {
  const sheet = bindSheet('push-sheet', async ({ api, to, connection, group, text, binary }) => {
    const recipients = { connection: { connection: connection.value.trim() }, group: { group: group.value }, all: { group: '*' } };
    const content = binary.checked ? { base64: text.value.replace(/\s/g, '') } : { text: text.value };
    const answer = await request('POST', 'push', { api: api.value, ...recipients[to.value], ...content });
    return told(answer, (body) => language.text('pushedNow', { result: outcomes(body.outcomes) }));
  });
  const { form, elements } = sheet;
  const show = () => showRows(form, (name) => name === elements.to.value);
  form.addEventListener('change', show);

  /** @param to the connection, with its API; null to choose one */
  return function open(to) {
    elements.api.replaceChildren(...apis().map((id) => create('option', '', id)));
    elements.api.closest('.sheet__row').hidden = apis().length < 2;
    if (to) {
      if (apis().includes(to.api)) elements.api.value = to.api;
      elements.to.value = 'connection';
      elements.connection.value = to.id || to.connection;
    }
    show();
    sheet.open();
    (to ? elements.text : elements.to[0]).focus();
  };
}

export function bindClose() {
  let id = '';
  const sheet = bindSheet('close-sheet', async ({ code, reason }) => {
    const order = { id, code: Number(code.value) };
    if (reason.value !== '') order.reason = reason.value;
    const answer = await request('POST', 'close', order);
    return told(answer, ({ closed, forwarded }) => language.text(closed > 0 || forwarded ? 'closedNow' : 'closedNone'));
  });
  return function open(of) {
    id = of.id || of.connection;
    sheet.subject(id);
    sheet.open();
  };
}

/** @param session returns what the gateway offers */
export function bindReplay(session) {
  let seq = 0;
  const place = document.querySelector('#replay-sheet [data-answer]');
  const sheet = bindSheet('replay-sheet', async ({ target, address, deliver }) => {
    place.replaceChildren();
    const order = { seq, deliver: deliver.checked };
    if (target.value === OTHER) order.target = address.value.trim();
    else if (target.value !== '') order.target = target.value;
    const answer = await request('POST', 'replay', order);
    const { body } = answer;
    if (typeof body.answer === 'string') place.append(payload('payloadAnswer', body.answer, body.answerCut));
    if (!answer.ok) return { text: problem(answer), isProblem: true };
    const outcome = sentence({ event: { event: 'transmission', outcome: body.outcome, errNo: body.errNo } });
    const text = language.text('replayed', { outcome, time: duration(body.millis || 0) });
    return { text, isProblem: body.outcome !== 'answered' || Number(body.errNo || 0) !== 0 };
  });
  const { form, elements } = sheet;
  const show = () => showRows(form, () => elements.target.value === OTHER);
  form.addEventListener('change', show);

  return function open(step) {
    ({ seq } = step.event);
    place.replaceChildren();
    const { targets = [], faults } = session();
    const option = (value, text) => Object.assign(create('option', '', text), { value });
    elements.target.replaceChildren(
      option('', language.text('sameTarget')),
      ...targets.map((name) => option(name, name)),
      // Only who may break things may send an event anywhere.
      ...(faults ? [option(OTHER, language.text('otherTarget'))] : []),
    );
    sheet.subject(`${label(step.event)} · ${shortId(step.story.connection)} · ${sentence(step)}`);
    show();
    sheet.open();
  };
}

export function bindCopy() {
  const sheet = bindSheet('copy-sheet');
  return async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      announce(language.text('copied'));
      showCopied();
    } catch {
      // Only https pages and those of this machine may write there.
      sheet.elements.text.value = text;
      sheet.open();
      sheet.elements.text.select();
    }
  };
}

let toast = 0;

function showCopied() {
  const line = byId('toast');
  line.hidden = false;
  line.textContent = language.text('copied');
  clearTimeout(toast);
  toast = setTimeout(() => (line.hidden = true), 2_500);
}
