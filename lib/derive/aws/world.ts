import type { ArnForm } from '../../iam/arnForms.ts';
import type { CompiledResource } from '../../iam/compileResource.ts';
import type { Access } from '../../iam/decideActions.ts';
import type { ListedResource, ListedResources } from './listedResources.ts';

/** What the questions about all subjects are asked of. */
export type World = {
  resources: ListedResources;
  /** Whether everything of this form in the account is listed: what is not there does not exist. */
  isComplete(account: string, form: ArnForm): boolean;
  /** Whether something of the service is listed in the account. */
  isInUse(account: string, service: string): boolean;
  /** What is asked about, made once. */
  compiled(of: AskedOn): CompiledResource;
  /** For answers, over and over. */
  access: Access;
  /** Tells lists apart. */
  digest(texts: Iterable<string>): string;
};

export type AskedOn = {
  /** Or `*`. */
  arn: string;
  account: string;
  /** It is, or lies in, a listed resource whose policy decides. */
  resource?: ListedResource | undefined;
  /** Its policy is taken to let everyone in: nobody has it. */
  isOpen: boolean;
};
