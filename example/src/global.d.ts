declare module '*.css';

declare namespace NodeJS {
  interface ProcessEnv {
    /** The platform of this build. */
    readonly TARO_ENV: 'weapp' | 'alipay' | 'h5';
    /** The bidding server, `http://host:port`. Not used on H5, which talks to its own origin. */
    readonly TARO_APP_SERVER: string;
    /** Milliseconds of silence before a ping. */
    readonly TARO_APP_HEARTBEAT_INTERVAL: string;
    /** Milliseconds from a ping to giving the connection up. */
    readonly TARO_APP_PONG_TIMEOUT: string;
  }
}
