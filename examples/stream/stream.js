/**
 * Follows a message that grows piece by piece: the publications of a channel, each {"piece": "…"} or, at the end,
 * {"final": "the whole message"}. The client keeps its position, so a reconnect loses and repeats nothing.
 */

/** Without a ping for this long, the connection is dead: the server sends one every 25 seconds. */
const SILENCE_MILLIS = 35_000;

/**
 * @param show is called with the text whenever it has grown, and with whether it is complete
 * @returns a function that ends it
 */
export function follow(address, channel, show) {
  const pieces = new Map(); // by offset
  let epoch = "";
  let offset = 0;
  let socket;
  let delay = 500;
  let silence;
  let reconnect;
  let ended = false;

  function open() {
    socket = new WebSocket(address);
    socket.onopen = () => {
      send({ id: 1, connect: {} });
      subscribe();
    };
    // One object a line.
    socket.onmessage = event => {
      listen();
      event.data.split("\n").forEach(line => receive(JSON.parse(line)));
    };
    socket.onclose = event => {
      clearTimeout(silence);
      const isForGood = event.code >= 3500 && event.code < 4000;
      if (!ended && !isForGood) {
        reconnect = setTimeout(open, delay * (0.5 + Math.random()));
        delay = Math.min(delay * 2, 20_000);
      }
    };
    listen();
  }

  function listen() {
    clearTimeout(silence);
    const mine = socket;
    silence = setTimeout(() => {
      // The close event of a dead connection may take minutes.
      mine.onclose({ code: 1006 });
      mine.onclose = mine.onmessage = null;
      mine.close();
    }, SILENCE_MILLIS);
  }

  function send(command) {
    socket.send(JSON.stringify(command));
  }

  /** The first time, offset 0 without an epoch asks for everything since the first piece. */
  function subscribe() {
    send({ id: 2, subscribe: { channel, recover: true, epoch, offset } });
  }

  function receive(message) {
    if (message.push?.pub) {
      take([message.push.pub]);
    } else if (message.push?.unsubscribe?.code >= 2500) {
      // Something may be missing: recover it.
      subscribe();
    } else if (message.id === 2 && message.subscribe) {
      subscribed(message.subscribe);
    } else if (message.id === 3 && message.history) {
      const { publications = [], offset: top = 0 } = message.history;
      take(publications);
      const last = publications.at(-1)?.offset;
      if (last < top) {
        history(last);
      }
    } else if (message.error) {
      console.error(`${channel}: ${message.error.code} ${message.error.message}`);
    } else if (Object.keys(message).length === 0) {
      socket.send("{}"); // a ping
    }
  }

  function subscribed(result) {
    delay = 500;
    if (!result.recovered) {
      // Early pieces are gone: take what is kept, perhaps the final text.
      pieces.clear();
      history(0);
    }
    epoch = result.epoch;
    offset = result.offset ?? 0;
    take(result.publications ?? []);
  }

  function history(since) {
    send({ id: 3, history: { channel, limit: -1, since: { offset: since, epoch } } });
  }

  function take(publications) {
    for (const publication of publications) {
      pieces.set(publication.offset, publication.data);
      offset = Math.max(offset, publication.offset);
    }
    if (publications.length > 0) {
      show(text(), [...pieces.values()].some(data => "final" in data));
    }
  }

  function text() {
    return [...pieces.keys()]
      .sort((a, b) => a - b)
      .map(key => pieces.get(key))
      .reduce((before, data) => data.final ?? before + data.piece, "");
  }

  open();
  return () => {
    ended = true;
    clearTimeout(reconnect);
    socket.close();
  };
}
