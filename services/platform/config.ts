import { z } from 'zod';

/** Development keys: good enough for a laptop, refused when NODE_ENV is `production`. */
const DEV_SECRET = 'caravan-development-secret-not-for-production-use';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65535).default(fallback);
const url = (fallback: string) => z.url().default(fallback);
const hours = (fallback: number) => z.coerce.number().positive().default(fallback);
const count = (fallback: number) => z.coerce.number().int().positive().default(fallback);
const pause = (fallback: number) => z.coerce.number().int().min(0).default(fallback);
const flag = () => z.preprocess((value) => value === true || value === 'true' || value === '1', z.boolean());
const secret = () => z.string().min(32).default(DEV_SECRET);

/**
 * Everything the processes read from the environment. The one source of names, defaults and documentation:
 * `npm run doctor -- --config` prints it as a table.
 */
export const configSchema = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('Mode of the processes'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least severe line that is logged'),

  MONGODB_URL: z
    .string()
    .startsWith('mongodb')
    .default('mongodb://127.0.0.1:27017/?directConnection=true')
    .describe('MongoDB replica set; each service uses its own database in it'),
  MONGODB_URLS: z
    .preprocess(
      (value) => (typeof value === 'string' && value !== '' ? JSON.parse(value) : (value ?? {})),
      z.record(z.string(), z.string().startsWith('mongodb')),
    )
    .describe('JSON object of service name to URL, for services that live on a server of their own'),
  MONGODB_PREFIX: z
    .string()
    .regex(/^[a-z0-9_]+$/)
    .default('caravan_')
    .describe('Prefix of every database name'),
  REDIS_URL: z
    .string()
    .startsWith('redis')
    .default('redis://127.0.0.1:6379')
    .describe('Redis: rate limits, caches, socket fan-out; nothing that may not be lost'),
  KAFKA_BROKERS: z
    .string()
    .default('127.0.0.1:9092')
    .describe('Comma-separated host:port list of Kafka brokers'),
  KAFKA_TOPIC_PREFIX: z.string().default('caravan.').describe('Prefix of every topic name'),

  OPENSEARCH_URL: z
    .url()
    .optional()
    .describe(
      'OpenSearch, with user and password where it asks for them; without it each API process searches in its memory',
    ),

  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233').describe('host:port of the Temporal frontend'),
  TEMPORAL_NAMESPACE: z.string().default('default').describe('Temporal namespace'),
  TEMPORAL_UI_URL: url('http://127.0.0.1:8233').describe('Base URL of Temporal UI, for links'),
  TEMPORAL_CODEC_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('32 bytes in hex; when set, workflow payloads are encrypted with AES-256-GCM'),
  TEMPORAL_CODEC_OLD_KEYS: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(',') : (value ?? [])),
      z.array(z.string().regex(/^[0-9a-f]{64}$/)),
    )
    .describe('Comma-separated keys that TEMPORAL_CODEC_KEY replaced; payloads of theirs can still be read'),
  WORKER_BUILD_ID: z
    .string()
    .optional()
    .describe('When set, workers take part in Temporal worker versioning under this build id'),

  API_PORT: port(4000).describe('Port of the API'),
  API_PUBLIC_URL: url('http://localhost:4000').describe('URL at which browsers and providers reach the API'),
  WEB_PORT: port(3000).describe('Port of the shop'),
  WEB_PUBLIC_URL: url('http://localhost:3000').describe('URL at which browsers reach the shop'),
  API_INTERNAL_URL: z
    .url()
    .optional()
    .describe("URL at which the web's server reaches the API; its port on this machine when not set"),
  PAYMENT_PROVIDER_PUBLIC_URL: z
    .url()
    .optional()
    .describe('URL at which browsers reach the payment provider; PAYMENT_PROVIDER_URL when not set'),
  WORKER_PORT: port(4010).describe('Port of the health and metrics endpoint of the workers'),
  RELAY_PORT: port(4011).describe('Port of the health and metrics endpoint of the outbox relay'),
  CONSUMERS_PORT: port(4005).describe('Port of the health and metrics endpoint of the consumers'),

  AUTH_SECRET: secret().describe('Key of the access tokens (HS256), at least 32 characters'),
  RATE_LIMIT_PER_MINUTE: count(600).describe('Requests a minute from one client address'),
  SIGN_IN_LIMIT_PER_MINUTE: count(20).describe(
    'Sign-in, registration and reset requests a minute from one client address',
  ),
  TRUST_PROXY: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('Number of reverse proxies in front of the API'),

  COUNTRY_HEADER: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default('cf-ipcountry')
    .describe("Header in which the proxy in front names the visitor's country (ISO 3166-1), in lower case"),

  SMTP_URL: z.string().startsWith('smtp').default('smtp://127.0.0.1:1025').describe('Mail server'),
  MAIL_UI_URL: url('http://127.0.0.1:1080').describe('Web page of the mail catcher, for links'),
  MAIL_FROM: z.string().default('Caravan <hello@caravan.example>').describe('Sender of all mail'),

  SUPPORT_EMAIL: z
    .email()
    .default('support@caravan.example')
    .describe('Where staff read mail about disputes and other things that wait for them'),

  PAYMENT_PROVIDER: z
    .enum(['simulator', 'stripe'])
    .default('simulator')
    .describe('Who moves the money; `stripe` needs both keys and both webhook secrets of Stripe'),
  STRIPE_SECRET_KEY: z.string().min(1).optional().describe('Secret key of the Stripe account'),
  STRIPE_PUBLISHABLE_KEY: z
    .string()
    .startsWith('pk_')
    .optional()
    .describe(
      'Publishable key of the Stripe account: the web gives it to browsers, which make tokens of cards',
    ),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .startsWith('whsec_')
    .optional()
    .describe("Signing secret of Stripe's webhooks to /v1/webhooks/payments"),
  STRIPE_CONNECT_WEBHOOK_SECRET: z
    .string()
    .startsWith('whsec_')
    .optional()
    .describe("Signing secret of Stripe's webhooks to /v1/webhooks/payouts (events on connected accounts)"),
  STRIPE_API_URL: z.url().optional().describe("Another address than Stripe's own, for tests"),
  PAYMENT_PROVIDER_URL: url('http://127.0.0.1:4020').describe('Base URL of the payment provider'),
  PAYMENT_PROVIDER_KEY: z.string().default('sk_test_caravan').describe('API key at the payment provider'),
  PAYMENT_WEBHOOK_SECRET: secret().describe("Signing secret of the payment provider's webhooks"),
  PAYMENT_TIMEOUT_MS: count(8000).describe('How long one request to the payment provider may take, in ms'),
  CARRIER_URL: url('http://127.0.0.1:4021').describe('Base URL of the carrier'),
  CARRIER_KEY: z.string().default('ck_test_caravan').describe('API key at the carrier'),
  CARRIER_WEBHOOK_SECRET: secret().describe("Signing secret of the carrier's webhooks"),
  CARRIER_TIMEOUT_MS: count(8000).describe('How long one request to the carrier may take, in ms'),

  CHECKOUT_HOLD_SECONDS: count(900).describe('How long stock is held for an unpaid checkout, in seconds'),
  ACCEPT_WITHIN_HOURS: hours(48).describe(
    'A seller who has not accepted by then has the order cancelled and released',
  ),
  SHIP_WITHIN_HOURS: hours(96).describe("After acceptance, the seller's promise to ship, in hours"),
  RETURN_WINDOW_HOURS: hours(336).describe('How long a delivered order can be returned, in hours'),
  RETURN_DECIDE_HOURS: hours(72).describe(
    'How long a seller may take to answer a return request (and a buyer an offer), in hours; silence agrees to it',
  ),
  RETURN_SEND_HOURS: hours(336).describe('How long a buyer may take to send what they return, in hours'),
  RETURN_INSPECT_HOURS: hours(72).describe(
    'How long a seller may take to look at what came back, in hours; silence finds it good',
  ),
  REFUND_AUTO_LIMIT_MINOR: count(5000).describe(
    'So many minor units of an order are given back without approval, all small refunds together',
  ),
  REFUND_SILENCE_LIMIT_MINOR: count(20_000).describe(
    'Up to this many minor units silence of the seller agrees to a refund; above, support have to answer',
  ),
  REFUND_DECIDE_HOURS: hours(72).describe(
    'How long a seller, and then support, may take to decide, in hours',
  ),
  REFUND_ASK_HOURS: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(',').map(Number) : (value ?? [1, 6, 24, 72])),
      z.array(z.number().positive()).min(1),
    )
    .describe(
      'Comma-separated: how long a bank may be silent about a refund on its way before the provider is asked, in hours; the last counts on',
    ),
  REFUND_SWEEP_SECONDS: pause(60).describe(
    'Seconds between two looks for refunds whose workflow has not started; 0: only when triggered',
  ),
  GUARD_HOURS: hours(24).describe(
    'So many hours before an authorisation ends, what is still to be taken is taken or warned about',
  ),
  GUARD_EVERY_SECONDS: pause(1800).describe(
    'Seconds between two looks for authorisations that end soon; 0: only when triggered',
  ),
  PAYOUT_EVERY_SECONDS: pause(86400).describe(
    'Seconds between two runs that pay the sellers; 0: only when triggered',
  ),
  PAYOUT_MINIMUM_MINOR: count(1000).describe(
    'Payouts of less than this many minor units wait until there is more',
  ),
  PAYOUT_RESERVE_POINTS: z.coerce
    .number()
    .int()
    .min(0)
    .max(10000)
    .default(0)
    .describe(
      'Share of what is paid out in 90 days that is kept back for later refunds and disputes, in basis points',
    ),
  PAYOUT_HOLD_DAYS: z.coerce
    .number()
    .min(0)
    .default(0)
    .describe('Days for which money is held after its order was closed, before it is paid out'),
  PAYOUT_POLL_SECONDS: count(21600).describe(
    'How long a payout may be on its way in silence before the provider is asked, in seconds',
  ),
  SELLER_OWES_DAYS: z.coerce
    .number()
    .min(0)
    .default(30)
    .describe('Days for which a seller may owe the shop before it becomes a case for staff'),
  RECONCILE_EVERY_SECONDS: pause(900).describe(
    "Seconds between two comparisons of the provider's records with ours; 0: only when triggered",
  ),
  AUDIT_EVERY_SECONDS: pause(3600).describe(
    'Seconds between two audits of all records; 0: only when triggered',
  ),
  RETRAIN_EVERY_SECONDS: pause(86400).describe(
    'Seconds between two trainings of what is recommended; 0: only when triggered',
  ),
  DISPUTE_REMIND_HOURS: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(',').map(Number) : (value ?? [72, 24])),
      z.array(z.number().positive()),
    )
    .describe('Comma-separated: so many hours before evidence is due, seller and staff are reminded'),
  DISPUTE_SUBMIT_HOURS: hours(6).describe(
    'So many hours before evidence is due, what was gathered is submitted if nobody has; never more than a quarter of the time there is',
  ),
  DISPUTE_POLL_SECONDS: count(21600).describe(
    'How long the verdict on a dispute may stay away before the payment provider is asked, in seconds',
  ),
  ONBOARDING_REMIND_DAYS: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(',').map(Number) : (value ?? [3, 7, 14])),
      z.array(z.number().positive()),
    )
    .describe('Comma-separated: after so many days of silence who applies to sell is reminded'),
  ONBOARDING_EXPIRE_DAYS: z.coerce
    .number()
    .positive()
    .default(30)
    .describe('After so many days of silence an application to sell expires; it can be resumed'),
  SELLER_COMMISSION_POINTS: z.coerce
    .number()
    .int()
    .min(0)
    .max(10000)
    .default(1000)
    .describe('What a new shop pays of each sale, in basis points'),
  DOMAIN_POLL_SECONDS: count(60).describe(
    "How soon the record of a shop's own domain is looked for again, in seconds; later ever more rarely",
  ),
  DOMAIN_PATIENCE_DAYS: z.coerce
    .number()
    .positive()
    .default(14)
    .describe("How long the record of a shop's own domain is looked for, in days"),
  DNS_SERVERS: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : (value ?? [])),
      z.array(z.string()),
    )
    .describe("Comma-separated host:port of name servers for shops' domains; empty: those of the machine"),
  CARRIER_POLL_SECONDS: count(3600).describe(
    'How long tracking may be silent before the carrier is asked, in seconds',
  ),
  PARCEL_OVERDUE_DAYS: z.coerce
    .number()
    .positive()
    .default(10)
    .describe(
      'So many days after it should have arrived (after its booking, where nobody said when) a parcel that has not ended becomes a case for staff',
    ),

  WEBHOOK_RETRY_SECONDS: z
    .preprocess(
      (value) =>
        typeof value === 'string'
          ? value.split(',').map(Number)
          : (value ?? [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]),
      z.array(z.number().positive()).min(1),
    )
    .describe("Comma-separated: pauses between tries of a seller's or integrator's webhook, in seconds"),
  WEBHOOK_TIMEOUT_MS: count(10_000).describe('How long the receiver of a webhook may take to answer, in ms'),
  WEBHOOK_ALLOW_LOCAL: flag().describe(
    'Lets webhooks go to this machine and over plain http, for tests and laptops; refused in production',
  ),
  FIREBASE_CREDENTIALS: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Service account of Firebase for web push: the path of its JSON file, or the JSON itself; without it a stand-in is used',
    ),
  FIREBASE_WEB_CONFIG: z
    .string()
    .startsWith('{')
    .optional()
    .describe(
      "JSON of Firebase's web configuration with `vapidKey` added: browsers register for push with it",
    ),
  PUSH_STAND_IN_URL: url('http://127.0.0.1:4022').describe(
    'Where the stand-in for Firebase listens, when there are no credentials',
  ),

  MEDIA_DIR: z.string().default('.caravan/media').describe('Folder of product pictures kept locally'),
  MEDIA_STORE: z
    .enum(['local', 'imagekit'])
    .default('local')
    .describe('Who keeps uploaded pictures; `imagekit` needs both keys and the URL endpoint of ImageKit'),
  IMAGEKIT_PUBLIC_KEY: z.string().min(1).optional().describe('Public key of the ImageKit account'),
  IMAGEKIT_PRIVATE_KEY: z.string().min(1).optional().describe('Private key of the ImageKit account'),
  IMAGEKIT_URL_ENDPOINT: z
    .url()
    .optional()
    .describe('Where browsers read pictures from ImageKit, such as https://ik.imagekit.io/<id>'),
  IMAGEKIT_UPLOAD_URL: url('https://upload.imagekit.io/api/v1/files/upload').describe(
    "Where ImageKit takes uploads; another address than ImageKit's own is for tests",
  ),
  IMAGEKIT_API_URL: url('https://api.imagekit.io').describe("Base URL of ImageKit's API, the same"),
  IMAGEKIT_TIMEOUT_MS: count(30_000).describe('How long one request to ImageKit may take, in ms'),
  UPLOADS_PER_HOUR: count(300).describe(
    'Pictures and documents that one person or shop may upload in an hour',
  ),
  MESSAGES_PER_MINUTE: count(30).describe('Messages that one person may write in a minute'),
  IMPORT_DIR: z
    .string()
    .default('.caravan/imports')
    .describe('Folder of files that sellers import, while they are read; the API and the workers share it'),
  IMPORT_LIMIT_MB: count(200).describe('Largest file that a seller can import, in MB'),
  CARAVAN_FAULT_DIR: z
    .string()
    .optional()
    .describe('For tests: a folder that names what goes wrong with which step; refused in production'),
  ANALYTICS_URL: url('http://127.0.0.1:4005').describe(
    'URL of the consumers, which keep the figures and answer questions about them',
  ),
  ANALYTICS_SECRET: secret().describe('What the API shows the consumers when it asks for figures'),
  ANALYTICS_DIR: z
    .string()
    .default('.caravan/analytics')
    .describe('Folder of the figures, where they are kept in DuckDB; one process has it open'),
  ANALYTICS_MEMORY_MB: count(160).describe('Most memory that DuckDB takes, in MB'),
  CLICKHOUSE_URL: z
    .url()
    .optional()
    .describe('ClickHouse with user and password; when it is set the figures are kept there, not in DuckDB'),
  OUTBOX_POLL_MS: count(100).describe('Pause between two looks at an empty outbox, in ms'),
});

export type Config = z.infer<typeof configSchema>;

/** The configuration is wrong: the message lists every setting at fault, one a line. */
export class ConfigError extends Error {}

/**
 * Parses the environment once, at a process's edge.
 * @throws ConfigError that names each wrong setting; also when a development secret is used in production.
 */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = configSchema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  }
  refuseHalfProvider(parsed.data);
  refuseHalfMediaStore(parsed.data);
  if (parsed.data.NODE_ENV === 'production') {
    refuseDevelopmentSecrets(parsed.data);
    if (parsed.data.CARAVAN_FAULT_DIR)
      throw new ConfigError('CARAVAN_FAULT_DIR: is for tests, not for production');
    if (parsed.data.WEBHOOK_ALLOW_LOCAL)
      throw new ConfigError('WEBHOOK_ALLOW_LOCAL: is for tests and laptops, not for production');
  }
  return parsed.data;
}

/** Settings that one choice makes necessary. Not a refinement of the schema: processes pick single settings of it. */
function refuseHalfProvider(config: Config): void {
  if (config.PAYMENT_PROVIDER !== 'stripe') return;
  const needed = [
    ...(['STRIPE_SECRET_KEY', 'STRIPE_PUBLISHABLE_KEY'] as const),
    ...(['STRIPE_WEBHOOK_SECRET', 'STRIPE_CONNECT_WEBHOOK_SECRET'] as const),
  ];
  const missing = needed.filter((name) => config[name] === undefined);
  if (missing.length > 0)
    throw new ConfigError(
      missing.map((name) => `${name}: is needed when PAYMENT_PROVIDER is stripe`).join('\n'),
    );
}

/** The same for the keeper of pictures. */
function refuseHalfMediaStore(config: Config): void {
  if (config.MEDIA_STORE !== 'imagekit') return;
  const needed = ['IMAGEKIT_PUBLIC_KEY', 'IMAGEKIT_PRIVATE_KEY', 'IMAGEKIT_URL_ENDPOINT'] as const;
  const missing = needed.filter((name) => config[name] === undefined);
  if (missing.length > 0)
    throw new ConfigError(
      missing.map((name) => `${name}: is needed when MEDIA_STORE is imagekit`).join('\n'),
    );
}

function refuseDevelopmentSecrets(config: Config): void {
  const unsafe = Object.entries(config)
    .filter(([, value]) => value === DEV_SECRET)
    .map(([name]) => name);
  if (unsafe.length > 0)
    throw new ConfigError(unsafe.map((name) => `${name}: set a secret of your own in production`).join('\n'));
}

/** One row a setting: name, default, meaning. */
export function describeConfig(): { name: string; fallback: string; meaning: string }[] {
  const defaults = configSchema.parse({}) as Record<string, unknown>;
  return Object.entries(configSchema.shape).map(([name, schema]) => ({
    name,
    fallback:
      defaults[name] === undefined
        ? ''
        : typeof defaults[name] === 'string'
          ? (defaults[name] as string)
          : JSON.stringify(defaults[name]),
    meaning: schema.description ?? '',
  }));
}
