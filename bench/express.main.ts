import express from 'express';

/** Run as a process: Express with nothing in it but one answer. */
const app = express();
app.disable('x-powered-by');
app.get('/', (_request, response) => void response.json({ ok: true }));
app.listen(Number(process.env.BENCH_PORT), '127.0.0.1');
