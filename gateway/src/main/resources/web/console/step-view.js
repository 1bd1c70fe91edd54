// One step of a story as an element. What unfolds is made when it is unfolded.

import { button, create, say, setText } from './dom.js';
import { eventAsCurl, fixture, payload, pushAsCurl } from './payload.js';
import { duration, faultLabel, label, preview, sentence, size } from './words.js';

const { language } = globalThis.scfWebSocketPage;

// Pushes arrive at the other end of the console's path.
const PUSH_BASE = new URL('../', location.href);

const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' };
const clock = new Intl.DateTimeFormat('en-GB', CLOCK);

/**
 * Makes the element of a step: `{ element, show }`; `show` writes its texts again, in another language.
 *
 * @param actions `replay(step)`, and `copy(text)`
 */
export function stepView(step, actions) {
  const { event } = step;
  const element = create('li', 'step');
  element.dataset.event = event.event;
  if (step.isError) element.dataset.error = '';
  if (event.replay) element.dataset.replay = '';
  const folded = create('details', 'step__fold');
  const summary = create('summary', 'step__line');
  const parts = Object.fromEntries(
    ['time', 'label', 'words', 'preview', 'mark', 'millis'].map((name) => [name, create('span', `step__${name}`)]),
  );
  parts.preview.dir = 'auto';
  summary.append(...Object.values(parts));
  folded.append(summary);
  element.append(folded);

  function show() {
    setText(parts.time, clock.format(step.begin));
    setText(parts.label, label(event));
    setText(parts.words, sentence(step));
    setText(parts.preview, preview(step));
    setText(parts.mark, marks(event));
    setText(parts.millis, event.millis === undefined ? '' : duration(event.millis));
    if (folded.open) unfold();
  }

  function unfold() {
    const rest = folded.querySelector('.step__rest');
    const made = details(step, actions);
    if (rest) rest.replaceWith(made);
    else folded.append(made);
  }

  folded.addEventListener('toggle', () => folded.open && unfold());
  show();
  return { element, show };
}

function marks({ replay, fault }) {
  const all = [replay && language.text('markReplay'), fault && language.text('markFault', { fault: faultLabel(fault) })];
  return all.filter(Boolean).join(' · ');
}

function facts({ event, begin, pause }) {
  return [
    ['factTime', new Date(begin).toISOString()],
    ['connectionId', event.connection],
    ['factPause', pause > 0 ? duration(pause) : undefined],
    ['factTarget', event.target],
    ['factBytes', event.bytes === undefined ? undefined : size(event.bytes)],
    ['factAnswerBytes', event.answerBytes === undefined ? undefined : size(event.answerBytes)],
    ['factErrNo', event.errNo],
    ['factStatus', event.status],
    ['factConnections', event.connections && event.connections.join('\n')],
    ['factSequence', event.seq],
  ].filter(([, value]) => value !== undefined);
}

function details(step, actions) {
  const { event } = step;
  const rest = create('div', 'step__rest');
  const list = create('dl', 'facts');
  for (const [key, value] of facts(step)) list.append(create('div', '', say('dt', '', key), create('dd', '', String(value))));
  const payloads = create('div', 'payloads');
  if (typeof event.request === 'string') payloads.append(payload('payloadEvent', event.request, event.requestCut));
  if (typeof event.answer === 'string') payloads.append(payload('payloadAnswer', event.answer, event.answerCut));
  if (typeof event.data === 'string') payloads.append(payload('payloadPush', event.data, event.dataCut));
  rest.append(list, payloads);
  const buttons = create('div', 'step__buttons', ...actionsOf(step, actions));
  if (buttons.children.length > 0) rest.append(buttons);
  return rest;
}

function actionsOf(step, { replay, copy }) {
  const { event } = step;
  const made = [];
  if (event.canReplay) made.push(button('button button--small', 'replayOpen', () => replay(step)));
  if (typeof event.request === 'string' && !event.requestCut) {
    made.push(button('button button--small', 'copyFixture', () => copy(fixture(event.request))));
    made.push(button('button button--small', 'copyCurl', () => copy(eventAsCurl(event.request))));
  }
  const push = event.event === 'push' ? pushAsCurl(event, PUSH_BASE) : null;
  if (push) made.push(button('button button--small', 'copyCurl', () => copy(push)));
  return made;
}
