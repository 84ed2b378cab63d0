import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Results } from '../run/results';
import { drawChart } from './chart';
import { LANGUAGES, SUFFIX } from './language';
import { writePage } from './page';
import { sectionsOf } from './sections/all';

const DOCS = fileURLToPath(new URL('../../../../docs/', import.meta.url));

/** Writes the pages and their charts, and gives the files that it wrote, below `docs`. */
export function writeReport(results: Results): string[] {
  const written: string[] = [];
  const write = (file: string, contents: string) => {
    writeFileSync(`${DOCS}${file}`, contents);
    written.push(`docs/${file}`);
  };
  for (const language of LANGUAGES) {
    write(`benchmarks${SUFFIX[language]}.md`, writePage(results, language));
    for (const { name, section } of sectionsOf(results.scenarios)) {
      write(`images/bench-${name}${SUFFIX[language]}.svg`, drawChart(section.chart, language));
    }
  }
  return written;
}
