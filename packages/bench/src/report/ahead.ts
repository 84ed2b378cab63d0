import type { PeerId, Text } from '../catalogue';
import { type Claim, isOurs, labelOf, text } from './section';

/** Less than this share ahead is chance: of the phase of a ping, of a round. */
const CHANCE = 0.02;

/** Where peers are ahead of our hook: the best of them, and how many there are. Claims that nobody wins say nothing. */
export function aheadOfUs(claims: readonly Claim[]): Text[] {
  return claims.flatMap((claim) => {
    const ours = claim.values.find(({ id }) => id === 'hook')?.value ?? null;
    const [best, ...others] = claim.values
      .flatMap(({ id, value }) => (value === null || isOurs(id) ? [] : [{ id, value }]))
      .filter(({ value }) => ours === null || value < ours * (1 - CHANCE))
      .sort((a, b) => a.value - b.value);
    return best ? [sentenceOf(claim, ours, best, others.length)] : [];
  });
}

function sentenceOf(
  claim: Claim,
  ours: number | null,
  best: { readonly id: PeerId; readonly value: number },
  others: number,
): Text {
  const [theirs, mine] = [claim.text(best.value), claim.text(ours)];
  const more = others === 0 ? text('', '') : text(`, and ${others} more`, `，另有 ${others} 个`);
  return text(
    `${claim.what.en} (${labelOf(best.id)} ${theirs.en}, we ${mine.en}${more.en})`,
    `${claim.what.zh}（${labelOf(best.id)} ${theirs.zh}，我们 ${mine.zh}${more.zh}）`,
  );
}
