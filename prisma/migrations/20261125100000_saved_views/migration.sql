-- What people keep of the credentials table under a name: a filter, an order and columns, for themselves or for everybody.
CREATE TABLE saved_view (
  id serial PRIMARY KEY,
  owner text NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  shared boolean NOT NULL DEFAULT false,
  filter text NOT NULL,
  sort text NOT NULL,
  -- A list is never null to Prisma; a check says so, because to schema.prisma the column itself may be.
  columns text[] CHECK (columns IS NOT NULL),
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  -- Deleted views stay for a while, so that a deletion can be undone.
  deleted_at timestamptz(3)
);
-- One name is one view of its owner, in whatever case.
CREATE UNIQUE INDEX saved_view_owner_name_idx ON saved_view (owner, lower(name)) WHERE deleted_at IS NULL;

-- Explicit, for an installation whose default privileges are not those of the first migration.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'keyblast_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON saved_view TO keyblast_app;
    GRANT USAGE, SELECT ON SEQUENCE saved_view_id_seq TO keyblast_app;
  END IF;
END $$;
