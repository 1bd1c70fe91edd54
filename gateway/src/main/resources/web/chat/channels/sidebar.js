// The lists beside the messages: rooms and people.

import { avatarElement, displayName, me, nameElement } from './people.js';
import { directChannel } from './rooms.js';

const { createElement, language } = globalThis.scfWebSocketPage;

const MOST_MEMBERS = 200;

/** Replaces what differs, so that focus and what a screen reader is about to say stay. */
function update(list, items, keyOf, build) {
  const kept = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map((item) => {
    const key = keyOf(item);
    const element = kept.get(key) || build(item);
    element.dataset.key = key;
    return element;
  });
  const focused = document.activeElement;
  for (const child of [...list.children]) if (!wanted.includes(child)) child.remove();
  wanted.forEach((element, index) => {
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] || null);
  });
  if (focused && list.contains(focused) && document.activeElement !== focused) focused.focus();
}

function roomItem(conversation, onChoose) {
  const item = createElement('li', 'rooms__item');
  const button = createElement('button', 'rooms__room');
  button.type = 'button';
  const sign = createElement('span', 'rooms__sign');
  sign.textContent = conversation.peer ? '@' : '#';
  sign.setAttribute('aria-hidden', 'true');
  const title = createElement('bdi', 'rooms__title');
  const badge = createElement('span', 'rooms__badge');
  const number = createElement('span', '');
  number.setAttribute('aria-hidden', 'true');
  const spoken = createElement('span', 'unseen');
  badge.append(number, spoken);
  button.append(sign, title, badge);
  button.addEventListener('click', () => onChoose(conversation.channel));
  item.append(button);
  return item;
}

/** Shows the rooms of one kind in a list. */
export function showRooms(list, conversations, current, onChoose) {
  update(list, conversations, ({ channel }) => channel, (conversation) => roomItem(conversation, onChoose));
  conversations.forEach(({ channel, title, unread, ended }, index) => {
    const item = list.children[index];
    const button = item.firstChild;
    if (channel === current) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
    button.classList.toggle('rooms__room--ended', ended !== null);
    item.querySelector('.rooms__title').textContent = title;
    const badge = item.querySelector('.rooms__badge');
    badge.hidden = unread <= 0 || channel === current;
    badge.firstChild.textContent = unread > 99 ? '99+' : unread;
    language.put(badge.lastChild, 'unread', { n: unread });
  });
}

function memberItem(person, onWrite) {
  const item = createElement('li', 'members__item');
  item.append(avatarElement(person), nameElement(person));
  if (person.isMine) {
    const you = createElement('span', 'members__you');
    language.put(you, 'you');
    item.append(you);
  } else if (onWrite && person.user && me.user && directChannel(person.user)) {
    const write = createElement('button', 'members__write');
    write.type = 'button';
    write.title = language.text('writeTo', { name: displayName(person) });
    write.setAttribute('aria-label', write.title);
    write.append(document.getElementById('write-icon').content.cloneNode(true));
    write.addEventListener('click', () => onWrite(person.user));
    item.append(write);
  }
  return item;
}

/** Shows who is in the room in sight. @param onWrite null where everybody can be written to already */
export function showMembers(list, more, people, onWrite) {
  // A name, the language or our own sign-in changes what an item says, so they are part of its key.
  const keyOf = (person) =>
    [person.id, displayName(person), person.isMine, me.user, onWrite !== null, document.documentElement.lang].join(' ');
  update(list, people.slice(0, MOST_MEMBERS), keyOf, (person) => memberItem(person, onWrite));
  more.hidden = people.length <= MOST_MEMBERS;
  if (!more.hidden) language.put(more, 'membersMore', { n: people.length - MOST_MEMBERS });
}
