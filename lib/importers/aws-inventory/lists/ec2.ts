import { z } from 'zod';
import { listOf, members } from '../../aws/members.ts';
import { arnAt, iamArn, isAccount, nearby, regionOfZone } from '../../aws/place.ts';
import { tags } from '../../aws/tags.ts';
import { present } from '../../present.ts';
import type { ThingPart } from '../inventory.ts';
import { type Into, type List, list, required, text, thingAt } from '../list.ts';
import { inUserData } from '../secrets.ts';

/** `aws ec2`, with what IAM, Systems Manager and Auto Scaling say of instances. */

const profile = members({ Arn: text, Id: text, Name: text });
const instance = members({
  InstanceId: required,
  OwnerId: text,
  IamInstanceProfile: profile.optional(),
  State: members({ Name: text }).optional(),
  Placement: members({ AvailabilityZone: text }).optional(),
  PublicIpAddress: text,
  SecurityGroups: listOf(members({ GroupId: text })),
  NetworkInterfaces: listOf(members({ OwnerId: text })),
  Tags: tags,
});
type Instance = z.infer<typeof instance>;

function addInstance(entry: Instance, owner: string | undefined, { inventory, place }: Into): ThingPart | 'unplaced' {
  const { InstanceId: id, IamInstanceProfile, State, SecurityGroups, Tags } = entry;
  const region = regionOfZone(entry.Placement?.AvailabilityZone);
  const near = nearby(place, IamInstanceProfile?.Arn);
  const account = [owner, entry.OwnerId, entry.NetworkInterfaces[0]?.OwnerId].find(isAccount);
  const arn = arnAt({ ...near, ...present({ account, region }) }, 'ec2', `instance/${id}`);
  if (arn === undefined) return 'unplaced';
  inventory.network(
    arn,
    SecurityGroups.flatMap(({ GroupId }) => GroupId ?? []),
    entry.PublicIpAddress !== undefined,
  );
  return { type: 'ec2-instance', arn, tags: Tags, ...present({ name: Tags.Name, state: State?.Name, instanceProfile: IamInstanceProfile?.Arn }) };
}

const port = z.number().optional();
const range = { FromPort: port, ToPort: port, IpProtocol: text };
const anywhere = (address: string | undefined): boolean => address === '0.0.0.0/0' || address === '::/0';
const permission = members({ ...range, IpRanges: listOf(members({ CidrIp: text })), Ipv6Ranges: listOf(members({ CidrIpv6: text })) });
const group = members({ GroupId: required, IpPermissions: listOf(permission) });

const opensSsh = ({ FromPort = 0, ToPort = 65_535, IpProtocol, IpRanges, Ipv6Ranges }: z.infer<typeof permission>): boolean =>
  (IpProtocol === '-1' || (IpProtocol === 'tcp' && FromPort <= 22 && ToPort >= 22)) &&
  (IpRanges.some(({ CidrIp }) => anywhere(CidrIp)) || Ipv6Ranges.some(({ CidrIpv6 }) => anywhere(CidrIpv6)));

const template = members({ LaunchTemplateId: required, LaunchTemplateName: text, CreatedBy: text, Tags: tags });
const version = members({
  LaunchTemplateId: required,
  LaunchTemplateName: text,
  CreatedBy: text,
  DefaultVersion: z.boolean().optional(),
  LaunchTemplateData: members({ IamInstanceProfile: profile.optional(), UserData: text }).optional(),
});

const launchTemplate = (entry: { LaunchTemplateId: string; LaunchTemplateName?: string | undefined; CreatedBy?: string | undefined }, { place }: Into) =>
  thingAt(arnAt(nearby({ ...place }, accountOnly(entry.CreatedBy)), 'ec2', `launch-template/${entry.LaunchTemplateId}`), {
    type: 'ec2-launch-template',
    ...present({ name: entry.LaunchTemplateName }),
  });
/** The region of a session's ARN says nothing. */
const accountOnly = (arn: string | undefined): string | undefined => arn?.replace(/^(arn:[^:]*:[^:]*):[^:]*:/, '$1::');

const used = members({ LaunchTemplateId: text });
const scaling = members({
  LaunchTemplate: used.optional(),
  MixedInstancesPolicy: members({ LaunchTemplate: members({ LaunchTemplateSpecification: used.optional() }).optional() }).optional(),
});

export const ec2Lists: { [name: string]: List } = {
  Reservations: list(
    members({ OwnerId: text, Instances: listOf(instance) }),
    ({ OwnerId, Instances }, into) => {
      const added = Instances.map((entry) => addInstance(entry, OwnerId, into));
      return added.includes('unplaced') ? 'unplaced' : added.flatMap((part) => (part === 'unplaced' ? [] : [part]));
    },
    { lists: 'ec2-instance' },
  ),
  Instances: list(instance, (entry, into) => addInstance(entry, undefined, into), { marks: ['InstanceId', 'ImageId'], lists: 'ec2-instance' }),
  IamInstanceProfileAssociations: list(members({ InstanceId: required, State: text, IamInstanceProfile: profile.optional() }), (entry, { inventory }) => {
    const arn = entry.IamInstanceProfile?.Arn;
    if (arn !== undefined && entry.State !== 'disassociated') inventory.note(entry.InstanceId, { instanceProfile: arn });
    return undefined;
  }),
  InstanceProfiles: list(
    members({ Arn: required, Roles: listOf(members({ Arn: required })) }),
    ({ Arn, Roles: [role] }, { inventory }) => {
      if (role) inventory.profile(Arn, role.Arn);
      return undefined;
    },
    { marks: ['InstanceProfileName', 'Roles'] },
  ),
  InstanceInformationList: list(members({ InstanceId: required, PingStatus: text }), ({ InstanceId, PingStatus }, { inventory }) => {
    inventory.ssmIsListed();
    inventory.note(InstanceId, { ssmManaged: PingStatus !== 'Inactive' });
    return undefined;
  }),
  SecurityGroups: list(
    group,
    ({ GroupId, IpPermissions }, { inventory }) => {
      inventory.group(GroupId, IpPermissions.some(opensSsh));
      return undefined;
    },
    { marks: ['GroupId', 'IpPermissions'] },
  ),
  LaunchTemplates: list(template, launchTemplate, { marks: ['LaunchTemplateId', 'DefaultVersionNumber'], lists: 'ec2-launch-template' }),
  LaunchTemplateVersions: list(version, (entry, into) => {
    const { IamInstanceProfile, UserData } = entry.LaunchTemplateData ?? {};
    // what is launched is the default version; others are history
    if (entry.DefaultVersion === false) return undefined;
    const thing = launchTemplate(entry, into);
    if (thing === 'unplaced' || thing === undefined || !('arn' in thing)) return thing;
    const instanceProfile = IamInstanceProfile?.Arn ?? iamArn('instance-profile', IamInstanceProfile?.Name, nearby(into.place, thing.arn));
    const secrets = UserData === undefined ? [] : inUserData(entry.LaunchTemplateName ?? entry.LaunchTemplateId, UserData, into.fingerprint);
    return { ...thing, secrets, ...present({ instanceProfile }) };
  }),
  AutoScalingGroups: list(scaling, ({ LaunchTemplate, MixedInstancesPolicy }, { inventory }) => {
    const id = LaunchTemplate?.LaunchTemplateId ?? MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification?.LaunchTemplateId;
    if (id !== undefined) inventory.note(id, { triggered: true });
    return undefined;
  }),
  /** describe-instance-attribute */
  UserDataOfInstance: list(
    members({ InstanceId: required, UserData: members({ Value: text }) }),
    ({ InstanceId, UserData: { Value } }, { inventory, fingerprint }) => {
      if (Value !== undefined) inventory.note(InstanceId, { secrets: inUserData(InstanceId, Value, fingerprint) });
      return undefined;
    },
    { marks: ['InstanceId', 'UserData'] },
  ),
};
