import { join } from 'node:path';
import type { NextConfig } from 'next';

const config: NextConfig = {
  // The launcher gives each state of the sources a folder of its own, so that no build changes what is being served.
  distDir: process.env.CARAVAN_WEB_DIST || '.next',
  // The schemas' types live beside this folder, and so do the packages.
  turbopack: { root: join(import.meta.dirname, '..') },
  outputFileTracingRoot: join(import.meta.dirname, '..'),
  // `npm run typecheck` checks the types; the build only builds.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  experimental: {
    optimizePackageImports: ['radix-ui'],
    // What the proxy sends on is cut off here; the largest upload has 10 MB, and the API says so itself.
    proxyClientMaxBodySize: '11mb',
  },
};

export default config;
