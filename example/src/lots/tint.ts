/** How many `.tint-…` classes `app.css` has. */
const TINTS = 5;

/** The class of a colour that belongs to an id, the same on every device. */
export function tintClass(id: string): string {
  let hash = 0;
  for (let index = 0; index < id.length; index += 1) hash = (hash * 53 + id.charCodeAt(index)) % 65_521;
  return `tint-${hash % TINTS}`;
}
