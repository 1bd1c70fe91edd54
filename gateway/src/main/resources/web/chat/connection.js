// A WebSocket that comes back by itself.
(() => {
  'use strict';

  const page = globalThis.scfWebSocketPage;

  const FIRST_DELAY_MILLIS = 500;
  const LONGEST_DELAY_MILLIS = 30_000;
  // A connection has to live this long before the delays start small again: a server that accepts and drops
  // at once must not be asked twice a second for ever.
  const STABLE_MILLIS = 10_000;
  const OPEN_DEADLINE_MILLIS = 10_000;
  // The least time between two attempts that the network's or the tab's return can cause.
  const EAGER_MILLIS = 1_000;
  const BUFFER_LIMIT_BYTES = 4 * 1024 * 1024;

  // 1000 and 1008 are a server's decision about this client, 4000 and up an application's. Coming back uninvited
  // would argue with it. Every other code is an accident or a restart. A protocol may have codes of its own.
  const endsForGood = (code) => code === 1000 || code === 1008 || code >= 4000;

  // Full jitter: after a restart of the server its clients spread over the whole delay instead of arriving as a wave.
  const delayMillis = (failures) => Math.random() * Math.min(LONGEST_DELAY_MILLIS, FIRST_DELAY_MILLIS * 2 ** failures);

  /**
   * Tells its listener:
   * - `onState(state)`: `{ name: 'connecting' }`, `{ name: 'online' }`, `{ name: 'waiting', retryAt }` (in the time
   *   of `performance.now()`) or `{ name: 'closed' }`. Each carries how the last attempt ended, if there was one, as `end`:
   *   `{ opened, code, reason }`, or `here: true` if this page closed it, or the `problem` with the address.
   * - `onText(text)` and `onBinary(bytes)` for each message.
   */
  page.openConnection = function openConnection({ onState, onText, onBinary, isFinal = endsForGood }) {
    let address;
    let socket = null;
    let state = { name: 'closed' };
    let failures = 0;
    let attemptedAt = 0;
    let onlineSince = null;
    let timer = 0;

    function become(next) {
      state = next;
      onState(state);
    }

    function abandon() {
      clearTimeout(timer);
      onlineSince = null;
      if (!socket) return;
      // A late event of an abandoned socket must not touch the state of its successor.
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
      socket = null;
    }

    function attempt() {
      const end = state.end;
      abandon();
      attemptedAt = performance.now();
      try {
        socket = new WebSocket(address);
      } catch (failure) {
        const problem = failure.name === 'SecurityError' ? 'addressInsecure' : 'addressMalformed';
        become({ name: 'closed', end: { problem } });
        return;
      }
      socket.binaryType = 'arraybuffer';
      socket.onopen = opened;
      socket.onmessage = ({ data }) => (typeof data === 'string' ? onText(data) : onBinary(data.byteLength));
      socket.onclose = ended;
      // A host that swallows packets would otherwise hold the page in "connecting" for minutes.
      timer = setTimeout(() => socket.close(), OPEN_DEADLINE_MILLIS);
      become({ name: 'connecting', end });
    }

    function opened() {
      clearTimeout(timer);
      onlineSince = performance.now();
      become({ name: 'online', end: state.end });
    }

    function ended({ code, reason }) {
      clearTimeout(timer);
      finish({ opened: onlineSince !== null, code, reason });
    }

    function finish(end) {
      if (end.opened && performance.now() - onlineSince >= STABLE_MILLIS) failures = 0;
      onlineSince = null;
      socket = null;
      if (end.opened && isFinal(end.code)) {
        become({ name: 'closed', end });
        return;
      }
      const delay = delayMillis(failures++);
      timer = setTimeout(attempt, delay);
      become({ name: 'waiting', end, retryAt: performance.now() + delay });
    }

    return {
      get state() {
        return state;
      },

      open(url) {
        address = url;
        failures = 0;
        state = { name: 'closed' };
        attempt();
      },

      /** @param end why; by default because a person wants it */
      close(end = { here: true }) {
        abandon();
        become({ name: 'closed', end });
      },

      /** The network is dead, which the socket may notice only after minutes. */
      lost() {
        if (state.name !== 'online') return;
        const since = onlineSince;
        abandon();
        onlineSince = since;
        finish({ opened: true, code: 1006, reason: '' });
      },

      /** Whether all that was sent has left the page; nobody has confirmed it for that. */
      isDrained: () => socket !== null && socket.bufferedAmount === 0,

      /** Tries at once if it would have tried later. */
      retry() {
        if (state.name === 'waiting') attempt();
      },

      /** The same for the page's own guesses that it may work now, which can come many times a second. */
      hurry() {
        const at = attemptedAt + EAGER_MILLIS;
        if (state.name !== 'waiting' || at >= state.retryAt) return;
        clearTimeout(timer);
        timer = setTimeout(attempt, at - performance.now());
      },

      /** Hands a text to the socket; false if it is not open, or so far behind that the text would only pile up. */
      send(text) {
        if (state.name !== 'online' || socket.readyState !== WebSocket.OPEN) return false;
        if (socket.bufferedAmount > BUFFER_LIMIT_BYTES) return false;
        socket.send(text);
        return true;
      },
    };
  };
})();
