/** A message as a bidding page gets them. */
export const QUOTE = JSON.stringify({
  type: 'quote',
  lot: 'ru-vase',
  quote: { id: 'q-1024', price: 128_500, by: 'Lin', at: 1_767_225_600_000 },
});
