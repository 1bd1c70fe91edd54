// Requests to the gateway.

const { language } = globalThis.scfWebSocketPage;

// A function that is asked again may take its time.
const PATIENCE_MILLIS = 90_000;

let signedOut = () => {};

/** @param listener told when the gateway does not know us any more */
export function onSignedOut(listener) {
  signedOut = listener;
}

/**
 * Sends a request. Never throws.
 *
 * @return `{ ok, status, body }`; a `status` of 0 means no answer, and `body` is an object in every case
 */
export async function request(method, path, body) {
  let response;
  try {
    response = await fetch(`api/${path}`, {
      method,
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MILLIS),
    });
  } catch {
    return { ok: false, status: 0, body: {} };
  }
  if (response.status === 401 && path !== 'session') signedOut();
  return { ok: response.ok, status: response.status, body: await bodyOf(response) };
}

async function bodyOf(response) {
  try {
    const body = await response.json();
    return body !== null && typeof body === 'object' ? body : {};
  } catch {
    // 204, or a proxy's page.
    return {};
  }
}

/** What to tell about an answer that is not ok. */
export function problem({ status, body }) {
  if (status === 0) return language.text('noAnswer');
  if (status === 401) return language.text('signedOutNow');
  if (typeof body.errMsg === 'string' && body.errMsg !== '') return language.text('gatewaySays', { text: body.errMsg });
  return language.text('httpStatus', { status });
}

/** Appends what is neither undefined nor empty as a query. */
export function withQuery(path, parameters) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  return query.size === 0 ? path : `${path}?${query}`;
}
