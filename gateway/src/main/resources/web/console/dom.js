// Short forms for making elements. Texts only ever become text nodes.

const { language } = globalThis.scfWebSocketPage;

export const byId = (id) => document.getElementById(id);

/** Makes an element; `content` are elements and texts. */
export function create(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

/** Makes an element whose text follows the language. */
export function say(tag, className, key, values) {
  const element = create(tag, className);
  language.put(element, key, values);
  return element;
}

/** Makes a button whose text follows the language. */
export function button(className, key, onClick) {
  const element = say('button', className, key);
  element.type = 'button';
  element.addEventListener('click', onClick);
  return element;
}

/** Writing the same text again would make screen readers and selections start over. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Ids begin with the node that they have in common, so their end tells them apart. */
export const shortId = (id) => (id.length > 10 ? `…${id.slice(-8)}` : id);

let announced = 0;

/** Tells it to screen readers, and nobody else. */
export function announce(text) {
  announced = Date.now();
  byId('announcement').textContent = text;
}

/** The same for what changes all the time: at most every ten seconds, and not right after something else. */
export function announceSometimes(text) {
  if (Date.now() - announced >= 10_000 && byId('announcement').textContent !== text) announce(text);
}
