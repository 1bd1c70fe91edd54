// Signs of life of the gateway, over HTTP: a text on the WebSocket would go to everybody in the room.
(() => {
  'use strict';

  const page = globalThis.scfWebSocketPage;

  const BEAT_MILLIS = 20_000;
  const PATIENCE_MILLIS = 5_000;
  // One answer that does not come is an accident, the second in a row is a dead network.
  const SECOND_TRY_MILLIS = 1_000;

  /** The address over HTTP if it is of the server of this page, the only one that the browser lets it ask; else null. */
  function ownAddress(address) {
    const url = new URL(address.replace(/^ws/i, 'http'));
    return location.protocol !== 'file:' && url.origin === location.origin ? url : null;
  }

  const ask = (url, method) =>
    fetch(url, { method, cache: 'no-store', credentials: 'omit', redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MILLIS) });

  async function isAlive() {
    try {
      return (await ask(document.querySelector('link[rel="icon"]').href, 'HEAD')).ok;
    } catch {
      return false;
    }
  }

  /**
   * Why a connection did not open, as far as a page can know: browsers keep the answer to a handshake to themselves. The key of a
   * text and its values.
   */
  page.whyNotOpened = async function whyNotOpened(address) {
    const { host } = new URL(address);
    const unanswered = navigator.onLine ? ['neverOpened', { host }] : ['offline', { host }];
    const url = ownAddress(address);
    if (!url) return unanswered;
    try {
      // An API answers a request that is no handshake with 426; whether it would let this page in, it does not say.
      const { status } = await ask(url, 'GET');
      if (status === 426) return ['refused', { host }];
      // A redirection, which a page may not look at.
      if (status === 0) return unanswered;
      return status === 404 ? ['noSuchPath', { host, path: url.pathname }] : ['answered', { host, status }];
    } catch {
      return navigator.onLine ? ['unreachable', { host }] : unanswered;
    }
  };

  /**
   * Asks from time to time, while the page is in sight, and calls:
   * - `onBeat(askedAt)` for an answer, with the time of `performance.now()` before which the question was not yet asked;
   * - `onSilence()` when there is none any more.
   */
  page.openPulse = function openPulse({ onBeat, onSilence }) {
    let watched = null;
    let timer = 0;
    let asking = false;
    let misses = 0;

    const next = (millis) => {
      clearTimeout(timer);
      timer = setTimeout(check, millis);
    };

    async function check() {
      if (asking || !watched) return;
      const whose = watched;
      const askedAt = performance.now();
      asking = true;
      const alive = await isAlive();
      asking = false;
      if (watched !== whose) {
        next(0);
        return;
      }
      misses = alive ? 0 : misses + 1;
      if (misses >= 2) {
        watched = null;
        onSilence();
        return;
      }
      next(alive ? BEAT_MILLIS : SECOND_TRY_MILLIS);
      if (alive) onBeat(askedAt);
    }

    document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(timer) : check()));
    addEventListener('offline', () => check());

    return {
      /** From now on for this address; false if its server is not the one of this page, so that it cannot be asked. */
      watch(address) {
        watched = ownAddress(address) && {};
        misses = 0;
        if (watched && !document.hidden) next(BEAT_MILLIS);
        return watched !== null;
      },

      stop() {
        watched = null;
        clearTimeout(timer);
      },

      /** Asks now, unless a question is under way; false if there is nobody to ask. */
      check() {
        check();
        return watched !== null;
      },
    };
  };
})();
