// Who somebody is: a name, a colour, and whether the server vouches for the name.

const { createElement, language, lasting, ofThisTab } = globalThis.scfWebSocketPage;

const LONGEST_NAME = 40;
const HUES = 8;
const MOST_OWN_CLIENTS = 50;

// What a guest is called who has not chosen a name.
const BIRDS = {
  en: ['Heron', 'Wren', 'Kestrel', 'Plover', 'Siskin', 'Avocet', 'Merlin', 'Osprey', 'Pipit', 'Linnet', 'Egret', 'Dunlin'],
  zh: ['苍鹭', '鹪鹩', '红隼', '金鸻', '黄雀', '反嘴鹬', '灰背隼', '鱼鹰', '云雀', '朱雀', '白鹭', '滨鹬'],
};

/** A name without control characters and line breaks, of bounded length. */
export const cleanName = (text) =>
  typeof text === 'string' ? [...text.replace(/[\p{C}\s]+/gu, ' ').trim()].slice(0, LONGEST_NAME).join('') : '';

function hueOf(seed) {
  let hash = 0;
  for (const character of seed) hash = (hash * 31 + character.codePointAt(0)) % 1_000_003;
  return hash % HUES;
}

/** Which of this tab's connections have been ours: a guest has another id on each. */
const ownClients = {
  list: (ofThisTab.read('clients') || '').split(',').filter(Boolean),
  add(client) {
    this.list = [...this.list.filter((own) => own !== client), client].slice(-MOST_OWN_CLIENTS);
    ofThisTab.write('clients', this.list.join(','));
  },
};

/** Names that guests have given themselves in messages, by connection: presence knows the connection only. */
const claimed = new Map();
const MOST_CLAIMED = 1_000;

export function learnName(info, name) {
  if (!info || info.user || !info.client || cleanName(name) === '') return;
  claimed.delete(info.client);
  claimed.set(info.client, cleanName(name));
  if (claimed.size > MOST_CLAIMED) claimed.delete(claimed.keys().next().value);
}

/**
 * Describes the author of a publication or a member: `{ id, user, name, guest, hue, isMine }`. A name is either the
 * token's or the one that a guest claims; without any, `guest` is a part of the connection's id.
 */
export function personOf(info = {}, claim = '') {
  const { user = '', client = '', conn_info: details } = info;
  const isMine = user ? user === me.user : ownClients.list.includes(client);
  if (user) {
    const name = cleanName(details && details.name) || cleanName(user);
    return { id: `user ${user}`, user, name, hue: hueOf(user), isMine };
  }
  const name = cleanName(claim) || claimed.get(client) || (isMine ? me.nickname : '');
  return { id: `client ${client}`, user, name, guest: client.slice(0, 4), hue: hueOf(name || client), isMine };
}

export const displayName = ({ name, guest }) => name || language.text('guest', { id: guest });

/** An element with the name, in the person's colour, marked if the server vouches for it. */
export function nameElement(person) {
  const element = createElement('bdi', 'name');
  element.dataset.hue = person.hue;
  if (person.name) element.textContent = person.name;
  else language.put(element, 'guest', { id: person.guest });
  if (!person.user) return element;
  const mark = createElement('span', 'name__mark');
  mark.setAttribute('role', 'img');
  language.putLabel(mark, 'signedInUser');
  element.append(mark);
  return element;
}

export function avatarElement(person) {
  const element = createElement('span', 'avatar');
  element.dataset.hue = person.hue;
  element.setAttribute('aria-hidden', 'true');
  element.textContent = [...(person.name || person.guest || '?')][0].toUpperCase();
  return element;
}

function claimsOf(token) {
  try {
    const bytes = atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/'));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0))));
  } catch {
    return null;
  }
}

function firstNickname() {
  const birds = BIRDS[document.documentElement.lang === 'en' ? 'en' : 'zh'];
  return `${birds[Math.floor(Math.random() * birds.length)]} ${Math.floor(10 + Math.random() * 90)}`;
}

/** The person at this page. */
export const me = {
  token: null,
  user: '',
  info: null,
  nickname: '',

  restore() {
    this.nickname = cleanName(ofThisTab.read('name') || lasting.read('name')) || firstNickname();
    ofThisTab.write('name', this.nickname);
    this.signIn(ofThisTab.read('token'));
  },

  rename(name) {
    this.nickname = cleanName(name) || firstNickname();
    ofThisTab.write('name', this.nickname);
    lasting.write('name', this.nickname);
  },

  /** Whether the text looks like a token; only the server knows whether it is valid. */
  isToken: (text) => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text) && claimsOf(text) !== null,

  /** @param token null signs out. The tab alone keeps it: other pages of this origin have no use for it. */
  signIn(token) {
    const claims = token && claimsOf(token);
    this.token = claims ? token : null;
    this.user = claims && typeof claims.sub === 'string' ? claims.sub : '';
    this.info = claims && claims.info;
    if (this.token) ofThisTab.write('token', this.token);
    else ofThisTab.forget('token');
  },

  connectedAs: (client) => ownClients.add(client),

  get person() {
    const client = ownClients.list[ownClients.list.length - 1];
    return { ...personOf({ user: this.user, client, conn_info: this.info }, this.nickname), isMine: true };
  },
};
