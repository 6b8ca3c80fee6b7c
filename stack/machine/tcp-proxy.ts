import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * How the way to a server is.
 * - `open`: everything passes.
 * - `slow`: everything passes later, each piece by `delayMs`.
 * - `half-open`: connections are taken and nothing ever comes back, as behind a broken balancer.
 * - `cut`: connections are reset.
 */
export type Way =
  { kind: 'open' } | { kind: 'slow'; delayMs: number } | { kind: 'half-open' } | { kind: 'cut' };

/** Stands between a client and a server on this machine and can make the way bad. */
export interface TcpProxy {
  readonly port: number;
  /** Where connections go that are made from now on. */
  leadTo(port: number): void;
  /** Changes the way for all connections, those that are open too. */
  make(way: Way): void;
  close(): Promise<void>;
}

/** Listens on any free port; until `leadTo` was called connections are reset. */
export async function startTcpProxy(): Promise<TcpProxy> {
  let target: number | undefined;
  let way: Way = { kind: 'open' };
  const sockets = new Set<Socket>();

  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A connection that breaks is what this is for.
    socket.on('error', () => undefined);
  };
  const pass = (from: Socket, to: Socket) => {
    from.on('data', (data) => {
      if (way.kind === 'half-open') return;
      setTimeout(() => to.writable && to.write(data), way.kind === 'slow' ? way.delayMs : 0);
    });
    from.on('close', () => to.destroy());
  };

  const server: Server = createServer((client) => {
    keep(client);
    if (target === undefined || way.kind === 'cut') return void client.resetAndDestroy();
    const upstream = connect(target, '127.0.0.1');
    keep(upstream);
    pass(client, upstream);
    pass(upstream, client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    port: (server.address() as AddressInfo).port,
    leadTo: (port) => void (target = port),
    make(next) {
      way = next;
      if (way.kind === 'cut') for (const socket of sockets) socket.resetAndDestroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
