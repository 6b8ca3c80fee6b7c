import type { Ports, PortName } from '../machine/ports';
import type { Tool } from '../machine/install';

export type ServerName = 'mongodb' | 'redis' | 'kafka' | 'temporal' | 'mail';

export interface ServerOptions {
  /** URL of the codec endpoint that Temporal UI asks to decrypt payloads. */
  codecEndpoint?: string;
  /** Temporal namespaces to make beside `default`. */
  namespaces?: readonly string[];
}

export interface ServerContext {
  /** Where the tool is: what `Tool.find` returned. */
  found: string;
  /** A folder of the server's own, for its data. */
  dir: string;
  ports: Ports;
  options: ServerOptions;
}

/** One server: how it is found, started and known to be healthy. */
export interface ServerDefinition {
  name: ServerName;
  title: string;
  /** The setting that names one running elsewhere; when it is given, nothing is started. */
  setting: string;
  ports: readonly PortName[];
  tool: Tool;
  /** What has to be there before its first start. */
  prepare?(context: ServerContext): Promise<void>;
  command(context: ServerContext): { file: string; args: string[] };
  isHealthy(ports: Ports): Promise<boolean>;
  /** The settings by which the shop finds it. */
  env(ports: Ports): Record<string, string>;
  startWithinMs: number;
}
