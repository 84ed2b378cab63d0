/** Longer texts are cut: what comes from outside is as long as somebody likes. */
const LONGEST = 1_000;

/** Makes a text from outside fit to be shown: bounded, and without the query, fragment, user and password of any url. */
export function safeText(text: string): string {
  // Cleaned first: a cut in the middle of a password would hide what it is.
  const clean = text.replace(/:\/\/(?:[^\s/?#'"@]*@)?([^\s?#'"]*)(?:[?#][^\s'"]*)?/g, '://$1');
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST)}…` : clean;
}
