// The names of channels, and which of them this browser is in.

import { cleanName, me } from './people.js';

const { lasting } = globalThis.scfWebSocketPage;

const ROOM = 'chat:';
const DIRECT = 'dm:#';
const INBOX = 'inbox:#';
const LONGEST_CHANNEL = 255;

export const FIRST_ROOM = 'lobby';
export const MOST_ROOMS = 40;

const isChannel = (name) => name.length <= LONGEST_CHANNEL && /^[ -~]+$/.test(name);

/** The channel of a room, whose name may be in any script; null if it is too long. */
export function roomChannel(name) {
  const clean = cleanName(name).replace(/^#+/, '').trim();
  if (clean === '') return null;
  const channel = ROOM + encodeURIComponent(clean).replace(/%20/g, ' ');
  return isChannel(channel) ? channel : null;
}

// A comma separates users, and channels are ASCII.
const canBeNamed = (user) => user !== '' && !/[,#]/.test(user) && isChannel(user);

/** The channel of two users, the same for both; null if their names do not allow one. */
export function directChannel(user) {
  const channel = DIRECT + [me.user, user].sort().join(',');
  return canBeNamed(user) && canBeNamed(me.user) && isChannel(channel) ? channel : null;
}

/** Where a user learns of direct messages; null if the name does not allow it. */
export const inboxChannel = (user) => (canBeNamed(user) && isChannel(INBOX + user) ? INBOX + user : null);

/** The other user of a channel of ours for direct messages; null for any other channel. */
export function peerOf(channel) {
  if (!channel.startsWith(DIRECT)) return null;
  const users = channel.slice(DIRECT.length).split(',');
  return users.length === 2 && users.includes(me.user) ? users.find((user) => user !== me.user) || null : null;
}

export function titleOf(channel) {
  const peer = peerOf(channel);
  if (peer) return peer;
  const name = channel.slice(ROOM.length);
  try {
    return cleanName(decodeURIComponent(name)) || name;
  } catch {
    return name;
  }
}

function readJson(name, fallback) {
  try {
    return JSON.parse(lasting.read(name)) || fallback;
  } catch {
    return fallback;
  }
}

/** The rooms that this browser was in last; the first room if it was in none yet. */
export function restoreRooms() {
  const kept = readJson('rooms', [FIRST_ROOM]);
  const names = (Array.isArray(kept) ? kept : [FIRST_ROOM]).slice(0, MOST_ROOMS);
  return [...new Set(names.map((name) => roomChannel(String(name))).filter(Boolean))];
}

export const rememberRooms = (channels) =>
  lasting.write('rooms', JSON.stringify(channels.filter((channel) => channel.startsWith(ROOM)).map(titleOf)));

const MOST_MARKS = 200;

/** How far somebody has read in a channel: `{ epoch, offset }`; null if that is not known. */
export function readMark(channel) {
  const mark = readJson('read', {})[channel];
  return mark && typeof mark.offset === 'number' ? mark : null;
}

/** Remembers how far somebody has read; never goes back within an epoch. */
export function keepMark(channel, { epoch, offset }) {
  const { [channel]: before, ...others } = readJson('read', {});
  if (before && before.epoch === epoch && before.offset >= offset) return;
  const kept = Object.entries(others).slice(1 - MOST_MARKS);
  lasting.write('read', JSON.stringify(Object.fromEntries([...kept, [channel, { epoch, offset }]])));
}
