// Who is in one room.

import { displayName, personOf } from './people.js';

// The server leaves out announcements in a busy room; its list stays right.
const REFRESH_MILLIS = 60_000;

/** @param onChange told when the list has changed */
export function openMembers({ client, channel, onChange }) {
  const infos = new Map();
  let readAt = -Infinity;
  let known = false;

  function people() {
    const all = new Map();
    for (const info of infos.values()) {
      const person = personOf(info);
      all.set(person.id, person);
    }
    return [...all.values()].sort(
      (one, other) => other.isMine - one.isMine || !one.user - !other.user || displayName(one).localeCompare(displayName(other)),
    );
  }

  return {
    /** Ourselves first, then those whose name the server vouches for. */
    get people() {
      return people();
    },

    /** Whether the server lists members at all. */
    get isKnown() {
      return known;
    },

    named(user) {
      const info = [...infos.values()].find((one) => one.user === user);
      return info && displayName(personOf(info));
    },

    join(info) {
      infos.set(info.client, info);
      onChange();
    },

    leave(info) {
      infos.delete(info.client);
      onChange();
    },

    read() {
      readAt = performance.now();
      client.request('presence', { channel }, {
        done({ presence = {} }) {
          infos.clear();
          for (const [id, info] of Object.entries(presence)) infos.set(id, info);
          known = true;
          onChange();
        },
        // Not kept, or not for us: then there is no list.
        failed: ({ isTemporary }) => {
          if (!isTemporary) known = false;
          onChange();
        },
      });
    },

    refresh() {
      if (performance.now() - readAt >= REFRESH_MILLIS) this.read();
    },
  };
}
