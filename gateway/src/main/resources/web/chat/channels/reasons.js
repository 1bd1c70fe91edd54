// The server's numbers as sentences.

const { language } = globalThis.scfWebSocketPage;

/** The key and the values of the text that says why a command failed. */
export function reasonOf({ code }) {
  const key = `error${code}`;
  return language.has(key) ? [key] : ['errorUnknown', { code }];
}

export const reasonText = (error) => language.text(...reasonOf(error));
