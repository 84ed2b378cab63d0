/** The most of the moments, which are in order, that lie within one second. */
export function busiestSecond(moments: readonly number[]): number {
  let most = 0;
  let first = 0;
  moments.forEach((moment, index) => {
    while ((moments[first] ?? moment) <= moment - 1_000) first++;
    most = Math.max(most, index - first + 1);
  });
  return most;
}
