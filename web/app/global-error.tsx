'use client';

import './globals.css';

export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="page py-24 text-center">
          <h1 className="text-title">This page broke</h1>
          <p className="mt-2 text-muted">It is our fault. Your basket and your orders are safe.</p>
          <button
            type="button"
            onClick={reset}
            className="mt-6 min-h-11 rounded-chip bg-flame px-5 font-medium text-on-flame"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
