import { readFileSync } from 'node:fs';
import { cpus, release, type } from 'node:os';
import { fileURLToPath } from 'node:url';
import { entryOf, PEER_IDS, type PeerId } from '../catalogue';
import type { ChurnData } from '../scenarios/churn';
import type { HalfOpenData } from '../scenarios/half-open';
import type { HerdData } from '../scenarios/herd';
import type { RecoveryData } from '../scenarios/recovery';
import type { RenderData } from '../scenarios/render';
import type { ScenarioName } from '../scenarios/scenario-name';
import type { SetDataData } from '../scenarios/set-data';
import type { SizeData } from '../scenarios/size';
import type { ThroughputData } from '../scenarios/throughput';
import type { TrafficData } from '../scenarios/traffic';

/** One row for each peer that took part. */
export type ByPeer<Data> = Partial<Record<PeerId, Data>>;

/** What each scenario gives. */
export interface ScenarioData {
  readonly 'half-open': ByPeer<HalfOpenData>;
  readonly recovery: RecoveryData;
  readonly herd: ByPeer<HerdData>;
  readonly render: ByPeer<RenderData>;
  readonly 'set-data': SetDataData;
  readonly throughput: ThroughputData;
  readonly churn: ByPeer<ChurnData>;
  readonly traffic: ByPeer<TrafficData>;
  readonly size: SizeData;
}

/** `results.json`: what was measured, on what, and when. */
export interface Results {
  /** Of the day of the run, as 2026-01-31. */
  readonly date: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly system: string; readonly node: string };
  readonly versions: Readonly<Record<string, string>>;
  readonly scenarios: Partial<ScenarioData>;
  /** When each was measured, as `date`: a run may be of some of them. */
  readonly dates: Partial<Record<ScenarioName, string>>;
  /** For each scenario, how many rejections nobody handled: by peer, or, where they share a process, of `all`. */
  readonly unhandled: Partial<Record<ScenarioName, Readonly<Record<string, number>>>>;
}

/** What the results are of, apart from what was measured. */
export function circumstances(): Omit<Results, 'scenarios' | 'dates' | 'unhandled'> {
  const [{ model } = { model: 'unknown' }, ...others] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: { cpu: model, cores: others.length + 1, system: `${type()} ${release()}`, node: process.version },
    versions: Object.fromEntries(
      [...PEER_IDS.map((id) => entryOf(id).package), 'react', 'vue', '@tarojs/taro-h5', 'ws', 'esbuild'].map((name) => [
        name,
        versionOf(name),
      ]),
    ),
  };
}

function versionOf(name: string): string {
  const file = fileURLToPath(new URL(`../../../../node_modules/${name}/package.json`, import.meta.url));
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
