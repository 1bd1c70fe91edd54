// What the page remembers, and which WebSocket it talks to.
(() => {
  'use strict';

  // The scripts of this page share one name; the last of them takes it away again.
  const page = (globalThis.scfWebSocketPage = globalThis.scfWebSocketPage || {});

  const PREFIX = 'scf-websocket.';
  const FALLBACK_HOST = '127.0.0.1:8080';

  // Storage can be switched off or full, and then even naming it throws; the page only forgets in that case.
  const memory = (storage) => ({
    read(name) {
      try {
        return storage().getItem(PREFIX + name);
      } catch {
        return null;
      }
    },
    write(name, value) {
      try {
        storage().setItem(PREFIX + name, value);
      } catch {
        // Nothing to do: see above.
      }
    },
    forget(name) {
      try {
        storage().removeItem(PREFIX + name);
      } catch {
        // Nothing to do: see above.
      }
    },
  });

  page.lasting = memory(() => globalThis.localStorage);
  page.ofThisTab = memory(() => globalThis.sessionStorage);

  /** Reads an address as a person typed it: `{ url }`, or `{ problem }` with the key of the text that says what is wrong. */
  function parseAddress(typed) {
    const text = typed.trim();
    if (text === '') return { problem: 'addressMissing' };
    if (!/^wss?:\/\//i.test(text)) return { problem: 'addressScheme' };
    try {
      const url = new URL(text);
      url.hash = '';
      return { url: url.href };
    } catch {
      return { problem: 'addressMalformed' };
    }
  }

  function defaultAddress() {
    const path = document.querySelector('meta[name="websocket-path"]').content;
    if (location.protocol === 'file:') return `ws://${FALLBACK_HOST}${path}`;
    return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`;
  }

  page.addresses = {
    parse: parseAddress,

    /** The address to start with, as text that is yet to be parsed: of the query, else remembered, else the default. */
    initial() {
      return new URLSearchParams(location.search).get('ws') || page.lasting.read('address') || defaultAddress();
    },

    byDefault: defaultAddress,

    /** Keeps the choice for the next visit. The query would overrule it at a reload, so it goes. */
    remember(url) {
      if (url === defaultAddress()) page.lasting.forget('address');
      else page.lasting.write('address', url);
      const here = new URL(location.href);
      if (!here.searchParams.has('ws')) return;
      here.searchParams.delete('ws');
      try {
        history.replaceState(null, '', here);
      } catch {
        // Some browsers refuse this for file://; the query then wins at the next reload.
      }
    },
  };
})();
