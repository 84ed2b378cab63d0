import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** How the templates of a page are named. */
const TEMPLATES = { weapp: 'wxml', alipay: 'axml', tt: 'ttml', qq: 'qml', jd: 'jxml', swan: 'swan' };

/** Says in a sentence what a build of the example left out of its output folder, or null when all is there. */
export function problemOf(output, platform) {
  return platform === 'h5' ? problemOfPage(output) : problemOfMiniProgram(output, platform);
}

/** Whether there is such a file, with something in it. */
export function isFilled(file) {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function problemOfMiniProgram(output, platform) {
  const missing = missingOf(output, ['app.js', 'app.json']);
  if (missing) return missing;
  const { pages } = JSON.parse(readFileSync(join(output, 'app.json'), 'utf8'));
  if (!Array.isArray(pages) || pages.length === 0) return 'app.json names no page.';
  return missingOf(
    output,
    pages.flatMap((page) => [`${page}.js`, `${page}.json`, `${page}.${TEMPLATES[platform]}`]),
  );
}

function problemOfPage(output) {
  const missing = missingOf(output, ['index.html']);
  if (missing) return missing;
  const html = readFileSync(join(output, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/<script[^>]*\ssrc="?\/?([^"\s>]+)/g)].map(([, path]) => path);
  if (scripts.length === 0) return 'index.html loads no script.';
  return missingOf(output, scripts);
}

function missingOf(output, files) {
  const missing = files.filter((file) => !isFilled(join(output, file)));
  if (missing.length === 0) return null;
  return `the build left these files out or empty: ${missing.join(', ')} (in dist/${basename(output)}${contents(output)}).`;
}

function contents(output) {
  try {
    return `, which has ${readdirSync(output).join(', ') || 'nothing'}`;
  } catch {
    return ', which does not exist';
  }
}
