/** Something that answers SQL. An integer comes as a number, a timestamptz as a Date, and json parsed. */
export interface Queryable {
  /** Runs one statement; its parameters are `$1`, `$2` and so on. */
  query<Row>(statement: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs several statements, which take no parameters. */
  run(script: string): Promise<void>;
}

/** Hears what others tell through the database. */
export interface NoticeListener {
  /** Called with what was told. */
  readonly onNotice: (payload: string) => void;
  /** Called when the line to the database is gone. Until `onResumed`, nothing is heard. */
  readonly onLost: (error: Error) => void;
  /** Called when a new line listens: what was told in the meantime is lost. */
  readonly onResumed: () => void;
}

/** The PostgreSQL that the server works on, be it a server of its own or one inside this process. */
export interface Database extends Queryable {
  /** Runs `work` in one transaction: committed when it resolves, rolled back when it rejects. */
  transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result>;
  /** Hears what is told on a channel from now on, over new connections if need be. Resolves with the end of it. */
  listen(channel: string, listener: NoticeListener): Promise<() => Promise<void>>;
  /** Resolves when everything is given back. */
  close(): Promise<void>;
}

/** Says whether a statement failed because a row of that key is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return (error as { code?: unknown }).code === '23505'; // unique_violation, of the SQL standard's class 23
}
