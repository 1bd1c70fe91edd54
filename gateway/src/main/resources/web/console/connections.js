// Who is connected, and which groups there are: asked for again and again while somebody looks.

import { button, byId, create, say, setText, shortId } from './dom.js';
import { request, withQuery } from './requests.js';
import { duration, size } from './words.js';

const { language } = globalThis.scfWebSocketPage;

const PAGE = 100;
const MOST_SHOWN = 1_000;
const EVERY_MILLIS = 3_000;
// After an event, but not for each of many.
const SOON_MILLIS = 500;

/**
 * Opens the list.
 *
 * @param actions `only(id)`, `push(connection)`, `end(connection)`, `harm(connection)`
 * @param onTotal told how many there are
 */
export function openConnections({ actions, onTotal }) {
  const list = byId('connections');
  const filter = byId('connection-filter');
  const items = new Map();
  let connections = [];
  let groups = [];
  let limit = PAGE;
  let total = 0;
  let timer = 0;
  let due = 0;
  let isReading = false;
  let isHinted = false;
  let isStopped = true;

  function item(id) {
    const line = create('summary', 'connection__line');
    const folded = create('details', 'connection', line);
    const facts = create('dl', 'facts');
    folded.append(facts, create('div', 'step__buttons', ...buttonsOf(id)));
    const element = create('li', '', folded);
    const made = { element, line, facts };
    items.set(id, made);
    return made;
  }

  function buttonsOf(id) {
    const found = () => connections.find((one) => one.id === id) || { id };
    const made = [
      button('button button--small', 'only', () => actions.only(id)),
      button('button button--small', 'pushOpen', () => actions.push(found())),
      button('button button--small', 'closeOpen', () => actions.end(found())),
    ];
    // Shown where faults are possible.
    made.push(button('button button--small button--break if-breakable', 'breakOpen', () => actions.harm(found())));
    return made;
  }

  function write({ line, facts, element }, connection) {
    const age = connection.since ? duration(Math.max(0, Date.now() - Date.parse(connection.since))) : language.text('opening');
    const traffic = language.text('traffic', { in: connection.messagesIn, out: connection.messagesOut });
    const parts = [shortId(connection.id), connection.address, age, traffic];
    if (line.dataset.parts !== parts.join('\n')) {
      line.dataset.parts = parts.join('\n');
      const names = ['id', 'address', 'age', 'traffic'];
      line.replaceChildren(...parts.map((part, index) => create('span', `connection__${names[index]}`, part || '')));
    }
    const rows = [
      ['connectionId', connection.id],
      ['api', connection.api],
      ['since', connection.since || language.text('opening')],
      ['context', size(connection.contextBytes || 0)],
      ['groups', groupsOf(connection)],
    ];
    if (facts.dataset.rows === JSON.stringify(rows)) return;
    facts.dataset.rows = JSON.stringify(rows);
    facts.replaceChildren(...rows.map(([key, value]) => create('div', '', say('dt', '', key), create('dd', '', value))));
  }

  function groupsOf({ groups: names = [], groupCount = 0 }) {
    if (names.length === 0) return language.text('none');
    const text = names.join(language.text('comma'));
    return groupCount > names.length ? language.text('andMore', { list: text, n: groupCount - names.length }) : text;
  }

  function show() {
    const wanted = filter.value.trim().toLowerCase();
    const shown = connections.filter((one) => wanted === '' || JSON.stringify(one).toLowerCase().includes(wanted));
    const known = new Set(connections.map(({ id }) => id));
    for (const [id, { element }] of items) {
      if (known.has(id)) continue;
      element.remove();
      items.delete(id);
    }
    const kept = shown.map((one) => {
      const made = items.get(one.id) || item(one.id);
      write(made, one);
      return made.element;
    });
    for (const element of [...list.children]) if (!kept.includes(element)) element.remove();
    kept.forEach((element, index) => {
      if (list.children[index] !== element) list.insertBefore(element, list.children[index] || null);
    });
    byId('no-connections').hidden = shown.length > 0;
    byId('more-connections').hidden = connections.length >= total || limit >= MOST_SHOWN;
    setText(byId('total'), String(total));
    for (const one of ['known-connections', 'breakable-connections']) offer(byId(one), connections.map(({ id }) => id));
    offer(byId('known-groups'), groups);
  }

  function offer(datalist, values) {
    if (datalist.dataset.values === values.join('\n')) return;
    datalist.dataset.values = values.join('\n');
    datalist.replaceChildren(...values.map((value) => Object.assign(create('option', ''), { value })));
  }

  async function read() {
    // Nobody sees it; the next look comes when somebody does.
    if (document.hidden) {
      plan(EVERY_MILLIS);
      return;
    }
    isReading = true;
    const [answer, grouped] = await Promise.all([
      request('GET', withQuery('connections', { limit })),
      request('GET', withQuery('groups', { limit: PAGE })),
    ]);
    isReading = false;
    if (isStopped) return;
    if (answer.ok) {
      connections = answer.body.connections || [];
      total = answer.body.total ?? connections.length;
      onTotal(total);
    }
    if (grouped.ok) groups = (grouped.body.groups || []).map(({ group }) => group);
    show();
    plan(isHinted ? SOON_MILLIS : EVERY_MILLIS);
    isHinted = false;
  }

  function plan(millis) {
    clearTimeout(timer);
    due = performance.now() + millis;
    timer = setTimeout(read, millis);
  }

  filter.addEventListener('input', show);
  byId('more-connections').addEventListener('click', () => {
    limit = Math.min(MOST_SHOWN, limit * 4);
    read();
  });

  return {
    start() {
      isStopped = false;
      read();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
    /** Something has happened that may have changed the list. */
    hint() {
      if (isReading) isHinted = true;
      else if (!isStopped && due - performance.now() > SOON_MILLIS) plan(SOON_MILLIS);
    },
    translate() {
      items.forEach(({ line, facts }) => {
        line.dataset.parts = '';
        facts.dataset.rows = '';
      });
      show();
    },
  };
}
