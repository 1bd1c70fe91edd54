// What we say in one room, until it is in everybody's history.

import { reasonOf } from './reasons.js';

const { createElement, language } = globalThis.scfWebSocketPage;

export const MOST_WAITING = 50;

// Identifies a message across connections: after a lost one, nobody knows whether the server has stored it.
const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Sends the messages of one channel. A message is `waiting` for a connection, `sending`, `sent`, or `failed`. After a
 * loss, those without an answer are sent again, but only once it is clear that they did not arrive.
 */
export function openOutbox({ client, channel, isLive, messages, onSent }) {
  const unplaced = new Map();

  function show(message, status) {
    message.status = status;
    message.element.dataset.status = status;
    const line = message.statusElement;
    if (status === 'sent') {
      line.textContent = '✓';
      line.setAttribute('role', 'img');
      language.putLabel(line, 'sent');
      delete line.dataset.text;
    } else {
      line.removeAttribute('role');
      line.removeAttribute('aria-label');
      delete line.dataset.label;
      language.put(line, status === 'waiting' ? 'pending' : status);
    }
    if (message.trouble) message.trouble.remove();
    message.trouble = null;
  }

  function fail(message, error) {
    show(message, 'failed');
    const trouble = createElement('div', 'trouble');
    const reason = createElement('span', 'trouble__reason');
    language.put(reason, ...reasonOf(error));
    const again = createElement('button', 'link');
    const discard = createElement('button', 'link');
    again.type = discard.type = 'button';
    language.put(again, 'retrySend');
    language.put(discard, 'discard');
    again.addEventListener('click', () => transmit(message));
    discard.addEventListener('click', () => {
      unplaced.delete(message.key);
      messages.withdraw(message);
    });
    trouble.setAttribute('role', 'alert');
    trouble.append(reason, again, discard);
    message.trouble = trouble;
    message.element.append(trouble);
  }

  function transmit(message) {
    if (!isLive()) {
      show(message, 'waiting');
      return;
    }
    show(message, 'sending');
    const { text, name, key } = message;
    client.request('publish', { channel, data: { text, ...(name && { name }), key } }, {
      done() {
        if (message.status === 'sending') show(message, 'sent');
        onSent();
      },
      failed(error) {
        if (message.status !== 'sending') return;
        if (error.code === 'Lost') show(message, 'waiting');
        else fail(message, error);
      },
    });
  }

  return {
    get isFull() {
      return [...unplaced.values()].filter(({ status }) => status === 'waiting').length >= MOST_WAITING;
    },

    /** @param name what a guest wants to be called; absent for others */
    say(text, person, name) {
      const message = { key: newKey(), offset: 0, date: new Date(), person, text, name };
      messages.mine(message);
      unplaced.set(message.key, message);
      transmit(message);
    },

    /** Returns whether it is one of ours that was not numbered yet. */
    place({ key, offset, date }) {
      const message = unplaced.get(key);
      if (!message) return false;
      unplaced.delete(key);
      show(message, 'sent');
      messages.number(message, { offset, date });
      return true;
    },

    /** All that has arrived is in place now. */
    resume() {
      for (const message of unplaced.values()) if (message.status === 'waiting') transmit(message);
    },

    /** The channel cannot be written to. */
    refuse(error) {
      for (const message of unplaced.values()) if (message.status === 'waiting') fail(message, error);
    },
  };
}
