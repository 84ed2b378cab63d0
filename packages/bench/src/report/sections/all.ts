import type { ScenarioData } from '../../run/results';
import { SCENARIO_NAMES, type ScenarioName } from '../../scenarios/scenario-name';
import type { Section } from '../section';
import { churnSection } from './churn';
import { halfOpenSection } from './half-open';
import { herdSection } from './herd';
import { recoverySection } from './recovery';
import { renderSection } from './render';
import { setDataSection } from './set-data';
import { sizeSection } from './size';
import { throughputSection } from './throughput';
import { trafficSection } from './traffic';

const SECTIONS: { readonly [Name in ScenarioName]: (data: ScenarioData[Name]) => Section } = {
  'half-open': halfOpenSection,
  recovery: recoverySection,
  herd: herdSection,
  render: renderSection,
  'set-data': setDataSection,
  throughput: throughputSection,
  churn: churnSection,
  traffic: trafficSection,
  size: sizeSection,
};

/** The sections of what was measured, in the order of the page. */
export function sectionsOf(scenarios: Partial<ScenarioData>): Array<{ name: ScenarioName; section: Section }> {
  return SCENARIO_NAMES.flatMap((name) => {
    const section = sectionOf(name, scenarios);
    return section ? [{ name, section }] : [];
  });
}

function sectionOf<Name extends ScenarioName>(name: Name, scenarios: Partial<ScenarioData>): Section | undefined {
  const data = scenarios[name];
  return data && SECTIONS[name](data);
}
