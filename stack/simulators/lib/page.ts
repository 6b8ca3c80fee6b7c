/** Text made safe inside HTML and inside its attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `
:root{--ground:#FBF7F0;--surface:#fff;--ink:#1F1A17;--muted:#6B6058;--line:#E7DED2;--flame:#C2461B;--oasis:#0F6B63;--on:#fff;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--ground:#17130F;--surface:#211C17;--ink:#F3ECE3;--muted:#B3A699;--line:#3A322A;--flame:#F0744A;--oasis:#4FB8AC;--on:#17130F}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:var(--ground);color:var(--ink);font:17px/1.5 'Inter Variable',Inter,system-ui,sans-serif}
main{width:100%;max-width:440px;background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:32px;box-shadow:0 8px 32px rgba(31,26,23,.08)}
h1{margin:4px 0 12px;font:600 27px/1.15 'Fraunces Variable',Fraunces,Georgia,serif}
p{margin:0 0 16px}small,.muted{color:var(--muted);font-size:15px}
.brand{display:flex;align-items:center;gap:8px;color:var(--muted);font-size:13px}
.dot{width:10px;height:10px;border-radius:999px;background:var(--flame)}
.amount{font:600 35px/1.15 'Fraunces Variable',Fraunces,Georgia,serif;font-variant-numeric:tabular-nums;margin:0 0 4px;overflow-wrap:anywhere}
form{display:grid;gap:12px;margin-top:24px}
button,.button{display:block;width:100%;min-height:48px;padding:12px 20px;border-radius:10px;border:1px solid var(--line);background:transparent;color:var(--ink);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.primary{background:var(--flame);border-color:var(--flame);color:var(--on)}
button:focus-visible,a:focus-visible{outline:3px solid var(--oasis);outline-offset:2px}
ol{list-style:none;margin:24px 0 0;padding:0;border-left:2px solid var(--line)}
li{position:relative;padding:0 0 20px 20px}li:last-child{padding-bottom:0}
li::before{content:'';position:absolute;left:-7px;top:7px;width:12px;height:12px;border-radius:999px;background:var(--oasis)}
li:first-child::before{background:var(--flame)}
time{display:block;color:var(--muted);font-size:13px;font-variant-numeric:tabular-nums}
`;

/**
 * A small page in Caravan's look that needs nothing from elsewhere.
 * @param content HTML, already escaped
 */
export function page(input: { title: string; brand: string; content: string }): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
<title>${escapeHtml(input.title)}</title><style>${STYLE}</style></head>
<body><main><div class="brand"><span class="dot"></span>${escapeHtml(input.brand)}</div>${input.content}</main></body></html>`;
}

/**
 * Headers of such a page: no scripts, no frames.
 * @param formTargets origins, besides our own, that a form may lead to
 */
export function pageHeaders(formTargets: readonly string[] = []): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' ${formTargets.join(' ')}`,
  };
}
