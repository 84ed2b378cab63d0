-- What is too old is found without a look at the rest.
CREATE INDEX bids_decided_at ON bids (decided_at);

-- The processes that serve this database. One that was killed is known by its silence.
CREATE TABLE servers (
  id text PRIMARY KEY,
  seen_at timestamptz NOT NULL
);

-- How many connections a user has on each of them.
CREATE TABLE connections (
  user_id text NOT NULL,
  server text NOT NULL REFERENCES servers ON DELETE CASCADE,
  count integer NOT NULL,
  PRIMARY KEY (user_id, server)
);
