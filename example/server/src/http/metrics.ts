import { Counter, Gauge, Registry } from 'prom-client';

/** What a server counts, for Prometheus. */
export interface Metrics {
  /** A bid was decided: `accepted`, or the code of the refusal. */
  countBid(outcome: string): void;
  /** The text for a scrape. */
  read(): Promise<string>;
}

/** Makes the counters, at 0. `countConnections` is asked at each scrape. */
export function createMetrics(countConnections: () => number): Metrics {
  const registry = new Registry();
  const bids = new Counter({
    name: 'bidding_bids_total',
    help: 'Bids that this process has decided, by outcome.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  gauge(registry, 'bidding_connections', 'Clients that are connected to this process.', countConnections);
  gauge(registry, 'process_resident_memory_bytes', 'Memory of this process.', () => process.memoryUsage.rss());
  gauge(registry, 'nodejs_heap_size_used_bytes', 'Heap of this process in use.', () => process.memoryUsage().heapUsed);
  return {
    countBid: (outcome) => bids.inc({ outcome }),
    read: () => registry.metrics(),
  };
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });
}
