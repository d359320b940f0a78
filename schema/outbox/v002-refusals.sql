-- What the server said when it refused, for whoever asks later. NULL where we did, or it has not.
ALTER TABLE intent ADD COLUMN refusedStatus INTEGER;
ALTER TABLE intent ADD COLUMN refusedKey TEXT;
ALTER TABLE intent ADD COLUMN refusedText TEXT;
