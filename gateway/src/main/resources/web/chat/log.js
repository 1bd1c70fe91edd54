// The list of messages: bounded, in order, at the bottom unless somebody reads further up.
(() => {
  'use strict';

  const page = globalThis.scfWebSocketPage;
  const { createBubble, createNote, language } = page;

  const LONGEST_LOG = 500;
  const LONGEST_LOG_CHARACTERS = 8_000_000;
  const BATCH_MILLIS = 16;
  const BOTTOM_PIXELS = 48;

  page.openLog = function openLog({ list, empty, newer }) {
    const entries = [];
    let pending = [];
    let characters = 0;
    let timer = 0;
    let unread = 0;
    let atBottom = true;

    const isAtBottom = () => list.scrollHeight - list.scrollTop - list.clientHeight <= BOTTOM_PIXELS;

    function toBottom() {
      list.scrollTop = list.scrollHeight;
      atBottom = true;
      unread = 0;
      newer.hidden = true;
    }

    function showUnread() {
      newer.hidden = unread === 0;
      language.put(newer.querySelector('span'), 'newer', { n: unread });
    }

    function trim() {
      let count = 0;
      while (entries.length - count > LONGEST_LOG || characters > LONGEST_LOG_CHARACTERS) {
        characters -= entries[count++].characters;
      }
      for (const entry of entries.splice(0, count)) entry.element.remove();
    }

    // In batches: reading the scroll position makes the browser lay the list out, which a flood must not do per message.
    // A timer and not an animation frame, because frames stop in a hidden tab.
    function flush() {
      clearTimeout(timer);
      timer = 0;
      if (pending.length === 0) return;
      const follow = isAtBottom();
      const heightBefore = list.scrollHeight;
      for (const entry of pending) {
        characters += entry.characters;
        entries.push(entry);
      }
      list.append(...pending.map((entry) => entry.element));
      const heightAdded = list.scrollHeight - heightBefore;
      trim();
      empty.hidden = true;
      if (follow) {
        toBottom();
      } else {
        // What went away at the top must not move what is being read.
        const heightRemoved = heightBefore + heightAdded - list.scrollHeight;
        if (heightRemoved > 0) list.scrollTop -= heightRemoved;
        unread += pending.filter((entry) => entry.author === 'other').length;
        showUnread();
      }
      pending = [];
    }

    function add(entry) {
      pending.push(entry);
      if (pending.length > LONGEST_LOG) pending.shift();
      if (timer === 0) timer = setTimeout(flush, BATCH_MILLIS);
    }

    function message(author, kind, fill) {
      const entry = createBubble(author, new Date(), fill);
      entry.element.dataset.kind = kind;
      language.put(entry.name, author === 'mine' ? 'me' : 'others');
      return { ...entry, characters: entry.body.textContent.length };
    }

    list.addEventListener('scroll', () => {
      atBottom = isAtBottom();
      if (atBottom) {
        unread = 0;
        newer.hidden = true;
      }
    }, { passive: true });
    newer.addEventListener('click', () => {
      toBottom();
      list.focus({ preventScroll: true });
    });
    // The keyboard of a phone, a banner or a growing composer take height away; the newest message stays in sight.
    new ResizeObserver(() => atBottom && toBottom()).observe(list);

    return {
      other(text) {
        add(message('other', 'text', (body) => body.append(text)));
      },

      otherBinary(bytes) {
        add(message('other', 'binary', (body) => language.put(body, 'binary', { n: bytes })));
      },

      /** A message of one's own, in sight at once; status `sending` or `pending`. */
      mine(text, status) {
        const entry = message('mine', 'text', (body) => body.append(text));
        this.setStatus(entry, status);
        add(entry);
        flush();
        toBottom();
        return entry;
      },

      setStatus(entry, status) {
        entry.element.dataset.status = status;
        if (status === 'sending') language.putTime(entry.time, new Date());
        if (status === 'sent') {
          delete entry.status.dataset.text;
          entry.status.textContent = '';
        } else {
          language.put(entry.status, status);
        }
      },

      withdraw(withdrawn) {
        for (const entry of withdrawn) {
          entries.splice(entries.indexOf(entry), 1);
          characters -= entry.characters;
          entry.element.remove();
        }
        empty.hidden = entries.length > 0;
      },

      /** A line about the connection, only where there are messages that it separates. */
      note(key, values) {
        flush();
        if (entries.length === 0) return;
        add({ element: createNote(key, values), author: 'page', characters: 0 });
      },
    };
  };
})();
