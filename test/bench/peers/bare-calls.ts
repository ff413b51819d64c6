// As many chat calls as the server and the machine allow: fetch in a loop, so many at a time, and nothing kept.
//   node bare-calls.ts BASE_URL CALLS CONCURRENCY

const [baseURL, calls, concurrency] = process.argv.slice(2) as [string, string, string];
let next = 0;

async function worker(): Promise<void> {
  while (next < Number(calls)) {
    const body = JSON.stringify({ model: 'scripted', messages: [{ role: 'user', content: `Question ${next++}` }] });
    const response = await fetch(`${baseURL}/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await response.json();
  }
}

await Promise.all(Array.from({ length: Number(concurrency) }, worker));
