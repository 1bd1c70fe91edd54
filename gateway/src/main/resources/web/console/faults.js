// Faults: those that are in force, in red, and the dialog that begins them.

import { announce, button, byId, create, setText } from './dom.js';
import { request } from './requests.js';
import { bindSheet, showRows, told } from './sheets.js';
import { faultWords } from './words.js';

const { language } = globalThis.scfWebSocketPage;

// What each kind of fault needs.
const OF_FUNCTIONS = ['function', 'count', 'seconds'];
const FIELDS = {
  delay: [...OF_FUNCTIONS, 'millis'],
  // After so long it looks as if the function had not answered in time.
  drop: [...OF_FUNCTIONS, 'millis'],
  duplicate: OF_FUNCTIONS,
  fail: OF_FUNCTIONS,
  'push-410': ['count', 'seconds'],
  'push-503': ['count', 'seconds'],
  'pause-reading': ['connection', 'seconds'],
  cut: ['connection'],
  database: ['seconds'],
};
const TICK_MILLIS = 500;
const READ_MILLIS = 2_000;
const NUMBERS = ['count', 'millis', 'seconds'];

/** @param clock returns the gateway's time in milliseconds */
export function openFaults(clock) {
  const list = byId('faults-list');
  const items = new Map();
  let faults = [];
  let ticking = 0;
  let readAt = 0;

  const sheet = bindSheet('break-sheet', async (elements) => {
    const kind = elements.kind.value;
    const order = { kind };
    for (const field of FIELDS[kind]) {
      const value = elements[field].value.trim();
      if (value !== '') order[field] = NUMBERS.includes(field) ? Number(value) : value;
    }
    const answer = await request('POST', 'faults', order);
    read();
    return told(answer, () => language.text('faultBegun'));
  });
  const { form, elements } = sheet;
  const showFields = () => showRows(form, (name) => FIELDS[elements.kind.value].includes(name));
  elements.kind.addEventListener('change', showFields);

  async function read() {
    readAt = performance.now();
    const answer = await request('GET', 'faults');
    if (!answer.ok) return;
    faults = answer.body.faults || [];
    show();
  }

  function item(fault) {
    const words = create('span', 'faults__words');
    const time = create('span', 'faults__time');
    const stop = button('button button--small', 'stop', () => end(fault.id));
    const element = create('li', 'faults__item', words, time, stop);
    words.id = `fault-${fault.id}`;
    stop.setAttribute('aria-describedby', words.id);
    items.set(fault.id, { element, words, time });
    list.append(element);
  }

  async function end(id) {
    const answer = await request('DELETE', `faults/${encodeURIComponent(id)}`);
    announce(told(answer, () => language.text('faultEnded')).text);
    await read();
    if (faults.length > 0) list.querySelector('button').focus();
    else byId('break').focus();
  }

  function show() {
    const now = clock();
    // Those whose time is over end by themselves; the gateway says so in a moment.
    const current = faults.filter(({ endsAt }) => !endsAt || Date.parse(endsAt) > now);
    const known = new Set(current.map(({ id }) => id));
    for (const [id, { element }] of items) {
      if (known.has(id)) continue;
      element.remove();
      items.delete(id);
    }
    for (const fault of current) {
      if (!items.has(fault.id)) item(fault);
      const { words, time } = items.get(fault.id);
      setText(words, faultWords(fault));
      const seconds = Math.max(0, Math.round((Date.parse(fault.endsAt) - now) / 1_000));
      const left = fault.left === undefined ? 'faultLeftSeconds' : 'faultLeft';
      setText(time, language.text(left, { left: fault.left, seconds }));
    }
    byId('faults').hidden = current.length === 0;
    clearTimeout(ticking);
    if (current.length > 0) ticking = setTimeout(tick, TICK_MILLIS);
  }

  /** Seconds pass here; how many events are left, the gateway knows. */
  function tick() {
    if (performance.now() - readAt >= READ_MILLIS && !document.hidden) read();
    show();
  }

  return {
    read,
    translate: show,

    /** Only ./run has a database that can be stopped. */
    offerDatabase(isThere) {
      const option = elements.kind.querySelector('[value=database]');
      // Some browsers show options that are hidden.
      option.hidden = !isThere;
      option.disabled = !isThere;
    },

    /** The stream tells of a fault. */
    onEvent({ state }) {
      if (state === 'begun') announce(language.text('faultBegun'));
      read();
    },

    /** @param connection to choose a fault of a connection; null otherwise */
    open(connection) {
      if (connection) {
        elements.kind.value = 'pause-reading';
        elements.connection.value = connection.id;
      }
      showFields();
      sheet.open();
    },
  };
}
