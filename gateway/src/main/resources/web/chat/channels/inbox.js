// How somebody learns that another user writes a direct message: a channel of their own, in which any user may publish.

import { me } from './people.js';
import { inboxChannel } from './rooms.js';
import { openSubscription } from './subscription.js';

const MOST_KNOWN = 100;

/** @param onPeer told the other user of each conversation */
export function openInbox(client, onPeer) {
  const invited = new Set();
  const channel = inboxChannel(me.user);
  if (!channel) return { connect() {}, disconnect() {}, onPush() {}, invite() {}, channel };

  // Who publishes is what the server says, not the data.
  function take({ data, info }) {
    if (!info || !info.user) return;
    const peer = info.user === me.user ? data && data.direct : info.user;
    if (typeof peer === 'string' && peer !== me.user) onPeer(peer);
  }

  const subscription = openSubscription(client, channel, {
    async onLive({ resumed }) {
      if (resumed || !subscription.position) return;
      try {
        (await subscription.history(subscription.position.offset + 1, MOST_KNOWN)).forEach(take);
      } catch {
        // New conversations are still announced; older ones come back with the next message.
      }
    },
    onPublications: (publications) => publications.forEach(take),
    onJoin() {},
    onLeave() {},
    // A server without direct messages. Whoever tries to write one is told.
    onEnd() {},
  });

  return {
    channel,
    connect: () => subscription.open(),
    disconnect: () => subscription.interrupt(),
    onPush: (push) => subscription.onPush(push),

    /** Tells the other user, and our own other windows, of a conversation; once is enough. */
    invite(peer) {
      if (invited.has(peer)) return;
      invited.add(peer);
      for (const to of [inboxChannel(peer), channel]) {
        client.request('publish', { channel: to, data: { direct: peer } }, {
          done() {},
          failed: () => invited.delete(peer),
        });
      }
    },
  };
}
