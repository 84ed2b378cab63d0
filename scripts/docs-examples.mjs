/** The line above a code block that shows a whole file: a link to it, and nothing else. */
const SHOWN = /^\[`[^`\n]+`\]\(\.\.\/[\w./-]+\/([\w.-]+)\)\n\n```\w+\n(.*?)^```$/gms;

/** The files that a page of the docs shows, name by name. */
export function examplesIn(page) {
  return Object.fromEntries([...page.matchAll(SHOWN)].map(([, name, code]) => [name, code]));
}

/** The code blocks of a page that are code and not of a file. Commands, pictures and texts of errors are none. */
export function looseCodeIn(page) {
  const loose = page.replace(SHOWN, '');
  return [...loose.matchAll(/^```(?:[jt]sx?|[cm][jt]s)\n(.*?)^```$/gms)].map(([, code]) => code);
}
