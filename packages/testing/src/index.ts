/**
 * A fake Taro for the tests of your pages.
 *
 * @module @heartbeat-socket/testing
 */
export type { FakeApp } from './app';
export { type ConnectOutcome, type ConnectScript, FAILURE } from './connect-outcome';
export { createFakeTaro, type FakeTaro, type FakeTaroOptions } from './fake-taro';
export type { Frame } from './frame';
export type { Knobs, Platform } from './knobs';
export type { Closing } from './line';
export type { FakeWebSocket, FakeWebSocketClass } from './native/web-socket';
export type { FakeNetwork } from './network';
export type { FakePage } from './page';
export type { FakeNative, Runtime, TaroFunctions } from './platform';
export type { FakeConnection, FakeServer, Speech } from './server';
export type { NativeCall } from './world';
