import { type AwsDocument, awsPlatform } from '../model/awsDocuments.ts';
import type { Database } from './database.ts';

/** The documents of one user or role: its own, those of its groups, and those of the managed policies attached to any of them. Empty where no such document stands. @param arn  without the `aws:` of a key */
export async function readAwsPrincipal(database: Database, arn: string): Promise<AwsDocument[]> {
  const own = await documents(database, `kind IN ('user', 'role') AND name = $2`, arn);
  const [principal] = own;
  if (!principal) return [];
  const names = principal.kind === 'user' ? principal.body.groups : [];
  const { account } = principal.kind === 'user' || principal.kind === 'role' ? principal.body : { account: '' };
  const groups = await documents(database, `kind = 'group' AND body->>'account' = $2 AND body->>'name' = ANY($3)`, account, names);
  const attached = [...own, ...groups].flatMap(({ kind, body }) =>
    kind === 'user' || kind === 'role' || kind === 'group' ? body.attached.map((each) => each.arn) : [],
  );
  return [...own, ...groups, ...(await documents(database, `kind = 'policy' AND name = ANY($2)`, attached))];
}

/** The guarantee: what is stored under a kind of this platform passed that kind's schema in its importer. */
async function documents({ pool }: Database, where: string, ...values: unknown[]): Promise<AwsDocument[]> {
  const { rows } = await pool.query(`SELECT kind, body FROM document WHERE gone_at IS NULL AND platform = $1 AND ${where} ORDER BY id`, [
    awsPlatform,
    ...values,
  ]);
  return rows as AwsDocument[];
}
