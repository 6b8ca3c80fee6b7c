import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';

/** What somebody uploaded. */
interface Kept {
  fileId: string;
  bytes: Buffer;
  fields: Record<string, string>;
}

export interface ImageKitStandIn {
  url: string;
  privateKey: string;
  /** By path. */
  files: Map<string, Kept>;
  /** What it does instead of answering, from now on. */
  misbehave(how: 'refuse' | 'break' | 'be-silent' | null): void;
  close(): Promise<void>;
}

/**
 * The part of ImageKit that we use, on a free port: uploads (POST /api/v1/files/upload, multipart), deletion
 * (DELETE /v1/files/<id>) and reading with `tr` in the query. What it does with a transformation it says in a header;
 * of all of them only the width is really done.
 */
export async function startImageKit(): Promise<ImageKitStandIn> {
  const privateKey = 'private_test';
  const files = new Map<string, Kept>();
  let manner: 'refuse' | 'break' | 'be-silent' | null = null;

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://imagekit.test');
    if (req.method === 'GET') return show(url, res);
    if (manner === 'be-silent') return;
    if (manner === 'break') return void req.socket.destroy();
    if (manner === 'refuse') return json(res, 403, { message: 'Your account cannot be authenticated.' });
    const expected = `Basic ${Buffer.from(`${privateKey}:`).toString('base64')}`;
    if (req.headers.authorization !== expected) return json(res, 401, { message: 'Unauthorised' });
    if (req.method === 'POST' && url.pathname === '/api/v1/files/upload') return take(req, res);
    const id = /^\/v1\/files\/([\w-]+)$/.exec(url.pathname)?.[1];
    if (req.method !== 'DELETE' || !id) return json(res, 404, { message: 'No such address' });
    const path = [...files].find(([, { fileId }]) => fileId === id)?.[0];
    if (path === undefined) return json(res, 404, { message: 'The requested file does not exist.' });
    files.delete(path);
    res.writeHead(204).end();
  }

  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of req as AsyncIterable<Buffer>) parts.push(part);
    const type = req.headers['content-type'] ?? '';
    const form = await new Response(Buffer.concat(parts), { headers: { 'content-type': type } }).formData();
    const fields: Record<string, string> = {};
    let bytes = Buffer.alloc(0);
    for (const [name, value] of form) {
      if (typeof value === 'string') fields[name] = value;
      else bytes = Buffer.from(await value.arrayBuffer());
    }
    const filePath = `${fields.folder ?? ''}/${fields.fileName}`;
    const fileId = files.get(filePath)?.fileId ?? `file-${files.size + 1}-${Date.now()}`;
    files.set(filePath, { fileId, bytes, fields });
    const { width, height } = await sharp(bytes).metadata();
    json(res, 200, {
      fileId,
      name: fields.fileName,
      filePath,
      url: `${urlOf()}/shop${filePath}`,
      width,
      height,
    });
  }

  async function show(url: URL, res: ServerResponse): Promise<void> {
    const kept = files.get(url.pathname.replace(/^\/shop/, ''));
    if (!kept) return void res.writeHead(404).end();
    const transformation = url.searchParams.get('tr') ?? '';
    const width = Number(/(?:^|[:,])w-(\d+)/.exec(transformation)?.[1]);
    const picture = sharp(kept.bytes);
    const sized = width ? picture.resize(width) : picture;
    res.writeHead(200, { 'content-type': 'image/webp', 'x-transformation': transformation });
    res.end(await sized.webp().toBuffer());
  }

  const server = createServer((req, res) => void answer(req, res)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const urlOf = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: urlOf(),
    privateKey,
    files,
    misbehave(how) {
      manner = how;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function json(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
