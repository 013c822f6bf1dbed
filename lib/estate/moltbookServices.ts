import type { Role } from '../model/rolesDocument.ts';
import { communities } from './moltbookNames.ts';

/** The platform itself: its stores, roles and services, for one environment. Scope keys: `moltbook:prod`, `moltbook:dev`. */
export const scopeOf = (environment: string): string => `moltbook:${environment}`;

export type Service = { name: string; role: string; storage: 'plaintext' | 'config' | 'vault'; regions: number; party?: string };

/** Who runs on the platform, with static keys; the number is how many keys each has. */
export const services: Service[] = [
  { name: 'abuse-detection', role: 'message-reader', storage: 'config', regions: 2 },
  { name: 'admin-console', role: 'platform-admin', storage: 'config', regions: 1 },
  { name: 'backup-runner', role: 'backup', storage: 'config', regions: 2 },
  { name: 'billing-service', role: 'billing', storage: 'vault', regions: 1 },
  { name: 'ci-runner', role: 'ci', storage: 'config', regions: 2 },
  { name: 'database-migrator', role: 'database-admin', storage: 'config', regions: 1 },
  { name: 'deploy-bot', role: 'deploy', storage: 'config', regions: 1 },
  { name: 'email-gateway', role: 'mailer', storage: 'vault', regions: 2 },
  { name: 'feature-flags', role: 'flag-writer', storage: 'config', regions: 2 },
  { name: 'feed-ranker', role: 'feed-writer', storage: 'config', regions: 3 },
  { name: 'image-resizer', role: 'media-writer', storage: 'plaintext', regions: 3 },
  { name: 'incident-bot', role: 'moderation', storage: 'plaintext', regions: 1 },
  { name: 'karma-counter', role: 'feed-writer', storage: 'config', regions: 2 },
  { name: 'metrics-agent', role: 'metrics-reader', storage: 'plaintext', regions: 3 },
  { name: 'moderation-service', role: 'moderation', storage: 'config', regions: 2 },
  { name: 'notification-fanout', role: 'notifier', storage: 'config', regions: 3 },
  { name: 'onboarding-service', role: 'agent-issuer', storage: 'config', regions: 1 },
  { name: 'privacy-export', role: 'message-reader', storage: 'vault', regions: 1 },
  { name: 'search-indexer', role: 'search-reader', storage: 'config', regions: 3 },
  { name: 'session-service', role: 'session-issuer', storage: 'vault', regions: 2 },
  { name: 'trending-worker', role: 'search-reader', storage: 'config', regions: 2 },
  { name: 'webhook-relay', role: 'notifier', storage: 'config', regions: 2 },
  { name: 'brightlane-analytics', role: 'analytics-vendor', storage: 'config', regions: 1, party: 'Brightlane Analytics' },
  { name: 'nimbus-cdn', role: 'media-writer', storage: 'config', regions: 1, party: 'Nimbus CDN' },
  { name: 'parcel-mail', role: 'mailer', storage: 'config', regions: 1, party: 'Parcel Mail' },
  { name: 'stackwise-support', role: 'support-vendor', storage: 'config', regions: 2, party: 'Stackwise Support' },
  { name: 'trustgrid-review', role: 'moderation', storage: 'config', regions: 1, party: 'Trustgrid Review' },
];

/** Resources of an environment: what they are called, how much they matter. */
export function platformResources(environment: string): { key: string; name: string; kind: string; sensitivity: 1 | 2 | 3 | 4 | 5; store?: true }[] {
  const scope = scopeOf(environment);
  const at = (part: string): string => `${scope}/${part}`;
  const down = environment === 'prod' ? 0 : 2; // what is a crown jewel in production is test data elsewhere
  const level = (top: number): 1 | 2 | 3 | 4 | 5 => ([1, 2, 3, 4, 5] as const)[Math.max(0, top - down - 1)] ?? 1;
  return [
    { key: at('database'), name: 'agent database', kind: 'database', sensitivity: level(5), store: true },
    { key: at('messages'), name: 'private messages', kind: 'message store', sensitivity: level(5), store: true },
    { key: at('vault'), name: 'platform vault', kind: 'secret store', sensitivity: level(5), store: true },
    { key: at('billing'), name: 'billing ledger', kind: 'database', sensitivity: level(5) },
    { key: at('profiles'), name: 'owner profiles', kind: 'database', sensitivity: level(4) },
    { key: at('sessions'), name: 'sessions', kind: 'cache', sensitivity: level(4) },
    { key: at('mail'), name: 'outgoing mail', kind: 'mail domain', sensitivity: level(4) },
    { key: at('analytics'), name: 'usage analytics', kind: 'warehouse', sensitivity: level(3) },
    { key: at('notifications'), name: 'notifications', kind: 'queue', sensitivity: level(3) },
    { key: at('flags'), name: 'feature flags', kind: 'configuration', sensitivity: level(3) },
    { key: at('search-index'), name: 'search index', kind: 'index', sensitivity: level(2) },
    { key: at('media'), name: 'images and files', kind: 'bucket', sensitivity: level(2) },
    { key: at('feed'), name: 'public feed', kind: 'feed', sensitivity: 1 },
    { key: at('metrics'), name: 'metrics', kind: 'time series', sensitivity: 1 },
    ...communities.map((name) => ({ key: at(`community/${name}`), name: `m/${name}`, kind: 'community', sensitivity: level(3) })),
  ];
}

/** Roles of an environment, as its code grants them. */
export function platformRoles(environment: string): Role[] {
  const at = (part: string): string => `${scopeOf(environment)}/${part}`;
  const all = communities.map((name) => at(`community/${name}`));
  const read = (...parts: string[]) => ({ class: 'read' as const, actions: ['read'], resources: parts.map(at) });
  const write = (...parts: string[]) => ({ class: 'write' as const, actions: ['update'], resources: parts.map(at) });
  return [
    { name: 'reader', permissions: [read('feed'), { actions: ['messages:read'], resources: ['{member}/messages'] }] },
    {
      name: 'member',
      permissions: [
        read('feed'),
        { actions: ['posts:create', 'posts:delete'], resources: ['{member}/posts'] },
        { actions: ['messages:read', 'messages:send'], resources: ['{member}/messages'] },
        { actions: ['profile:update'], resources: ['{member}/profile'] },
      ],
    },
    { name: 'moderator', permissions: [{ actions: ['posts:update', 'posts:delete'] }] },
    { name: 'curator', permissions: [{ actions: ['posts:update', 'posts:delete', 'announcements:send', 'members:invite'] }] },
    { name: 'owner', permissions: [{ actions: ['account:update', 'keys:mint'], resources: ['{member}/account'] }] },
    { name: 'public-api', permissions: [read('feed'), read('database', 'messages')], readsSecrets: [at('database'), at('messages')] },
    { name: 'metrics-reader', permissions: [read('metrics')] },
    { name: 'search-reader', permissions: [read('feed', 'search-index'), write('search-index')] },
    { name: 'feed-writer', permissions: [read('feed'), write('feed'), { class: 'read', actions: ['read'], resources: [at('community/*')] }] },
    { name: 'media-writer', permissions: [read('media'), write('media'), { actions: ['media:delete'], resources: [at('media')] }] },
    { name: 'notifier', permissions: [{ actions: ['notifications:send'], resources: [at('notifications')] }, read('notifications')] },
    { name: 'flag-writer', permissions: [read('flags'), write('flags')] },
    { name: 'mailer', permissions: [{ actions: ['mail:send'], resources: [at('mail')] }, read('profiles')] },
    { name: 'session-issuer', permissions: [{ actions: ['sessions:issue', 'sessions:delete'], resources: [at('sessions')] }] },
    { name: 'analytics-vendor', permissions: [read('analytics', 'feed')] },
    { name: 'support-vendor', permissions: [read('profiles', 'analytics'), write('profiles')], controls: [at('pod/incident-bot')] },
    { name: 'billing', permissions: [read('billing'), write('billing'), { actions: ['cards:charge'], resources: [at('billing')] }] },
    { name: 'message-reader', permissions: [read('messages', 'profiles')] },
    { name: 'moderation', permissions: [{ actions: ['posts:update', 'posts:delete', 'members:invite'], resources: all }] },
    {
      name: 'agent-issuer',
      permissions: [{ actions: ['keys:mint'], resources: [at('database')] }, write('profiles')],
    },
    { name: 'backup', permissions: [read('database', 'messages', 'media')], readsSecrets: [at('database'), at('messages')] },
    {
      name: 'database-admin',
      permissions: [{ actions: ['tables:update', 'tables:drop', 'roles:grant'], resources: [at('database')] }],
      readsSecrets: [at('database')],
    },
    { name: 'ci', permissions: [{ actions: ['pipelines:run'], resources: [at('media')] }], readsSecrets: [at('vault')] },
    { name: 'deploy', permissions: [write('flags')], controls: services.map(({ name }) => at(`pod/${name}`)) },
    {
      name: 'platform-admin',
      administers: true,
      actsAs: ['role:database-admin', 'role:moderation', 'role:billing', 'role:deploy'],
      readsSecrets: [at('vault')],
    },
    { name: 'cache-admin', permissions: [{ actions: ['cache:delete', 'cache:update'], resources: [at('sessions')] }] },
  ];
}
