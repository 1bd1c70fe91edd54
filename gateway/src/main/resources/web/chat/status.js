// What the page says about its connection: the chip, the line below the header, and one announcement per change.
(() => {
  'use strict';

  const page = globalThis.scfWebSocketPage;
  const { language } = page;

  // From here on codes belong to a protocol above WebSocket: the page's own words say more than the server's reason.
  const FIRST_PROTOCOL_CODE = 3000;

  const element = (id) => document.getElementById(id);

  // Writing the same text again would make screen readers and selections start over.
  page.setText = function setText(target, text) {
    if (target.textContent !== text) target.textContent = text;
  };

  /** Shows the states of a connection, see connection.js. Instead of a code, an end may have a `text`: a key and its values. */
  page.openStatus = function openStatus() {
    let state = { name: 'closed' };
    let address = '';
    let explained = null;
    let countdown = 0;

    function stateText({ name, end, retryAt }) {
      if (name === 'waiting') {
        return language.text('waiting', { seconds: Math.max(1, Math.ceil((retryAt - performance.now()) / 1000)) });
      }
      if (name !== 'closed') return language.text(name);
      if (!end || end.problem || end.text) return language.text('notConnected');
      return end.here ? language.text('closedHere') : language.text('closed', { code: end.code });
    }

    function endText(end) {
      if (end.text) return language.text(...end.text);
      if (end.problem) return language.text('badAddress');
      if (end.here) return language.text('endedHere');
      if (!end.opened) {
        // The last reason stays while the next attempt is explained: a line that changes twice a second is unreadable.
        const { key, values } = explained || { key: 'neverOpened', values: { host: new URL(address).host } };
        return language.text(key, values);
      }
      const meaning = `code${end.code}`;
      const isOurs = language.has(meaning) && (end.code >= FIRST_PROTOCOL_CODE || !end.reason);
      const theirs = end.reason ? language.text('said', { reason: end.reason }) : language.text('noReason');
      const key = state.name === 'closed' ? 'endedByServer' : 'endedByLoss';
      return language.text(key, { code: end.code, reason: isOurs ? language.text(meaning) : theirs });
    }

    function show() {
      const chip = element('state');
      chip.dataset.state = state.name;
      page.setText(chip.querySelector('.state__text'), stateText(state));

      // The banner stays while a new attempt runs: a line that comes and goes twice a second is unreadable.
      const showsEnd = state.end && state.name !== 'online';
      element('banner').hidden = !showsEnd;
      if (!showsEnd) return;
      page.setText(element('banner-text'), endText(state.end));
      const retry = element('retry');
      page.setText(retry, language.text(state.name === 'closed' ? 'again' : 'retry'));
      retry.disabled = state.name === 'connecting';
      retry.hidden = Boolean(state.end.problem || state.end.text);
    }

    async function explain(end) {
      const [key, values] = await page.whyNotOpened(address);
      if (state.end !== end) return;
      explained = { key, values };
      show();
    }

    return {
      show,

      /** The address of the connection, from now on. */
      at(url) {
        if (url !== address) explained = null;
        address = url;
      },

      become(next) {
        clearInterval(countdown);
        state = next;
        if (state.name === 'online') explained = null;
        if (state.name === 'waiting') {
          countdown = setInterval(show, 250);
          if (!state.end.opened) explain(state.end);
        }
        show();
        element('announcement').textContent = state.name === 'waiting' ? language.text('waitingSpoken') : stateText(state);
      },
    };
  };
})();
