/** Two of the core's `CloseCode` (RFC 6455 §7.4.1), alone: who needs these does not carry the whole table. */
export const NORMAL_CLOSURE = 1000;
export const ABNORMAL_CLOSURE = 1006;
