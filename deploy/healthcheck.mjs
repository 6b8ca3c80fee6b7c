// Ends with 0 when the address given as the first argument answers 2xx or 3xx, else with 1 and the reason.
// The images have no curl, and a check should say what it saw: `docker inspect` keeps the last lines.
const [address] = process.argv.slice(2);

try {
  const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(4000) });
  if (response.status >= 400) throw new Error(`${response.status} ${(await response.text()).slice(0, 300)}`);
} catch (error) {
  console.error(`${address}: ${error.cause?.message ?? error.message}`);
  process.exitCode = 1;
}
