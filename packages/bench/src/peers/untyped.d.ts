declare module 'websocket-heartbeat-miniprogram' {
  interface Heartbeat {
    onOpen: () => void;
    onMessage: (event: { data: unknown }) => void;
    close(): void;
  }
  export default function create(options: {
    miniprogram: object;
    connectSocketParams: { url: string };
    reconnectTimeout?: number;
  }): Promise<Heartbeat>;
}
