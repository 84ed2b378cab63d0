import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problemOf } from './build-output.mjs';

let output;

function write(files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(output, name)), { recursive: true });
    writeFileSync(join(output, name), text);
  }
}

beforeEach(() => {
  output = mkdtempSync(join(tmpdir(), 'build-output-'));
});
afterEach(() => rmSync(output, { recursive: true, force: true }));

describe('what a build left out', () => {
  it.each(['weapp', 'alipay', 'h5'])('is everything when %s produced nothing', (platform) => {
    expect(problemOf(output, platform)).toMatch(/left these files out or empty: .*which has nothing/);
    rmSync(output, { recursive: true });
    expect(problemOf(output, platform)).toMatch(/which does not exist/);
  });

  it('is a page whose files are missing or empty', () => {
    write({
      'app.js': '1',
      'app.json': '{"pages":["pages/lot/index"]}',
      'pages/lot/index.js': '',
      'pages/lot/index.json': '{}',
    });
    expect(problemOf(output, 'weapp')).toContain('pages/lot/index.js, pages/lot/index.wxml');
    write({ 'pages/lot/index.js': '1', 'pages/lot/index.wxml': '<view/>' });
    expect(problemOf(output, 'weapp')).toBeNull();
    expect(problemOf(output, 'alipay')).toContain('pages/lot/index.axml');
  });

  it('is every page when app.json names none', () => {
    write({ 'app.js': '1', 'app.json': '{"pages":[]}' });
    expect(problemOf(output, 'alipay')).toBe('app.json names no page.');
  });

  it('is a script that the H5 page loads', () => {
    write({ 'index.html': '<script src="/js/app.js"></script>' });
    expect(problemOf(output, 'h5')).toContain('js/app.js');
    write({ 'js/app.js': '1' });
    expect(problemOf(output, 'h5')).toBeNull();
    write({ 'index.html': '<p>nothing</p>' });
    expect(problemOf(output, 'h5')).toBe('index.html loads no script.');
  });
});
