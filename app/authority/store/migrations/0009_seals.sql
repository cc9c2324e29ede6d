-- What a request shows and what it is worth, and each vote, sealed with the pepper (policy/seal.h): who has the database alone can
-- change them, but not unnoticed. Without a seal nothing is approved.
ALTER TABLE approval ADD COLUMN seal TEXT;
ALTER TABLE decision ADD COLUMN seal TEXT;
