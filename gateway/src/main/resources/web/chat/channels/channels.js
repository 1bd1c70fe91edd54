// The page for channels: joins the client, the rooms and the controls.

import { bindAccount } from './account.js';
import { openClient } from './client.js';
import { openConversation } from './conversation.js';
import { bindDrawers } from './drawers.js';
import { openInbox } from './inbox.js';
import { me } from './people.js';
import { directChannel, FIRST_ROOM, MOST_ROOMS, rememberRooms, restoreRooms, roomChannel, titleOf } from './rooms.js';
import { showMembers, showRooms } from './sidebar.js';
import { bindWriting } from './writing.js';

const { addresses, language, openConnection, openStatus, setText } = globalThis.scfWebSocketPage;

const MEMBERS_MILLIS = 10_000;

const element = (id) => document.getElementById(id);
const conversations = new Map();
let current = null;
let inbox = null;

const status = openStatus();
status.at(addresses.byDefault());
const client = openClient({
  openConnection,
  address: addresses.byDefault(),
  onState: stateChanged,
  onPush(push) {
    if (inbox && push.channel === inbox.channel) inbox.onPush(push);
    else if (conversations.has(push.channel)) conversations.get(push.channel).onPush(push);
  },
});

function stateChanged(state) {
  const all = [...conversations.values(), inbox];
  if (state.name === 'online') {
    me.connectedAs(state.client);
    for (const one of all) one.connect();
  } else {
    for (const one of all) one.disconnect(state.name === 'waiting');
  }
  status.become(state);
  // The server's or our own no to a token: only another one, or none, leads further.
  element('change-account').hidden = state.name !== 'closed';
  show();
}

// ---- Rooms --------------------------------------------------------------------------------------------------------

function open(channel) {
  const known = conversations.get(channel);
  if (known) return known;
  const conversation = openConversation({
    client,
    channel,
    parent: element('room'),
    pill: element('newer'),
    onChange: showSoon,
    onSent: () => conversation.peer && inbox.invite(conversation.peer),
  });
  conversations.set(channel, conversation);
  rememberRooms([...conversations.keys()]);
  if (client.state.name === 'online') conversation.connect();
  return conversation;
}

function choose(channel) {
  if (current !== null && current !== channel) conversations.get(current).show(false);
  element('newer').hidden = true;
  current = channel;
  const conversation = channel === null ? null : open(channel);
  writing.writeIn(conversation);
  if (conversation) {
    conversation.show(true);
    // Others get the address of a room, but not of a conversation of two.
    history.replaceState(null, '', conversation.peer ? location.pathname : `#${encodeURIComponent(titleOf(channel))}`);
  }
  element('second-window').href = location.href;
  drawers.close();
  show();
}

function leave() {
  const channel = current;
  const rest = [...conversations.keys()].filter((other) => other !== channel);
  choose(rest[0] || null);
  conversations.get(channel).close();
  conversations.delete(channel);
  writing.forget(channel);
  rememberRooms(rest);
  if (rest.length === 0) history.replaceState(null, '', location.pathname);
  show();
  element('join-name').focus();
}

/** Goes to a room, or to a user's direct messages. Returns the text that says why not, with its values. */
function enter(typed) {
  const name = typed.trim();
  if (name === '') return null;
  const isDirect = name.startsWith('@');
  const user = name.slice(1);
  if (isDirect && !me.user) return ['directNeedsUser'];
  if (isDirect && user === me.user) return ['directSelf'];
  const channel = isDirect ? directChannel(user) : roomChannel(name);
  if (!channel) return [isDirect ? 'directNotPossible' : 'roomTooLong'];
  if (!conversations.has(channel) && conversations.size >= MOST_ROOMS) return ['tooManyRooms', { n: conversations.size }];
  choose(channel);
  writing.focus();
  return null;
}

function showJoinProblem(problem) {
  const line = element('join-error');
  line.hidden = !problem;
  if (problem) language.put(line, ...problem);
  element('join-name').setAttribute('aria-invalid', String(Boolean(problem)));
}

element('joiner').addEventListener('submit', (event) => {
  event.preventDefault();
  const problem = enter(element('join-name').value);
  showJoinProblem(problem);
  if (!problem) element('join-name').value = '';
});
element('join-name').addEventListener('input', () => showJoinProblem(null));
element('leave').addEventListener('click', leave);
element('newer').addEventListener('click', () => conversations.get(current).toBottom());

// ---- Signing in ---------------------------------------------------------------------------------------------------

/** Connects as whom the page now is, and forgets the conversations of somebody else. */
function connect() {
  for (const [channel, conversation] of conversations) {
    if (!channel.startsWith('dm:') || (conversation.peer && channel === directChannel(conversation.peer))) continue;
    if (current === channel) choose([...conversations.keys()].find((other) => !other.startsWith('dm:')) || null);
    conversation.close();
    conversations.delete(channel);
  }
  if (inbox) inbox.disconnect();
  inbox = openInbox(client, (peer) => {
    const channel = directChannel(peer);
    if (channel && conversations.size < MOST_ROOMS) open(channel);
    showSoon();
  });
  client.open(me.token);
}

const account = bindAccount({ onName: () => show(), onSignIn: connect });
const drawers = bindDrawers();

const writing = bindWriting({
  stateOf: () => client.state,
  onSay(text) {
    conversations.get(current).say(text);
    show();
  },
});

// ---- What is shown ------------------------------------------------------------------------------------------------

let soon = 0;

// Many changes at once, such as those of a reconnection, are one for the eye.
function showSoon() {
  if (soon === 0) soon = setTimeout(show, 30);
}

function show() {
  clearTimeout(soon);
  soon = 0;
  const all = [...conversations.values()];
  showRooms(element('rooms'), all.filter(({ peer }) => !peer), current, choose);
  const directs = all.filter(({ peer }) => peer);
  element('directs-title').hidden = directs.length === 0;
  showRooms(element('directs'), directs, current, choose);
  const conversation = conversations.get(current);
  showPlace(conversation);
  writing.show();
  const unread = all.reduce((sum, one) => sum + (one.channel === current && !document.hidden ? 0 : one.unread), 0);
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${conversation ? `${conversation.title} – ` : ''}scf-websocket`;
  element('others-unread').hidden = all.every(({ channel, unread: n }) => channel === current || n <= 0);
}

function showPlace(conversation) {
  element('no-room').hidden = Boolean(conversation);
  element('place').hidden = !conversation;
  const people = conversation && conversation.members.isKnown ? conversation.members.people : [];
  element('empty').hidden = !conversation || !conversation.isEmpty;
  element('members-toggle').hidden = people.length === 0;
  document.querySelector('.hall').classList.toggle('hall--alone', people.length === 0);
  if (!conversation) return;
  setText(element('place-sign'), conversation.peer ? '@' : '#');
  setText(element('place-title'), conversation.title);
  element('leave').hidden = Boolean(conversation.peer);
  setText(element('members-count'), language.text('people', { n: people.length }));
  const onWrite = conversation.peer ? null : (user) => enter(`@${user}`);
  showMembers(element('members-list'), element('members-more'), people, onWrite);
}

setInterval(() => {
  if (!document.hidden && conversations.has(current) && client.state.name === 'online') {
    conversations.get(current).members.refresh();
  }
}, MEMBERS_MILLIS);

// ---- The tab ------------------------------------------------------------------------------------------------------

language.bindToggle(element('language'), () => {
  status.show();
  account.show();
  show();
});

element('retry').addEventListener('click', () => {
  if (client.state.name === 'closed') client.open(me.token);
  else client.retry();
});
document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  client.wake();
  if (conversations.has(current)) conversations.get(current).look();
  show();
});
addEventListener('online', () => client.wake());
addEventListener('offline', () => client.probe());
addEventListener('hashchange', () => enter(named()));
addEventListener('keydown', (event) => {
  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
  const channels = [...document.querySelectorAll('.rooms__item')].map(({ dataset }) => dataset.key);
  if (channels.length === 0) return;
  event.preventDefault();
  const step = event.key === 'ArrowDown' ? 1 : -1;
  choose(channels[(channels.indexOf(current) + step + channels.length) % channels.length]);
});

/** The room that the address names. */
function named() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return '';
  }
}

delete globalThis.scfWebSocketPage;
me.restore();
for (const channel of restoreRooms()) open(channel);
choose(roomChannel(named()) || conversations.keys().next().value || roomChannel(FIRST_ROOM));
account.show();
connect();
writing.focus();
