import type { Text } from '../catalogue';
import { type Claim, isOurs, labelOf, same, type Table, text } from './section';

/** Less than this share ahead is chance: of the phase of a ping, of a round. */
const CHANCE = 0.02;

/** All figures in which our hook can be compared, in the order of the page: ours, the best of the others, how many lead us, how many we lead. */
export function standingsOf(claims: readonly Claim[]): Table {
  return {
    head: [
      text('figure (less is better)', '指标（越小越好）'),
      same('useHeartbeatSocket'),
      text('the best of the others', '其他库中最好的'),
      text('ahead of us', '领先于我们'),
      text('behind us', '落后于我们'),
    ],
    rows: claims.flatMap(rowOf),
  };
}

function rowOf(claim: Claim): Array<Array<Text>> {
  const others = claim.values.filter(({ id }) => !isOurs(id));
  const ours = claim.values.find(({ id }) => id === 'hook')?.value ?? null;
  const [best] = others
    .flatMap(({ id, value }) => (value === null ? [] : [{ id, value }]))
    .sort((a, b) => a.value - b.value);
  if (others.length === 0 || (ours === null && !best)) return [];
  const ahead = others.filter(({ value }) => leads(value, ours)).length;
  const behind = others.filter(({ value }) => leads(ours, value)).length;
  const bestText = claim.text(best?.value ?? null);
  return [
    [
      claim.what,
      claim.text(ours),
      best ? text(`${bestText.en}, ${labelOf(best.id)}`, `${bestText.zh}，${labelOf(best.id)}`) : bestText,
      same(ahead > 0 ? `**${ahead}**` : '0'),
      same(`${behind}`),
    ],
  ];
}

/** Whether one value is better than another by more than chance. */
function leads(one: number | null, other: number | null): boolean {
  if (one === null) return false;
  return other === null || one < other * (1 - CHANCE);
}
