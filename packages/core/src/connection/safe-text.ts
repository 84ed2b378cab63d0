/** Longer texts are cut: what comes from outside is as long as somebody likes. */
const LONGEST = 1_000;

/** In a url, a quote before a letter is a part of it (`?name=O'Brien&token=…`); any other ends it. */
const URLS =
  /:\/\/(?:(?:[^\s/?#'"]|['"](?=[\w&%=]))*@)?((?:[^\s?#'"]|['"](?=[\w&%=]))*)(?:[?#](?:[^\s'"]|['"](?=[\w&%=]))*)?/g;

/** Makes a text from outside fit to be shown: bounded, and without the query, fragment, user and password of any url. */
export function safeText(text: string): string {
  // Cleaned first: a cut in the middle of a password would hide what it is.
  const clean = text.replace(URLS, '://$1');
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST)}…` : clean;
}

/** The same of a text that is a url, or was meant for one: whatever is in its query. */
export function safeUrl(url: string): string {
  return safeText(url.replace(/[?#].*/s, '').replace(/^((?:\w+:)?\/*)[^/]*@/, '$1'));
}
