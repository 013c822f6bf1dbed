-- Where notices go, as what, and about what. Secrets are sealed under the installation's key (lib/store/sealedSecret.ts); of a webhook that was deleted they are gone, and its deliveries stay.
CREATE TABLE webhook (
  id text PRIMARY KEY,
  name text NOT NULL CHECK (name <> ''),
  kind text NOT NULL CHECK (kind IN ('json', 'jira', 'github')),
  url text NOT NULL,
  -- A list is never null to Prisma; a check says so, because to schema.prisma the column itself may be.
  events text[] CHECK (events IS NOT NULL),
  config jsonb NOT NULL,
  -- What requests are signed or authenticated with, and what those that come back are signed with.
  secret bytea,
  incoming_secret bytea,
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3)
);
CREATE UNIQUE INDEX webhook_name_idx ON webhook (lower(name)) WHERE deleted_at IS NULL;

-- One notice to one webhook: written in the transaction of what happened, sent by the worker. `attempts` is a list of {at, status, ms, said}.
CREATE TABLE webhook_delivery (
  id serial PRIMARY KEY,
  webhook_id text NOT NULL REFERENCES webhook,
  event text NOT NULL,
  subject text NOT NULL,
  notice jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
  attempts jsonb NOT NULL DEFAULT '[]',
  created_at timestamptz(3) NOT NULL,
  queued_at timestamptz(3),
  finished_at timestamptz(3)
);
CREATE INDEX webhook_delivery_webhook_id_idx ON webhook_delivery (webhook_id, id);
CREATE INDEX webhook_delivery_created_at_idx ON webhook_delivery (created_at);
CREATE INDEX webhook_delivery_unqueued_idx ON webhook_delivery (id) WHERE state = 'waiting' AND queued_at IS NULL;

-- What a tracker has made of a subject: the first notice about it makes the issue, further ones are comments.
CREATE TABLE ticket (
  webhook_id text NOT NULL REFERENCES webhook,
  subject text NOT NULL,
  key text NOT NULL,
  url text NOT NULL,
  status text NOT NULL,
  -- When the tracker says that this became its status: what comes late does not overwrite what is newer.
  status_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (webhook_id, subject)
);
CREATE INDEX ticket_webhook_id_key_idx ON ticket (webhook_id, key);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'keyblast_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON webhook, webhook_delivery, ticket TO keyblast_app;
    GRANT USAGE, SELECT ON SEQUENCE webhook_delivery_id_seq TO keyblast_app;
  END IF;
END $$;
