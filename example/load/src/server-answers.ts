import type { Lot, Quote, QuotesResponse } from '../../server/src/messages';

/** The lots of the first server that answers. */
export function readLots(urls: readonly string[]): Promise<Lot[]> {
  return ask<Lot[]>(urls, '/api/lots');
}

/** Every quote that a lot ever had, as the servers have them. */
export async function readHistory(urls: readonly string[], lot: string): Promise<Quote[]> {
  const history: Quote[] = [];
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page: QuotesResponse = await ask(urls, `/api/lots/${lot}/quotes?after=${after}`);
    history.push(...page.quotes);
    after = page.next;
  }
  return history;
}

/** The memory of a process, in bytes: what it has of the machine, and what of that is JavaScript's heap. */
export interface Memory {
  readonly resident: number;
  readonly heap: number;
}

/** Reads the memory of the server behind a url. */
export async function readMemory(url: string): Promise<Memory> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  return { resident: read('process_resident_memory_bytes'), heap: read('nodejs_heap_size_used_bytes') };
}

async function ask<Answer>(urls: readonly string[], path: string): Promise<Answer> {
  const failures: string[] = [];
  for (const url of urls) {
    try {
      const response = await fetch(url + path, { signal: AbortSignal.timeout(10_000) });
      if (response.ok) return (await response.json()) as Answer;
      failures.push(`${url} answers with ${response.status}`);
    } catch (error) {
      failures.push(`${url}: ${((error as Error).cause as Error | undefined)?.message ?? (error as Error).message}`);
    }
  }
  throw new Error(`No server answers at ${path}: ${failures.join('; ')}.`);
}
