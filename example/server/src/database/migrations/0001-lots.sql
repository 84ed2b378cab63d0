-- The one clock of all servers, in whole milliseconds as clients see it. Unlike now(), it goes on inside a transaction:
-- a bid that has waited for its lot is judged by the time at which its turn came.
CREATE FUNCTION server_now() RETURNS timestamptz
  LANGUAGE sql VOLATILE
  AS $$ SELECT date_trunc('milliseconds', clock_timestamp()) $$;

CREATE TABLE lots (
  id text PRIMARY KEY,
  place integer NOT NULL UNIQUE, -- in the list
  title_zh text NOT NULL,
  title_en text NOT NULL,
  image text,
  start_price integer NOT NULL CHECK (start_price > 0),
  step integer NOT NULL CHECK (step > 0),
  price integer NOT NULL,
  bids integer NOT NULL DEFAULT 0,
  leader text,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  round_seq integer NOT NULL DEFAULT 0, -- the events of the present round have higher numbers
  seq integer NOT NULL DEFAULT 0 -- that of the last event
);

-- What happened to a lot, as its watchers are told it. Written under the lock of the lot's row, so the numbers of a lot
-- appear in order and without a gap: who has seen one can ask for what follows.
CREATE TABLE lot_events (
  lot text NOT NULL REFERENCES lots,
  seq integer NOT NULL,
  body jsonb NOT NULL,
  PRIMARY KEY (lot, seq)
);

-- Every bid that was decided, with its answer. The key is what makes the same bid one bid.
CREATE TABLE bids (
  user_id text NOT NULL,
  id text NOT NULL,
  outcome jsonb NOT NULL,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, id)
);

-- A notice says only where to look: it may get lost with its connection, and may have no more than 8000 bytes.
CREATE FUNCTION tell_lot_event() RETURNS trigger
  LANGUAGE plpgsql
  AS $$
  BEGIN
    PERFORM pg_notify('lot_events', json_build_object('lot', NEW.lot, 'seq', NEW.seq)::text);
    RETURN NULL;
  END
  $$;

CREATE TRIGGER lot_event_told AFTER INSERT ON lot_events
  FOR EACH ROW EXECUTE FUNCTION tell_lot_event();
