// The chat page: joins the connection, the log and the controls.
(() => {
  'use strict';

  const { addresses, language, ofThisTab, openComposer, openConnection, openLog, openPulse, openStatus, setText } =
    globalThis.scfWebSocketPage;
  delete globalThis.scfWebSocketPage;

  const LARGEST_MESSAGE_BYTES = 256 * 1024;
  const MOST_PENDING = 10;
  const LEAVING_MILLIS = 250;
  // What the chat room appends to each message when the server's setting CHAT_ONLINE_SUFFIX is on.
  const ONLINE_SUFFIX = /\(===Online people:(\d{1,9})===\)$/;

  const element = (id) => document.getElementById(id);
  const input = element('message-input');
  const panel = element('panel');
  const addressField = element('address');

  let address = '';
  let count = null;
  let tooSlow = false;
  let unseen = 0;
  let wasOnline = false;
  // Texts that wait for a connection, and those that went to the socket and that nothing has confirmed yet.
  const pending = [];
  const sending = [];

  const status = openStatus();
  const log = openLog({ list: element('log'), empty: element('empty'), newer: element('newer') });
  const connection = openConnection({
    onState: stateChanged,
    onText(data) {
      const suffix = ONLINE_SUFFIX.exec(data);
      if (suffix) {
        count = Number(suffix[1]);
        showCount();
      }
      log.other(suffix ? data.slice(0, suffix.index) : data);
      countUnseen();
    },
    onBinary(bytes) {
      log.otherBinary(bytes);
      countUnseen();
    },
  });

  const pulse = openPulse({
    onBeat: confirmSent,
    onSilence: () => connection.lost(),
  });

  // ---- Connection state -------------------------------------------------------------------------------------------

  function stateChanged(state) {
    tooSlow = false;
    if (state.name === 'online') {
      if (wasOnline) log.note('reconnected');
      wasOnline = true;
      pulse.watch(address);
      sendPending();
    } else {
      pulse.stop();
      doubtSent();
      // The number is of a room that this page can no longer see.
      count = null;
    }
    const { end } = state;
    if (end && (state.name === 'waiting' || state.name === 'closed')) {
      if (end.opened) log.note(state.name === 'closed' ? 'ended' : 'lost', { code: end.code });
    }
    showCount();
    status.become(state);
    showControls();
    showComposer();
  }

  function showControls() {
    const { end, name } = connection.state;
    element('change-address').hidden = !end || end.opened === true || end.here === true;
    element('disconnect').disabled = name === 'closed';
  }

  function showCount() {
    element('online-count').hidden = count === null;
    if (count !== null) setText(element('online-count').querySelector('.count__text'), language.text('people', { n: count }));
  }

  // ---- Writing ----------------------------------------------------------------------------------------------------

  const composer = openComposer({
    form: element('composer'),
    input,
    onInput() {
      tooSlow = false;
      showComposer();
    },
    onSubmit: submit,
  });
  const isTooLarge = (text) => text.length > LARGEST_MESSAGE_BYTES || composer.bytesOf(text) > LARGEST_MESSAGE_BYTES;

  function hint() {
    const { name } = connection.state;
    if (isTooLarge(input.value)) {
      return ['hintLarge', composer.sizes(composer.bytesOf(input.value), LARGEST_MESSAGE_BYTES)];
    }
    if (name === 'closed') return ['hintClosed'];
    if (tooSlow) return ['hintSlow'];
    if (name === 'online') return ['hintKeys'];
    if (pending.length >= MOST_PENDING) return ['hintFull', { n: pending.length }];
    // The first connection takes a moment and no explanation.
    return connection.state.end ? ['hintPending'] : ['hintKeys'];
  }

  function showComposer() {
    composer.show(hint());
  }

  function submit() {
    const text = input.value;
    tooSlow = false;
    if (text.trim() === '' || isTooLarge(text)) return;
    const { name } = connection.state;
    if (connection.send(text)) {
      handedOver(log.mine(text, 'sending'));
    } else if ((name === 'connecting' || name === 'waiting') && pending.length < MOST_PENDING) {
      pending.push({ text, entry: log.mine(text, 'pending') });
    } else {
      tooSlow = name === 'online';
      showComposer();
      return;
    }
    input.value = '';
    showComposer();
  }

  function sendPending() {
    while (pending.length > 0 && connection.send(pending[0].text)) {
      const { entry } = pending.shift();
      log.setStatus(entry, 'sending');
      handedOver(entry);
    }
  }

  // A WebSocket does not tell what has arrived. What has left the page before the gateway gave a sign of life, while the
  // connection stayed open, counts as sent; what no such sign can follow never does.
  function handedOver(entry) {
    sending.push({ entry, leftAt: Infinity });
    if (sending.length === 1) watchLeaving();
  }

  function watchLeaving() {
    if (sending.length === 0) return;
    if (connection.isDrained()) {
      for (const message of sending) message.leftAt = Math.min(message.leftAt, performance.now());
      if (pulse.check()) setTimeout(watchLeaving, LEAVING_MILLIS);
      else settle('handed', Infinity);
    } else {
      setTimeout(watchLeaving, LEAVING_MILLIS);
    }
  }

  function settle(status, before) {
    while (sending.length > 0 && sending[0].leftAt <= before) log.setStatus(sending.shift().entry, status);
  }

  function confirmSent(askedAt) {
    settle('sent', askedAt);
  }

  function doubtSent() {
    settle('unconfirmed', Infinity);
  }

  const unsent = () => [...pending.map(({ text }) => text), input.value].filter((text) => text !== '').join('\n');

  // What waits was meant for the room of the old address: it goes back to its author, who decides.
  function takeBackPending() {
    if (pending.length === 0) return;
    input.value = unsent();
    log.withdraw(pending.splice(0).map(({ entry }) => entry));
    showComposer();
  }

  // ---- Address ----------------------------------------------------------------------------------------------------

  function showPanel(open) {
    panel.hidden = !open;
    element('settings').setAttribute('aria-expanded', String(open));
    if (open) addressField.focus();
  }

  function showAddressProblem(key) {
    const error = element('address-error');
    error.hidden = !key;
    if (key) language.put(error, key);
    addressField.setAttribute('aria-invalid', String(Boolean(key)));
  }

  /** Goes to the address as typed, or says what is wrong with it and leaves the connection as it is. */
  function goTo(typed) {
    addressField.value = typed;
    const { url, problem } = addresses.parse(typed);
    showAddressProblem(problem);
    if (problem) {
      showPanel(true);
      return false;
    }
    if (url !== address) {
      takeBackPending();
      wasOnline = false;
    }
    address = url;
    status.at(url);
    addressField.value = url;
    setText(element('endpoint'), url);
    element('endpoint').title = url;
    connection.open(url);
    const refused = connection.state.end && connection.state.end.problem;
    if (refused) {
      showAddressProblem(refused);
      showPanel(true);
    }
    return !refused;
  }

  function choose(typed) {
    if (!goTo(typed)) return;
    addresses.remember(address);
    showPanel(false);
    input.focus();
  }

  panel.addEventListener('submit', (event) => {
    event.preventDefault();
    choose(addressField.value);
  });
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    showPanel(false);
    element('settings').focus();
  });
  addressField.addEventListener('input', () => showAddressProblem(null));
  element('reset').addEventListener('click', () => choose(addresses.byDefault()));
  element('disconnect').addEventListener('click', () => connection.close());
  element('settings').addEventListener('click', () => showPanel(panel.hidden));
  element('change-address').addEventListener('click', () => showPanel(true));
  element('retry').addEventListener('click', () => {
    if (connection.state.name === 'closed') connection.open(address);
    else connection.retry();
    input.focus();
  });

  // ---- Language ---------------------------------------------------------------------------------------------------

  language.bindToggle(element('language'), () => {
    status.show();
    showCount();
    showComposer();
  });

  // ---- The tab ----------------------------------------------------------------------------------------------------

  function countUnseen() {
    if (!document.hidden) return;
    unseen += 1;
    document.title = `(${unseen}) scf-websocket`;
  }

  // Kept only while the tab is out of sight, so that a duplicate of a tab in use does not send the same texts again.
  function keepUnsent() {
    if (input.value === '' && pending.length === 0) ofThisTab.forget('unsent');
    else ofThisTab.write('unsent', unsent());
  }

  function restoreUnsent() {
    const kept = ofThisTab.read('unsent');
    ofThisTab.forget('unsent');
    // Into the box rather than out at once: a reload is no order to send.
    if (kept) input.value = kept;
  }

  function seen() {
    unseen = 0;
    document.title = 'scf-websocket';
    ofThisTab.forget('unsent');
    connection.hurry();
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? keepUnsent() : seen()));
  addEventListener('pagehide', keepUnsent);
  addEventListener('pageshow', (event) => event.persisted && seen());
  // Another width wraps the text differently, so the box needs another height.
  addEventListener('resize', showComposer);
  addEventListener('online', () => connection.hurry());

  restoreUnsent();
  element('second-window').href = location.href;
  status.show();
  showComposer();
  goTo(addresses.initial());
  // On a phone the focus would bring up the keyboard over half of the page before anybody asked for it.
  if (panel.hidden && matchMedia('(pointer: fine)').matches) input.focus();
})();
