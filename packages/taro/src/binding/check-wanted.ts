import { refuse } from '@heartbeat-socket/core';

/**
 * Refuses what names no destination, for development: an object that is made in the render would be another one each time.
 *
 * @throws HeartbeatSocketError `invalid-option`
 */
export function checkWanted(
  url: unknown,
  options: { readonly key?: unknown; readonly whilePageHidden?: unknown },
): void {
  const { key, whilePageHidden = 'keep' } = options;
  // Not what it is: a url may carry a token.
  if (typeof url === 'object' && url !== null)
    refuse('url', 'a string, a function that gives one, or null', typeof url);
  if (key !== undefined && key !== null && typeof key !== 'string') refuse('key', 'a string', key);
  const isKnown = whilePageHidden === 'keep' || whilePageHidden === 'disconnect';
  if (!isKnown) refuse('whilePageHidden', "'keep' or 'disconnect'", whilePageHidden);
}
