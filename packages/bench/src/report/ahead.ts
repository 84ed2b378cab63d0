import type { Text } from '../catalogue';
import { type Claim, isOurs, labelOf, text } from './section';

/** Where peers are ahead of our hook, in a sentence for each quantity; the claims that nobody wins say nothing. */
export function aheadOfUs(claims: readonly Claim[]): Text[] {
  return claims.flatMap((claim) => {
    const ours = claim.values.find(({ id }) => id === 'hook')?.value ?? null;
    const ahead = claim.values
      .filter(({ id, value }) => !isOurs(id) && value !== null && (ours === null || value < ours))
      .sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
    if (ahead.length === 0) return [];
    const list = (language: keyof Text) =>
      ahead
        .map(({ id, value }) => `${labelOf(id)} ${claim.text(value)[language]}`)
        .join(language === 'en' ? ', ' : '、');
    return [
      text(
        `**${claim.what.en}** (${list('en')}; we ${claim.text(ours).en})`,
        `**${claim.what.zh}**（${list('zh')}；我们 ${claim.text(ours).zh}）`,
      ),
    ];
  });
}
