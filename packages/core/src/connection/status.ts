/**
 * `idle` never asked; `connecting`; `open`; `waiting` for the next attempt; `suspended` wants to connect, but the app
 * is hidden; `closed` not wanted, or given up.
 */
export type Status = 'idle' | 'connecting' | 'open' | 'waiting' | 'suspended' | 'closed';
