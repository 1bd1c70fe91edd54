// The messages of one room: in the order of their numbers, those without one last; at the bottom unless somebody reads further up.

import { displayName, nameElement } from './people.js';

const { createBubble, createElement, createNote, language } = globalThis.scfWebSocketPage;

const MOST_MESSAGES = 500;
const MOST_MESSAGES_READING_BACK = 3_000;
const BATCH_MILLIS = 16;
const BOTTOM_PIXELS = 48;
const QUIET_MILLIS = 500;
const RUN_MILLIS = 5 * 60_000;

const isSameAuthor = (one, other) =>
  one.isMine === other.isMine && one.user === other.user && displayName(one) === displayName(other);
const dayOf = (date) => date.toDateString();

/**
 * An entry is `{ key, offset, date, person, text | json, status }`; `offset` is 0 until the server has numbered it.
 *
 * @param list the element that scrolls
 * @param onTrim told the smallest number that is left, because older messages have gone
 * @param onRead told when the newest message has come into sight
 */
export function openMessages({ list, head, pill, onTrim, onRead }) {
  const entries = [];
  const byKey = new Map();
  const offsets = new Set();
  let timer = 0;
  let unread = 0;
  let atBottom = true;

  list.append(head);

  const isAtBottom = () => list.scrollHeight - list.scrollTop - list.clientHeight <= BOTTOM_PIXELS;

  function toBottom() {
    list.scrollTop = list.scrollHeight;
    atBottom = true;
    unread = 0;
    showPill();
    onRead();
  }

  function showPill() {
    if (list.hidden) return;
    pill.hidden = unread === 0;
    if (unread > 0) language.put(pill.querySelector('span'), 'newer', { n: unread });
  }

  function build(entry) {
    const { element, name, body, status, time, bubble } = createBubble(
      entry.person.isMine ? 'mine' : 'other',
      entry.date,
      (target) => {
        if (entry.json === undefined) target.append(entry.text);
        else language.put(target, 'structured', { json: entry.json });
      },
    );
    if (entry.person.isMine) language.put(name, 'me');
    else name.replaceChildren(nameElement(entry.person));
    const day = createElement('p', 'day');
    const label = createElement('span', 'day__text');
    day.hidden = true;
    day.append(label);
    element.prepend(day);
    if (entry.json !== undefined) element.dataset.kind = 'binary';
    Object.assign(entry, { element, statusElement: status, time, bubble, day });
    return entry;
  }

  // What has no number yet comes last; a note stays behind the message that it followed.
  const rankOf = ({ offset, after }) => (after === undefined ? offset || Infinity : after);

  function placeOf(entry) {
    let index = entries.length;
    while (index > 0 && rankOf(entries[index - 1]) > rankOf(entry)) index--;
    return index;
  }

  function put(entry) {
    const index = placeOf(entry);
    entries.splice(index, 0, entry);
    const next = entries[index + 1];
    list.insertBefore(entry.element, next ? next.element : null);
    if (entry.key) byKey.set(entry.key, entry);
    if (entry.offset) offsets.add(entry.offset);
  }

  function remove(entry) {
    const index = entries.indexOf(entry);
    if (index < 0) return;
    entries.splice(index, 1);
    entry.element.remove();
    if (entry.key && byKey.get(entry.key) === entry) byKey.delete(entry.key);
    offsets.delete(entry.offset);
  }

  function trim() {
    const most = atBottom ? MOST_MESSAGES : MOST_MESSAGES_READING_BACK;
    if (entries.length <= most) return;
    for (const entry of entries.slice(0, entries.length - most)) remove(entry);
    const first = entries.find(({ offset }) => offset > 0);
    if (first) onTrim(first.offset);
  }

  // Who wrote is said once for a run of messages; the day once for a day.
  function regroup() {
    let before = null;
    for (const entry of entries) {
      if (!entry.person) {
        before = null;
        continue;
      }
      const isNewDay = before ? dayOf(before.date) !== dayOf(entry.date) : dayOf(entry.date) !== dayOf(new Date());
      const isHead =
        !before || isNewDay || !isSameAuthor(before.person, entry.person) || entry.date - before.date > RUN_MILLIS;
      entry.element.classList.toggle('message--head', isHead);
      if (entry.day.hidden === isNewDay) {
        entry.day.hidden = !isNewDay;
        if (isNewDay) language.putDay(entry.day.firstChild, entry.date);
      }
      before = entry;
    }
  }

  function settle() {
    clearTimeout(timer);
    timer = 0;
    const follow = atBottom;
    const heightBefore = list.scrollHeight;
    trim();
    regroup();
    if (follow && !list.hidden) toBottom();
    else if (list.scrollHeight < heightBefore) list.scrollTop -= heightBefore - list.scrollHeight;
    showPill();
  }

  // In batches: reading the scroll position makes the browser lay the list out, which a flood must not do per message.
  function later() {
    if (timer === 0) timer = setTimeout(settle, BATCH_MILLIS);
  }

  /** Whether the message is here already; a copy under the smaller number is the one that counts. */
  function isCopy(entry) {
    if (offsets.has(entry.offset)) return true;
    const same = entry.key && byKey.get(entry.key);
    // A guest is somebody else on each connection; the key tells that it is the same message.
    if (!same || same.person.user !== entry.person.user) return false;
    if (!same.offset || same.offset <= entry.offset) return true;
    remove(same);
    return false;
  }

  list.addEventListener('scroll', () => {
    if (list.hidden) return;
    atBottom = isAtBottom();
    if (!atBottom || unread === 0) return;
    unread = 0;
    showPill();
    onRead();
  }, { passive: true });
  // The keyboard of a phone, a banner or a growing composer take height away; the newest message stays in sight.
  new ResizeObserver(() => atBottom && !list.hidden && toBottom()).observe(list);

  return {
    toBottom,

    get isEmpty() {
      return entries.every(({ person }) => !person);
    },

    get isAtBottom() {
      return atBottom;
    },

    /** New ones. */
    append(added) {
      for (const entry of added) {
        if (isCopy(entry)) continue;
        put(build(entry));
        if (!entry.person.isMine && (!atBottom || list.hidden)) unread += 1;
      }
      later();
    },

    /** Older ones: what is being read stays where it is, and a screen reader does not read them out as news. */
    prepend(older) {
      list.setAttribute('aria-live', 'off');
      setTimeout(() => list.setAttribute('aria-live', 'polite'), QUIET_MILLIS);
      const bottomGap = list.scrollHeight - list.scrollTop;
      for (const entry of older) if (!isCopy(entry)) put(build(entry));
      regroup();
      if (atBottom) toBottom();
      else list.scrollTop = list.scrollHeight - bottomGap;
    },

    /** One of our own, in sight at once. */
    mine(entry) {
      put(build(entry));
      regroup();
      toBottom();
      return entry;
    },

    /** The server has given one of our own its number. */
    number(entry, { offset, date }) {
      if (!entries.includes(entry)) return;
      remove(entry);
      Object.assign(entry, { offset, date });
      language.putTime(entry.time, date);
      put(entry);
      later();
    },

    withdraw(entry) {
      remove(entry);
      regroup();
    },

    /** A line of the page's own, behind the message with the number. */
    note(after, key, values) {
      put({ element: createNote(key, values), after });
      later();
    },

    /** Forgets what the server has numbered. */
    clear() {
      for (const entry of entries.filter(({ after, offset }) => after !== undefined || offset > 0)) remove(entry);
    },

    becameVisible() {
      if (atBottom) toBottom();
      else showPill();
    },
  };
}
