import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';

const TEMPLATE = '@tarojs/cli/templates/default/tsconfig.json';

/** The branches of a template of Handlebars: that of React, which is the last, and those that React does not take. */
const LAST_BRANCH = /\{\{#if (?:(?!\{\{\/if).)*\{\{else\}\}([^{]*)\{\{\/if\}\}/gs;
const BRANCH = /\{\{#if .*?\{\{\/if\}\}/gs;

/** Where these are set, they name folders of the app. */
const PLACES = ['outDir', 'rootDir', 'typeRoots', 'paths'];

/**
 * The compiler options that `taro init` writes into the `tsconfig.json` of an app with React and TypeScript, as they
 * stand there: null checks, but not `strict`. Without the places.
 */
export function templateOptions() {
  const file = createRequire(import.meta.url).resolve(TEMPLATE);
  const text = readFileSync(file, 'utf8').replace(LAST_BRANCH, '$1').replace(BRANCH, '');
  const { config, error } = ts.parseConfigFileTextToJson(file, text);
  if (error) throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(error.messageText, '\n')}`);
  for (const place of PLACES) delete config.compilerOptions[place];
  return config.compilerOptions;
}
