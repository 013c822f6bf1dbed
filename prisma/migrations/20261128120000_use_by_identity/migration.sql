-- What an identity did, whichever of its credentials and sessions it did it with: what it uses is held against what it is granted.
CREATE INDEX usage_identity_id_idx ON usage (identity_id);
