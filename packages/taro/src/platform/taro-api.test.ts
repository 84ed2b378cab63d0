import { noop } from '@heartbeat-socket/core';
import { afterEach, expect, it, vi } from 'vitest';

const PAGE_HOOKS = ['useDidShow', 'useDidHide'] as const;
const NAMES = [
  ...(['connectSocket', 'getEnv', 'getNetworkType', 'onNetworkStatusChange', 'offNetworkStatusChange'] as const),
  ...(['onAppShow', 'offAppShow', 'onAppHide', 'offAppHide'] as const),
];
const functions = Object.fromEntries([...NAMES, ...PAGE_HOOKS].map((name) => [name, () => name]));

async function load(taro: object) {
  vi.resetModules();
  vi.doMock('@tarojs/taro', () => taro);
  return (await import('./taro-api')).taroApi;
}

afterEach(() => {
  vi.doUnmock('@tarojs/taro');
});

it.each([...NAMES])('%s is found by its name, in the default export, or not at all', async (name) => {
  expect((await load(functions))[name]()).toBe(functions[name]);
  expect((await load({ default: functions }))[name]()).toBe(functions[name]);
  expect((await load({ [name]: null, default: functions }))[name]()).toBe(functions[name]);
  // What jest makes of it, for a package that is loaded as CommonJS.
  expect((await load({ default: { default: functions } }))[name]()).toBe(functions[name]);
  expect((await load({}))[name]()).toBeUndefined();
});

it('the four that take listeners off a socket are found in the default export, or not at all', async () => {
  const { offSocket } = await load({ default: { offSocketClose: functions.getEnv } });
  expect([offSocket('Close')?.(noop), offSocket('Open')]).toEqual(['getEnv', undefined]);
});

it.each(PAGE_HOOKS)('%s is found in the default export, or not at all', async (name) => {
  expect((await load({ default: functions }))[name]()).toBe(functions[name]);
  expect((await load(functions))[name]()).toBeUndefined();
});
