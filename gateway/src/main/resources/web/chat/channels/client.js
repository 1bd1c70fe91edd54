// A client of Centrifugo's protocol in JSON, over a WebSocket that comes back by itself.

const REPLY_MILLIS = 10_000;
const PROBE_MILLIS = 4_000;
// Beyond the server's interval, before its silence counts as a dead network.
const SILENCE_SLACK_MILLIS = 10_000;
const MOST_WAITING = 200;
// The gateway closes a connection whose message is larger than 256 KB; a character has at most 3 bytes.
const LARGEST_FRAME_CHARACTERS = 80_000;
const TOKEN_EXPIRED = 109;

const isFinal = (code) => (code >= 3500 && code < 4000) || (code >= 4500 && code < 5000) || code === 1009;

/** Why a command failed: `code` is the server's number, or `Timeout`, `Lost` or `Busy`. */
class CommandError extends Error {
  constructor({ code, message = '', temporary = false }) {
    super(message);
    this.code = code;
    this.isTemporary = temporary;
  }
}

/**
 * - `onState(state)`: as of the connection, but `online` only once the server knows us, then with `client`, our id there.
 * - `onPush(push)`: `{ channel, pub | join | leave | unsubscribe | … }`.
 */
export function openClient({ openConnection, address, onState, onPush }) {
  let token = null;
  let nextId = 1;
  let state = { name: 'closed' };
  let silenceMillis = 0;
  let silence = 0;
  let queue = [];
  const waiting = new Map();

  const connection = openConnection({ onState: connectionChanged, onText: receive, onBinary: () => {}, isFinal });

  function become(next) {
    state = next;
    onState(next);
  }

  function connectionChanged(next) {
    if (next.name === 'online') {
      signIn(next);
      return;
    }
    clearTimeout(silence);
    silenceMillis = 0;
    queue = [];
    failAll('Lost');
    become(next);
  }

  function signIn(opened) {
    request('connect', token ? { token } : {}, {
      done({ client, ping = 0 }) {
        silenceMillis = ping > 0 ? ping * 1000 + SILENCE_SLACK_MILLIS : 0;
        heard();
        become({ ...opened, client });
      },
      failed({ code }) {
        // The same token would be refused again, for ever. After any other error the server closes.
        if (code === TOKEN_EXPIRED) connection.close({ text: ['tokenExpired'] });
        else if (code === 'Timeout') connection.lost();
      },
    });
  }

  function failAll(code) {
    const all = [...waiting.values()];
    waiting.clear();
    for (const { timer, failed } of all) {
      clearTimeout(timer);
      failed(new CommandError({ code }));
    }
  }

  function heard() {
    clearTimeout(silence);
    if (silenceMillis > 0) silence = setTimeout(() => connection.lost(), silenceMillis);
  }

  function receive(frame) {
    heard();
    for (const line of frame.split('\n')) {
      const message = parse(line);
      if (!message) continue;
      if (message.id) settle(message);
      else if (message.push) onPush(message.push);
      else connection.send('{}');
    }
  }

  function parse(line) {
    try {
      return JSON.parse(line);
    } catch {
      // Not of this protocol; the server's commands that follow may still be.
      return null;
    }
  }

  function settle(reply) {
    const command = waiting.get(reply.id);
    if (!command) return;
    waiting.delete(reply.id);
    clearTimeout(command.timer);
    if (reply.error) command.failed(new CommandError(reply.error));
    else command.done(reply[command.method] || {});
  }

  /** Calls `done` or `failed` before anything that comes after the reply is looked at. */
  function request(method, parameters, { done, failed, millis = REPLY_MILLIS }) {
    if (waiting.size >= MOST_WAITING) {
      failed(new CommandError({ code: 'Busy', temporary: true }));
      return;
    }
    const id = nextId++;
    const timer = setTimeout(() => {
      waiting.delete(id);
      failed(new CommandError({ code: 'Timeout', temporary: true }));
    }, millis);
    waiting.set(id, { method, done, failed, timer });
    queue.push(JSON.stringify({ id, [method]: parameters }));
    // What is asked at once goes in one frame, which is one event for the server, unless it is too large for that.
    if (queue.length === 1) queueMicrotask(flush);
  }

  function flush() {
    const frames = [];
    let characters = Infinity;
    for (const command of queue) {
      characters += 1 + command.length;
      if (characters <= LARGEST_FRAME_CHARACTERS) {
        frames[frames.length - 1] += `\n${command}`;
      } else {
        frames.push(command);
        characters = command.length;
      }
    }
    queue = [];
    if (!frames.every((frame) => connection.send(frame))) connection.lost();
  }

  return {
    get state() {
      return state;
    },

    request(method, parameters, handlers) {
      if (state.name === 'online') request(method, parameters, handlers);
      else handlers.failed(new CommandError({ code: 'Lost' }));
    },

    ask(method, parameters) {
      return new Promise((done, failed) => this.request(method, parameters, { done, failed }));
    },

    /** @param newToken null for an anonymous client */
    open(newToken) {
      token = newToken;
      connection.open(address);
    },

    retry: () => connection.retry(),

    /** The network or the tab is back: tries at once, or finds out whether the connection is still there. */
    wake() {
      connection.hurry();
      this.probe();
    },

    probe() {
      this.request('ping', {}, {
        done() {},
        failed: ({ code }) => code === 'Timeout' && connection.lost(),
        millis: PROBE_MILLIS,
      });
    },
  };
}
