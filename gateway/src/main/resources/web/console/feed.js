// The stream of events.

const RETRY_MILLIS = 2_000;

/**
 * Opens the stream, and opens it again after each end.
 *
 * @param onEvent gets each event; one that says `gap` stands for those that may have been missed
 * @param onState told `connecting`, `online` or `waiting`
 * @param mayRetry asked after the gateway has refused the stream; resolves to false if somebody has to sign in
 */
export function openFeed({ onEvent, onState, mayRetry }) {
  let source = null;
  let timer = 0;
  let wasOnline = false;

  function open() {
    close();
    onState('connecting');
    source = new EventSource('api/events');
    source.addEventListener('open', () => {
      onState('online');
      if (wasOnline) onEvent({ event: 'gap', at: new Date().toISOString() });
      wasOnline = true;
    });
    source.addEventListener('message', ({ data }) => {
      const event = parse(data);
      if (event) onEvent(event);
    });
    source.addEventListener('error', failed);
  }

  async function failed() {
    if (!source) return;
    onState('waiting');
    // After a broken connection the browser tries again by itself, but not after an answer that is no stream.
    if (source.readyState !== EventSource.CLOSED) return;
    const refused = source;
    const again = await mayRetry();
    if (again && source === refused) timer = setTimeout(open, RETRY_MILLIS);
  }

  function close() {
    clearTimeout(timer);
    if (source) source.close();
    source = null;
  }

  return {
    open,
    close() {
      close();
      wasOnline = false;
    },
  };
}

function parse(data) {
  try {
    const event = JSON.parse(data);
    return event && typeof event.event === 'string' ? event : null;
  } catch {
    return null;
  }
}
