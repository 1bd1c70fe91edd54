// One channel: what is published there, in order, each once, also across a lost connection.

const RETRY_MILLIS = 500;
const LONGEST_RETRY_MILLIS = 30_000;
// From here on the server wants the client back; below, the subscription has ended.
const FIRST_RESUBSCRIBE_CODE = 2500;

/**
 * Tells its listener:
 * - `onLive({ resumed, missed, isSameEpoch })`: publications follow. `resumed` is true if those that were missed have all
 *   been handed out before, false if there may be a gap, absent the first time. `isSameEpoch` is false if the server numbers
 *   anew.
 * - `onPublications(publications)`: each one number above the one before.
 * - `onJoin(info)`, `onLeave(info)`, and `onEnd({ code } | { error })`: it is over until `open` is called again.
 */
export function openSubscription(client, channel, { onLive, onPublications, onJoin, onLeave, onEnd }) {
  let state = 'idle';
  let position = null;
  let failures = 0;
  let timer = 0;

  function subscribe() {
    clearTimeout(timer);
    state = 'subscribing';
    client.request('subscribe', position ? { channel, recover: true, ...position } : { channel }, { done, failed });
  }

  function done(result) {
    const { epoch, offset = 0, publications = [], recovered = false } = result;
    const before = position;
    state = 'live';
    failures = 0;
    if (before && recovered) {
      deliver(publications);
      // What did not fit into the reply follows, so that the last number counts.
      if (publications.length === 0) position = { epoch, offset };
    } else {
      position = epoch ? { epoch, offset } : null;
    }
    onLive(before ? { resumed: recovered, missed: publications.length, isSameEpoch: before.epoch === epoch } : {});
  }

  function failed(error) {
    state = 'idle';
    if (error.code === 'Lost') return;
    if (error.isTemporary) later();
    else onEnd({ error });
  }

  function later() {
    state = 'subscribing';
    const delay = Math.min(LONGEST_RETRY_MILLIS, RETRY_MILLIS * 2 ** failures++);
    timer = setTimeout(subscribe, delay * (0.5 + Math.random() / 2));
  }

  function deliver(publications) {
    const fresh = publications.filter(({ offset }) => offset > position.offset);
    if (fresh.length === 0) return;
    position = { ...position, offset: fresh[fresh.length - 1].offset };
    onPublications(fresh);
  }

  function published(publication) {
    if (!position || !publication.offset) onPublications([publication]);
    else if (publication.offset <= position.offset + 1) deliver([publication]);
    // The server promises that this does not happen. If it does, it has what is missing.
    else later();
  }

  function unsubscribed({ code = 0 }) {
    if (code >= FIRST_RESUBSCRIBE_CODE) {
      later();
    } else {
      state = 'idle';
      onEnd({ code });
    }
  }

  return {
    get isLive() {
      return state === 'live';
    },

    /** The number and epoch of the last publication; null if the channel numbers none. */
    get position() {
      return position;
    },

    /** The client is online, or a person wants it. */
    open() {
      if (state !== 'live') subscribe();
    },

    /** The client is not online. */
    interrupt() {
      clearTimeout(timer);
      state = 'idle';
    },

    close() {
      this.interrupt();
      client.request('unsubscribe', { channel }, { done() {}, failed() {} });
    },

    onPush({ pub, join, leave, unsubscribe }) {
      // What comes between a loss and the reply is in the reply.
      if (state !== 'live') return;
      if (pub) published(pub);
      else if (join) onJoin(join.info);
      else if (leave) onLeave(leave.info);
      else if (unsubscribe) unsubscribed(unsubscribe);
    },

    /** The publications before a number, oldest first, as many as the server wants to give; none at the beginning. */
    async history(before, limit) {
      const since = { offset: before, epoch: position.epoch };
      const { publications = [] } = await client.ask('history', { channel, limit, reverse: true, since });
      return publications.reverse();
    },
  };
}
