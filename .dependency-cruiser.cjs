/**
 * Which room may import from which: the third column of the table of rooms in docs/architecture.md.
 * A type-only import costs nothing at run time, so the rules about run time let it pass.
 */
const SERVICES = '^services/(?!platform/)([^/]+)/';
const TESTS =
  '\\.(unit|workflow|replay|integration|browser|faults)\\.test\\.tsx?$|\\.fixture\\.ts$|\\.builders?\\.ts$';

/** Of events/, what is not a contract nor the outbox that a change of a document carries with it. */
const CARRIES_EVENTS = '^events/(?!contracts/|contract\\.ts$|outbox\\.ts$)';

/** A rule about run time: type-only imports pass, and tests may reach anywhere. */
const runtime = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: TESTS, ...from },
  to: { dependencyTypesNot: ['type-only'], ...to },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere fails only when its line runs.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(virtual:|\\.next/)' },
    },
    {
      name: 'no-tests-in-the-shop',
      comment: 'What runs in the shop does not import tests or their helpers.',
      severity: 'error',
      from: {
        path: '^(workflows|activities|workers|services|events|api|web|temporal|audit)/',
        pathNot: TESTS,
      },
      to: { path: ['^test/', '\\.test\\.tsx?$', '\\.fixture\\.ts$'] },
    },
    runtime(
      'workflows-are-pure',
      'Workflows are replayed: at run time they see only the Temporal sandbox, themselves and pure state machines.',
      { path: '^workflows/' },
      {
        pathNot: [
          '^workflows/',
          '^services/[^/]+/[^/]+\\.state\\.ts$',
          // Names only: ids, task queues and search attributes are written once.
          '^temporal/(ids|search-attributes)\\.ts$',
          '(^|/)node_modules/@temporalio/(workflow|common)/',
        ],
      },
    ),
    runtime(
      'state-machines-are-pure',
      'services/*/*.state.ts runs inside workflows, so it reaches only other state files and shares, and no schema library.',
      { path: '^services/[^/]+/[^/]+\\.state\\.ts$' },
      {
        pathNot: [
          '^services/[^/]+/[^/]+\\.state\\.ts$',
          '^services/platform/shares\\.ts$',
          '^services/order/order\\.amounts\\.ts$',
        ],
      },
    ),
    runtime(
      'activities-are-thin',
      'An activity unwraps, calls one service and maps its error.',
      { path: '^activities/' },
      {
        path: [
          '^(api|web|workers|workflows|temporal|stack|bench)/',
          '(^|/)node_modules/(express|mongoose|kafkajs)/',
        ],
      },
    ),
    runtime(
      'workers-compose',
      'Workers put everything together, except what serves people.',
      { path: '^workers/' },
      { path: '^(api|web|stack|bench)/' },
    ),
    runtime(
      'services-know-no-transport',
      'The domain knows neither Temporal nor HTTP servers nor the rooms around it.',
      { path: '^services/' },
      {
        path: [
          '^(workflows|activities|workers|api|web|temporal|stack|bench)/',
          CARRIES_EVENTS,
          '(^|/)node_modules/(@temporalio|express|kafkajs|next|socket\\.io)/',
        ],
      },
    ),
    runtime(
      'services-keep-their-models',
      'Another domain is reached through its service, its schema or its events; a model is private to its folder.',
      { path: SERVICES },
      { path: '^services/[^/]+/[^/]+\\.model\\.ts$', pathNot: '^services/$1/' },
    ),
    runtime(
      'models-are-private',
      'Nobody outside services/ touches a collection.',
      { path: '^(api|activities|workers|events|web|workflows|temporal)/' },
      { path: '^services/[^/]+/[^/]+\\.model\\.ts$' },
    ),
    runtime(
      'platform-is-the-ground',
      'services/platform knows libraries, and no domain.',
      { path: '^services/platform/' },
      {
        path: [
          '^(services/(?!platform/)|workflows|activities|workers|api|web|temporal|stack|bench)',
          CARRIES_EVENTS,
        ],
      },
    ),
    runtime(
      'events-carry-contracts',
      'events/ holds contracts, relay and Kafka; of the services it knows schemas and the platform.',
      { path: '^events/' },
      { path: ['^(workflows|activities|workers|api|web|temporal|stack|bench)/'] },
    ),
    runtime(
      'kafka-lives-in-events',
      'The client library is one file to exchange.',
      { path: '^(?!events/|stack/|test/|bench/)', pathNot: TESTS },
      { path: '(^|/)node_modules/kafkajs/' },
    ),
    runtime(
      'api-starts-workflows-by-message',
      'The API reads through services and talks to workflows by their messages.',
      { path: '^api/' },
      {
        path: [
          '^(activities|workers|web|stack|bench)/',
          '^workflows/(?!.*\\.messages\\.ts$)',
          '(^|/)node_modules/kafkajs/',
        ],
      },
    ),
    runtime(
      'web-knows-schemas-only',
      'The browser gets types, schemas and what is reckoned purely; everything else it asks of the API.',
      { path: '^web/' },
      {
        path: [
          '^(workflows|activities|workers|events|api|temporal|stack|bench)/',
          '^services/(?!.*\\.schema\\.ts$|platform/(money|shares)\\.ts$|order/order\\.(amounts|contents)\\.ts$)',
          '(^|/)node_modules/(@temporalio|mongoose|kafkajs|express|ioredis)/',
        ],
      },
    ),
    runtime(
      'the-auditor-looks-only',
      'audit/ reads every record and judges; it starts nothing and is part of no service.',
      { path: '^audit/' },
      { path: '^(workflows|activities|workers|events/(?!outboxes\\.ts$)|api|web|stack|bench)/?' },
    ),
    runtime(
      'temporal-is-plumbing',
      'temporal/ connects; it knows no domain.',
      { path: '^temporal/' },
      { path: '^(services/(?!platform/)|workflows|activities|workers|events|api|web|stack|bench)' },
    ),
    runtime(
      'stack-starts-processes',
      'The launcher starts the rooms as processes; it does not load them. The commands that look into the shop, the ' +
        'seed and the simulators are users of it.',
      { path: '^stack/', pathNot: [TESTS, '^stack/(seed|simulators|commands)/'] },
      { path: ['^(workflows|activities|workers|events|api|web|temporal|bench)/', '^services/(?!platform/)'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.next|\\.caravan|histories)/' },
    tsConfig: { fileName: 'tsconfig.depend.json' },
    tsPreCompilationDeps: 'specify',
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
