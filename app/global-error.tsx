'use client';

/** The last resort, where even the frame could not be made: no styles to rely on. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', padding: 40, colorScheme: 'light dark' }}>
        <h1>Keyblast could not make this page</h1>
        <p>If it stays so, run “npx keyblast doctor” where the server runs: it names what is wrong.</p>
        <button type="button" onClick={retry}>
          Try again
        </button>
      </body>
    </html>
  );
}
