const DEFAULT_SERVER = 'http://127.0.0.1:8787';

/**
 * What the app knows about its surroundings, as webpack definitions.
 *
 * Each one is always defined: an unset `process.env.X` would stay as it is and throw on a platform without `process`.
 */
export function buildConstants(env: NodeJS.ProcessEnv): Record<string, string> {
  return {
    'process.env.TARO_APP_SERVER': JSON.stringify(serverAddress(env.TARO_APP_SERVER)),
    'process.env.TARO_APP_HEARTBEAT_INTERVAL': milliseconds(env, 'TARO_APP_HEARTBEAT_INTERVAL', 10_000),
    'process.env.TARO_APP_PONG_TIMEOUT': milliseconds(env, 'TARO_APP_PONG_TIMEOUT', 5_000),
  };
}

/** The bidding server as `http://host:port` without a slash at the end; H5 uses it for its dev server only. */
export function serverAddress(value: string | undefined): string {
  const address = (value || DEFAULT_SERVER).replace(/\/+$/, '');
  if (!/^https?:\/\/[^/]+/.test(address)) {
    throw new Error(`TARO_APP_SERVER must begin with http:// or https://, got ${address}`);
  }
  return address;
}

function milliseconds(env: NodeJS.ProcessEnv, name: string, fallback: number): string {
  const value = env[name] ? Number(env[name]) : fallback;
  if (!(value > 0)) throw new Error(`${name} must be a positive number of milliseconds, got ${env[name]}`);
  return JSON.stringify(String(value));
}
