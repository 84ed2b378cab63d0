/**
 * The words of a text, for the search. Chinese has no spaces between words, so runs of it are cut by the language's own
 * dictionary. VitePress sends this function to the browser as text: it may use nothing from outside itself.
 */
export function tokenize(text: string): string[] {
  const words = text.split(/[\s\p{P}\p{S}]+/u).filter(Boolean);
  if (!Intl.Segmenter) return words;
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  return words.flatMap((word) =>
    /\p{Script=Han}/u.test(word) ? Array.from(segmenter.segment(word), ({ segment }) => segment) : word,
  );
}
