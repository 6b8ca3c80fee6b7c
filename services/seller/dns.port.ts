import { Resolver } from 'node:dns/promises';

/** Who knows what stands in the domain name system. */
export interface NameResolver {
  /**
   * The TXT records of a name, each whole; none when there is no such name.
   * @throws Error when nobody can say
   */
  txt(name: string): Promise<string[]>;
}

/** Answers that say that there is nothing, not that nobody knows. */
const NOTHING = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * Asks name servers.
 * @param options.servers host:port each; those of this machine when it is empty
 */
export function createNameResolver(options: { servers: readonly string[]; timeoutMs: number }): NameResolver {
  const resolver = new Resolver({ timeout: options.timeoutMs, tries: 2 });
  if (options.servers.length > 0) resolver.setServers(options.servers);
  return {
    async txt(name) {
      try {
        // A record longer than 255 characters comes in parts (RFC 7208, 3.3).
        return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
      } catch (error) {
        if (NOTHING.has(String((Object(error) as { code?: unknown }).code))) return [];
        throw error;
      }
    },
  };
}
