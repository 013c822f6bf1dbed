/** The parts of an Amazon Resource Name; `region` and `account` are empty where AWS leaves them out (buckets), `account` is `aws` for AWS's own policies. */
export type Arn = { partition: string; service: string; region: string; account: string; resource: string };

const form = /^arn:([^:]*):([^:]*):([^:]*):([^:]*):(.+)$/s;

/** The parts of an ARN, undefined where the text is none. Nothing is changed: which parts know capitals is the service's affair. */
export function parseArn(text: string): Arn | undefined {
  const part = form.exec(text);
  if (!part) return undefined;
  const [, partition = '', service = '', region = '', account = '', resource = ''] = part;
  return { partition, service, region, account, resource };
}

/** The account that an ARN names by its twelve digits. */
export function accountOfArn(text: string): string | undefined {
  const account = parseArn(text)?.account;
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}
