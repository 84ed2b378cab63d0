import '../environment/simulated';
import type { PeerId } from '../catalogue';
import type { Peer } from '../peer';
import { PEERS } from '../peers/all';
import { measureChurn } from '../scenarios/churn';
import { measureHalfOpen } from '../scenarios/half-open';
import { measureHerd } from '../scenarios/herd';
import type { Extent } from '../scenarios/measurement';
import { measureRender } from '../scenarios/render';
import type { ScenarioName } from '../scenarios/scenario-name';
import { measureTraffic } from '../scenarios/traffic';
import { obey } from './child';

const MEASURES: Partial<Record<ScenarioName, (peer: Peer, extent: Extent) => Promise<unknown>>> = {
  'half-open': measureHalfOpen,
  herd: measureHerd,
  render: measureRender,
  churn: measureChurn,
  traffic: measureTraffic,
};

await obey(async ({ scenario, peers, extent }) => {
  const measure = MEASURES[scenario];
  if (!measure) throw new Error(`${scenario} is not simulated`);
  const rows: Partial<Record<PeerId, unknown>> = {};
  for (const id of peers) rows[id] = await measure(PEERS[id], extent);
  return rows;
});
