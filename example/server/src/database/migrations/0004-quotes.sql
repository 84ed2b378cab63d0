-- The newest quotes of a lot are found without a look at the others, however many there are. With the primary key alone
-- that holds only once there are statistics: before, the database expects few quotes, and reads and sorts all of them.
CREATE INDEX lot_quotes ON lot_events (lot, seq) WHERE body ->> 'type' = 'quote';
