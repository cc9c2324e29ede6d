// What every gateway with packaged files has to hold, in front of a real API: what passes, what does not, what happens without the authority.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { bearer, gateCatalogue } from './gateway.mjs';
import { dpopProof, makeKey } from './jose.mjs';
import { ORDERS, refund, types, World } from './world.mjs';
import { eventually, ok, send, sendBytes } from './wire.mjs';

export const freePort = () => new Promise((resolve) => {
  const probe = net.createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => resolve(port)); });
});

/** The packaged files as they are, with other addresses: `changes` is {file: [[from, to], …]}. Returns their directory. */
export function adjusted(packaged, root, changes) {
  mkdirSync(root, { recursive: true });
  for (const [name, pairs] of Object.entries(changes)) {
    let text = readFileSync(join(packaged, name), 'utf8');
    for (const [from, to] of pairs) {
      assert.ok(text.includes(from), `${name} has ${from}`);
      text = text.replaceAll(from, to);
    }
    writeFileSync(join(root, name), text);
  }
  return root;
}

/**
 * `start({world, port, api})` starts the gateway and returns its process; `missing` says why it cannot, if so; `shut` is its status while
 * the authority is away.
 */
export function siteTests({ start, missing, shut }) {
  const options = missing ? { skip: missing } : {};
  let world;
  let api;
  let gateway;
  let site;
  let seen = [];
  let reader;

  before(async () => {
    if (missing) return;
    api = http.createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        seen.push({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
        response.writeHead(request.url.startsWith('/orders/500') ? 500 : 200, { 'Content-Type': 'text/plain' }).end('the API');
      });
    });
    await new Promise((resolve) => { api.listen(0, '127.0.0.1', resolve); });
    world = await World.start({ catalog: gateCatalogue(), types: [...types, 'orders.free', 'countersign.access'].join(',') });
    const port = await freePort();
    gateway = await start({ world, port, api: api.address().port });
    site = `http://127.0.0.1:${port}`;
    await eventually('the gateway listens', () => send(site, { path: '/' }).then(() => true, () => false));
    reader = await world.bot.baseToken({ scope: 'orders:order:read orders:note:create' });
  });
  after(async () => {
    if (missing) return;
    gateway.kill('SIGTERM');
    api.close();
    await world.close();
  });

  // Node would send an empty body in chunks.
  const get = (path, headers = bearer(reader), rest = {}) => send(site, {
    path, headers: { ...(rest.body === undefined && rest.method === 'POST' ? { 'Content-Length': '0' } : {}), ...headers }, ...rest,
  });
  /** Runs `what` and returns what reached the API meanwhile. */
  async function reaches(what) {
    seen = [];
    const answer = await what();
    return { answer, seen };
  }

  test('what has its scope passes, untouched, with the names of the authority', options, async () => {
    const first = await reaches(() => get('/orders/%381?x=a%2Fb', { ...bearer(reader), 'Countersign-Subject': 'usr_root', 'Countersign-Client': 'me', 'Countersign-Txn': 'apr_forged' }));
    assert.equal(first.answer.status, 200, first.answer.text);
    assert.equal(first.seen[0].url, '/orders/%381?x=a%2Fb');
    const { headers } = first.seen[0];
    assert.deepEqual([headers['countersign-subject'], headers['countersign-client'], headers['countersign-txn'] || undefined], ['client:deploy-bot', 'deploy-bot', undefined]);
    assert.ok(!Object.entries(headers).some(([name, value]) => name.startsWith('countersign-') && value.includes('{')), 'no words of the gateway');
    const body = JSON.stringify({ text: 'x'.repeat(30_000) });
    for (const extra of [{}, { 'Transfer-Encoding': 'chunked' }]) {
      const posted = await reaches(() => get('/orders/81/notes', { ...bearer(reader), 'Content-Type': 'application/json', ...extra }, { method: 'POST', body }));
      assert.deepEqual([posted.answer.status, posted.seen[0]?.body === body], [200, true], JSON.stringify(extra) + posted.answer.text);
    }
    const squeezed = await reaches(() => get('/orders/81/notes', { ...bearer(reader), 'Content-Encoding': 'gzip', Expect: '100-continue' }, { method: 'POST', body: Buffer.from([31, 139]) }));
    assert.equal(squeezed.answer.status, 200, squeezed.answer.text);
    assert.equal((await reaches(() => get('/orders/81', bearer(reader), { method: 'HEAD' }))).answer.status, 200);
    assert.equal((await reaches(() => get('/orders/500'))).answer.status, 500, 'an error of the API is its own');
  });

  test('what has not does not, and hears why', options, async () => {
    for (const [path, headers, method, status, challenge] of [
      ['/orders/81', {}, 'GET', 401, /^Bearer realm/],
      ['/orders/81', bearer('x'), 'GET', 401, /invalid_token/],
      ['/orders/export', bearer(reader), 'GET', 403, /insufficient_scope.*orders:refund:create/],
      ['/orders/81/refund?amount=42.00&currency=EUR', bearer(reader), 'POST', 401, /transaction_authorization_required|invalid_token/],
      ['/nothing/here', bearer(reader), 'GET', 403, /^$/],
      ['/', bearer(reader), 'GET', 403, /^$/],
      ['/orders/81', bearer(reader), 'DELETE', 403, /^$/],
      ['/_countersign_gate', bearer(reader), 'GET', 403, /^$/],
      ['/%5fcountersign_gate', bearer(reader), 'GET', 403, /^$/],
    ]) {
      const { answer, seen: got } = await reaches(() => get(path, headers, { method }));
      assert.ok(answer.status === status || (path.includes('countersign_gate') && answer.status === 404), `${path}: ${answer.status} ${answer.text}`);
      assert.match(answer.headers['www-authenticate'] ?? '', challenge, path);
      assert.ok((answer.headers['www-authenticate'] ?? '').split('algs=').length <= 2, `${path}: one challenge, once`);
      assert.deepEqual(got, [], path);
    }
  });

  test('nobody gets around it', options, async () => {
    const weak = await world.bot.baseToken({ scope: 'orders:order:read' });
    const target = '/orders/81/notes';
    for (const headers of [
      { 'X-Original-URI': '/orders/81', 'X-Original-Method': 'GET' },
      { 'X-Forwarded-Uri': '/orders/81', 'X-Forwarded-Method': 'GET' },
      { 'X-Original-Uri': '/orders/81' }, { x_original_uri: '/orders/81', x_original_method: 'GET' },
      { 'X-HTTP-Method-Override': 'GET' }, { 'X-Original-URL': '/orders/81' }, { 'X-Rewrite-URL': '/orders/81' },
      { 'Countersign-Gateway': 'Basic eDp5' }, { Host: 'other.example' }, { 'X-Forwarded-Host': 'deploy.northwind.example' },
      { 'X-Original-Content-Length': '0', Connection: 'X-Original-URI, Authorization' },
    ]) {
      const { answer, seen: got } = await reaches(() => get(target, { ...bearer(weak), ...headers }, { method: 'POST', body: 'x' }));
      assert.ok([400, 401, 403].includes(answer.status), `${JSON.stringify(headers)}: ${answer.status}`);
      assert.deepEqual(got, []);
    }
    for (const path of ['//orders/81/notes', '/orders/81//notes', '/orders/81/x/../notes', '/orders/81/./notes', '/orders/81%2fnotes', '/orders/81/%2e%2e/81/notes', '/orders/81/notes/',
      '/orders/81/notes;x', '/orders/81/notes%00', '/orders/81/notes%20', '/Orders/81/notes', '/orders/81/notes%3f', '/orders/81\\notes', '/orders/81/notes%252f', '/orders/81/n%6ftes?a=1&a=2']) {
      for (const token of [weak, reader]) {
        const { answer, seen: got } = await reaches(() => get(path, bearer(token), { method: 'POST', body: 'x' }));
        assert.ok([400, 401, 403].includes(answer.status), `${path}: ${answer.status}`);
        assert.deepEqual(got, [], path);
      }
    }
    const { answer, seen: leaked } = await reaches(() => get('/orders/EXPORT', bearer(weak)));
    assert.deepEqual([answer.status, leaked], [403, []], 'an API that ignores case would run /orders/export');
    for (const bytes of [
      `GET http://${new URL(site).host}/orders/81/notes HTTP/1.1\r\nHost: x\r\n\r\n`,
      `POST http://other.example/orders/81/notes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${weak}\r\nContent-Length: 0\r\n\r\n`,
      `POST /orders/81/notes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${weak}\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `GET /orders/81 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${weak}\r\nContent-Length: 44\r\n\r\nPOST /orders/81/notes HTTP/1.1\r\nHost: x\r\n\r\n`,
      'POST /orders/81/notes HTTP/1.0\r\n\r\n',
      `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`,
    ]) {
      const { seen: got } = await reaches(() => sendBytes(site, bytes, { quiet: 500 }));
      assert.ok(!got.some((request) => request.url.includes('notes')), bytes);
    }
  });

  test('an approved action passes once', options, async () => {
    const what = refund();
    const { token, base } = await world.credential(what);
    const path = `/orders/${what.params.order_id}/refund?amount=42.00&currency=EUR`;
    const headers = { ...bearer(base), 'Countersign-Credential': token };
    const filled = await reaches(() => get(path, headers, { method: 'POST', body: '{"amount":"9999.00"}' }));
    assert.deepEqual([filled.answer.status, filled.seen], [403, []], 'a body that nobody approved');
    const chunked = await reaches(() => get(path, { ...headers, 'Transfer-Encoding': 'chunked' }, { method: 'POST', body: 'x' }));
    assert.deepEqual([chunked.answer.status, chunked.seen], [403, []]);
    const answers = await reaches(() => Promise.all(Array.from({ length: 16 }, () => get(path, headers, { method: 'POST' }))));
    assert.deepEqual(answers.answer.map((answer) => answer.status).sort(), [200, ...Array(15).fill(401)]);
    assert.equal(answers.seen.length, 1);
    assert.match(answers.seen[0].headers['countersign-receipt'], /^eyJ/);
    assert.equal(answers.seen[0].headers['countersign-credential'], undefined);
  });

  test('a bound token proves its key for the API\'s own address', options, async () => {
    const key = makeKey();
    const token = await world.bot.baseToken({ scope: 'orders:order:read', key });
    const proof = (url) => ({ Authorization: `DPoP ${token}`, DPoP: dpopProof(key, { method: 'GET', url, token }) });
    assert.equal((await get('/orders/81', proof(`${ORDERS}/orders/81`))).status, 200);
    assert.equal((await get('/orders/81', proof(`${site}/orders/81`))).status, 401);
  });

  test('used-up calls are 429 with Retry-After', options, async () => {
    const asked = await world.bot.ask({ type: 'countersign.access', params: { scopes: ['orders:order:read'], resource: ORDERS, duration: 600, max_calls: 10 } });
    await (await world.person('alice')).approve(asked);
    const token = world.remember(ok(await world.bot.poll(asked)).access_token);
    const { answer: answers, seen: got } = await reaches(() => Promise.all(Array.from({ length: 32 }, () => get('/orders/81', bearer(token)))));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [...Array(10).fill(200), ...Array(22).fill(429)]);
    assert.equal(got.length, 10);
    assert.ok(Number(answers.find((answer) => answer.status === 429).headers['retry-after']) > 0);
  });

  test('without the authority the gate is shut', options, async () => {
    assert.equal((await get('/orders/81')).status, 200);
    await world.authority.kill();
    for (const path of ['/orders/81', '/', '/orders//81']) {
      const { answer, seen: got } = await reaches(() => get(path));
      assert.deepEqual([answer.status, got], [shut, []], path);
    }
    await world.authority.serve();
    await eventually('the gate opens again', async () => (await get('/orders/81')).status === 200, 15_000);
  });
}
