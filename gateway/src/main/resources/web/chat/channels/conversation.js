// One channel as a room: its messages, its members, what we say in it, and what we have not read.

import { openMembers } from './members.js';
import { openMessages } from './messages.js';
import { openOutbox } from './outbox.js';
import { learnName, me, personOf } from './people.js';
import { reasonOf, reasonText } from './reasons.js';
import { keepMark, peerOf, readMark, titleOf } from './rooms.js';
import { openSubscription } from './subscription.js';

const { createElement, language } = globalThis.scfWebSocketPage;

const PAGE = 40;
const MOST_SHOWN_BACK = 2_000;
const UNRECOVERABLE = 112;

function entryOf({ data, info, offset = 0, time }) {
  const isObject = data !== null && typeof data === 'object';
  const text = isObject ? data.text : data;
  const name = isObject && typeof data.name === 'string' ? data.name : '';
  const key = isObject && typeof data.key === 'string' && data.key.length <= 64 ? data.key : null;
  learnName(info, name);
  const content = typeof text === 'string' ? { text } : { json: JSON.stringify(data) };
  return { offset, key, date: time ? new Date(time) : new Date(), person: personOf(info, name), ...content };
}

/**
 * @param parent gets the element of the messages
 * @param onChange told when something of the list of rooms or of the room in sight has changed
 * @param onSent told when the server has a message of ours
 */
export function openConversation({ client, channel, parent, pill, onChange, onSent }) {
  const list = createElement('div', 'log timeline');
  list.setAttribute('role', 'log');
  list.setAttribute('aria-live', 'polite');
  list.tabIndex = 0;
  language.putLabel(list, 'log');
  list.hidden = true;
  const head = createElement('div', 'head');
  const headLine = createElement('p', 'head__line');
  const earlier = createElement('button', 'button');
  earlier.type = 'button';
  language.put(earlier, 'earlier');
  head.append(headLine, earlier);
  parent.append(list);

  let isInSight = false;
  let unread = 0;
  let oldest = null;
  let shownBack = 0;
  let reading = false;
  let isSettled = false;
  let wasLost = false;
  let ended = null;

  const isBeingRead = () => isInSight && !document.hidden && messages.isAtBottom;
  const messages = openMessages({
    list,
    head,
    pill,
    onTrim(offset) {
      oldest = offset;
      showHead('earlier');
    },
    onRead: markRead,
  });
  const members = openMembers({ client, channel, onChange });
  const subscription = openSubscription(client, channel, {
    onLive,
    onPublications,
    onJoin: members.join,
    onLeave: members.leave,
    onEnd(end) {
      ended = end;
      outbox.refuse(end.error || { code: 103 });
      if (end.error) showHead(...reasonOf(end.error));
      else showHead(end.code === 2000 ? 'ended2000' : 'endedOther', { code: end.code });
      onChange();
    },
  });
  const outbox = openOutbox({ client, channel, isLive: () => subscription.isLive && isSettled, messages, onSent });

  function markRead() {
    if (!isBeingRead()) return;
    if (subscription.position) keepMark(channel, subscription.position);
    if (unread === 0) return;
    unread = 0;
    onChange();
  }

  async function onLive({ resumed, missed, isSameEpoch }) {
    // In place of why it had ended.
    if (ended !== null && oldest !== null) showOldest();
    ended = null;
    isSettled = false;
    const { offset } = subscription.position || { offset: 0 };
    if (resumed !== true) countUnread();
    if (resumed === false) {
      messages.clear();
      oldest = null;
      messages.note(offset, isSameEpoch ? 'notRecovered' : 'historyLost');
    } else if (resumed && wasLost && oldest !== null) {
      const key = missed > 1 ? 'resumed.some' : missed === 1 ? 'resumed.one' : 'resumed';
      messages.note(offset, key, { n: missed });
    }
    wasLost = false;
    onChange();
    if (isInSight) members.read();
    // What waits goes out only when it is clear that it is not in the history.
    if (oldest === null && (isInSight || resumed === false)) await readBack();
    isSettled = true;
    outbox.resume();
    onChange();
  }

  function countUnread() {
    const { position } = subscription;
    if (!position) return;
    const mark = readMark(channel);
    const from = mark && mark.epoch === position.epoch ? mark.offset : peerOf(channel) && !mark ? 0 : position.offset;
    unread = position.offset - from;
    if (!mark && from === position.offset) keepMark(channel, position);
  }

  /** The entries of publications, but for our own that are shown already. */
  const entriesOf = (publications) => publications.map(entryOf).filter((entry) => !entry.key || !outbox.place(entry));

  function onPublications(publications) {
    const entries = entriesOf(publications);
    // Those with a number are read back when the room comes into sight.
    if (oldest === null && !isInSight && subscription.position) {
      unread += entries.length;
    } else {
      messages.append(entries);
      if (!isBeingRead()) unread += entries.filter(({ person }) => !person.isMine).length;
    }
    markRead();
    onChange();
  }

  // ---- History ----------------------------------------------------------------------------------------------------

  function showHead(key, values) {
    earlier.hidden = key !== 'earlier';
    headLine.hidden = key === 'earlier';
    if (key !== 'earlier') language.put(headLine, key, values);
    watchHead();
  }

  function showOldest() {
    if (oldest === 0) showHead('beginningKept');
    else if (oldest === 1) showHead('beginning');
    else showHead(shownBack >= MOST_SHOWN_BACK ? 'beginningShown' : 'earlier');
  }

  async function readBack() {
    const { position } = subscription;
    if (reading) return;
    if (!position) {
      oldest = 0;
      showOldest();
      return;
    }
    reading = true;
    const before = oldest === null ? position.offset + 1 : oldest;
    showHead('loading');
    try {
      const page = await subscription.history(before, PAGE);
      if (subscription.position.epoch !== position.epoch) return;
      messages.prepend(entriesOf(page));
      shownBack += page.length;
      oldest = page.length > 0 ? page[0].offset : before;
      if (page.length === 0 && oldest > 1) showHead('beginningKept');
      else showOldest();
    } catch (error) {
      historyFailed(error);
    } finally {
      reading = false;
      onChange();
    }
  }

  function historyFailed(error) {
    if (error.code === undefined) throw error;
    if (error.code === UNRECOVERABLE) oldest = null;
    showHead('historyFailed', { reason: reasonText(error) });
    earlier.hidden = error.code === 108 || error.code === 103;
  }

  // Also where the messages do not fill the page, so that there is nothing to scroll.
  const sight = new IntersectionObserver((seen) => {
    if (seen.some(({ isIntersecting }) => isIntersecting) && oldest !== null && subscription.isLive) readBack();
  }, { root: list, rootMargin: '200px 0px 0px 0px' });

  function watchHead() {
    sight.unobserve(earlier);
    if (!earlier.hidden && headLine.hidden) sight.observe(earlier);
  }

  earlier.addEventListener('click', () => {
    readBack();
    list.focus({ preventScroll: true });
  });
  showHead('subscribing');

  return {
    channel,
    peer: peerOf(channel),
    members,

    get title() {
      const peer = peerOf(channel);
      const known = peer && members.named(peer);
      return known || titleOf(channel);
    },

    get unread() {
      return unread;
    },

    get ended() {
      return ended;
    },

    get isEmpty() {
      return oldest !== null && !reading && messages.isEmpty;
    },

    get isFull() {
      return outbox.isFull;
    },

    connect: () => subscription.open(),

    /** @param isLoss whether nobody wanted it */
    disconnect(isLoss) {
      if (isLoss) wasLost = true;
      subscription.interrupt();
    },

    onPush: (push) => subscription.onPush(push),

    say(text) {
      outbox.say(text, me.person, me.user ? '' : me.nickname);
    },

    show(visible) {
      isInSight = visible;
      list.hidden = !visible;
      if (!visible) return;
      messages.becameVisible();
      if (subscription.isLive) {
        members.read();
        if (oldest === null) readBack();
      }
      markRead();
    },

    toBottom() {
      messages.toBottom();
      list.focus({ preventScroll: true });
    },

    /** The tab is in sight again. */
    look: markRead,

    close() {
      subscription.close();
      sight.disconnect();
      list.remove();
    },
  };
}
