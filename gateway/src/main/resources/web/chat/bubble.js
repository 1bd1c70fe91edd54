// One message, or one line of the page's own, as an element.
(() => {
  'use strict';

  const page = globalThis.scfWebSocketPage;
  const { language } = page;

  // From here on a message scrolls inside its bubble instead of pushing all others out of sight.
  const LONG_CHARACTERS = 2_000;
  const LONG_LINES = 30;

  const isLong = (text) => text.length > LONG_CHARACTERS || text.split('\n').length > LONG_LINES;

  page.createElement = (tag, className) => {
    const element = document.createElement(tag);
    element.className = className;
    return element;
  };

  /**
   * Makes the element of a message: `{ element, author, name, bubble, body, status, time }`.
   *
   * @param author `mine` or `other`
   * @param date when it was said
   * @param fill puts the content into the body
   */
  page.createBubble = function createBubble(author, date, fill) {
    const create = page.createElement;
    const element = create('div', `message message--${author}`);
    const name = create('span', 'message__author');
    const bubble = create('div', 'message__bubble');
    const body = create('span', 'message__text');
    // A right-to-left text reads correctly whatever the language of the page is.
    body.dir = 'auto';
    fill(body);
    body.classList.toggle('message__text--long', isLong(body.textContent));
    const foot = create('span', 'message__foot');
    const status = create('span', 'message__status');
    const time = create('time', 'message__time');
    language.putTime(time, date);
    foot.append(status, time);
    bubble.append(body, foot);
    element.append(name, bubble);
    return { element, author, name, bubble, body, status, time };
  };

  /** Makes the element of a line that the page itself says now. */
  page.createNote = function createNote(key, values) {
    const create = page.createElement;
    const element = create('p', 'note');
    const label = create('span', 'note__text');
    const time = create('time', 'note__time');
    language.put(label, key, values);
    language.putTime(time, new Date());
    element.append(label, time);
    return element;
  };
})();
