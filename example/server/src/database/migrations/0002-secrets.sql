-- What all servers must share and nobody was asked to configure.
CREATE TABLE secrets (
  name text PRIMARY KEY,
  value text NOT NULL
);
