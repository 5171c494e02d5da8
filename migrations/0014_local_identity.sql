-- Identities of the identity provider that sign in to an account of the hub: who vouches, and how they call somebody.
CREATE TABLE local_identity (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  user_id BLOB NOT NULL,
  linked_at INTEGER NOT NULL,
  PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX local_identity_by_user ON local_identity (user_id);
