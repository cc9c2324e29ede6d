// HTTP as an adversary needs it: raw paths, repeated headers, any verb, nothing followed, nothing normalised.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';

/** One request on a connection of its own, or on `socket`: an open one, or an agent that keeps one open. `headers` is an object, or a flat array where names may repeat. */
export function send(origin, { method = 'GET', path = '/', headers = {}, body, timeout = 20_000, socket } = {}) {
  const { hostname, port } = new URL(origin);
  const bytes = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(body);
  const list = Array.isArray(headers) ? [...headers] : Object.entries(headers).flat();
  const has = (name) => list.some((value, at) => at % 2 === 0 && value.toLowerCase() === name);
  if (!has('host')) list.unshift('Host', `${hostname}:${port}`);
  if (bytes !== undefined && !has('content-length') && !has('transfer-encoding')) list.push('Content-Length', String(bytes.length));
  const isKept = socket instanceof http.Agent;
  list.push('Connection', isKept ? 'keep-alive' : 'close');
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const request = http.request(
      { host: hostname.replace(/^\[|\]$/g, ''), port, method, path, headers: list, setHost: false, timeout,
        ...(isKept ? { agent: socket } : socket ? { createConnection: () => socket } : { agent: false }) },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          let json;
          try {
            json = JSON.parse(text);
          } catch {
            json = undefined;
          }
          resolve({ status: response.statusCode, headers: response.headers, raw: response.rawHeaders, text, json,
                    ms: performance.now() - started });
        });
      });
    request.on('timeout', () => request.destroy(new Error(`no answer to ${method} ${path} within ${timeout} ms`)));
    request.on('error', reject);
    request.end(bytes);
  });
}

/** `count` open connections, all accepted, so that what is sent on them next is under way together. */
export async function connections(origin, count, settle = 100) {
  const { hostname, port } = new URL(origin);
  const sockets = Array.from({ length: count }, () => net.connect(Number(port), hostname.replace(/^\[|\]$/g, '')));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  await sleep(settle);
  return sockets;
}

/** Sends bytes as they are and returns what came back until the peer closed or went quiet. */
export function sendBytes(origin, bytes, { quiet = 2_000 } = {}) {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    const chunks = [];
    const socket = net.connect(Number(port), hostname.replace(/^\[|\]$/g, ''), () => socket.write(bytes));
    const done = () => {
      socket.destroy();
      resolve(Buffer.concat(chunks).toString('latin1'));
    };
    socket.setTimeout(quiet, done);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', done);
    socket.on('close', done);
  });
}

/** application/x-www-form-urlencoded of an object or of pairs (pairs may repeat a name). Undefined values are left out. */
export function form(values) {
  const pairs = Array.isArray(values) ? values : Object.entries(values);
  return new URLSearchParams(pairs.filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)])).toString();
}

export function postForm(origin, path, values, headers = {}, socket = undefined) {
  return send(origin, {
    socket,
    method: 'POST', path, body: typeof values === 'string' || Buffer.isBuffer(values) ? values : form(values),
    headers: Array.isArray(headers) ? ['Content-Type', 'application/x-www-form-urlencoded', ...headers]
      : { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
  });
}

export function postJson(origin, path, value, headers = {}, socket = undefined) {
  return send(origin, {
    socket,
    method: 'POST', path, body: typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value),
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}

// RFC 6749 2.3.1: id and secret are form-encoded before they become user-id and password.
export function basic(id, secret) {
  const encoded = (text) => new URLSearchParams([['', text]]).toString().slice(1);
  return { Authorization: `Basic ${Buffer.from(`${encoded(id)}:${encoded(secret)}`).toString('base64')}` };
}

export function ok(res, status = 200) {
  assert.equal(res.status, status, `expected ${status}, got ${res.status} ${res.text.slice(0, 600)}`);
  return res.json;
}

/** Protocol 11: one shape for every error. `status` and `error` may list alternatives where a clause allows several. */
export function refused(res, status, error) {
  const got = `${res.status} ${res.text.slice(0, 600)}`;
  assert.ok([status].flat().includes(res.status), `expected ${status} ${error ?? ''}, got ${got}`);
  assert.match(res.headers['content-type'] ?? '', /^application\/json\b/, got);
  assert.match(res.headers['cache-control'] ?? '', /no-store/, 'protocol 11: Cache-Control: no-store');
  assert.equal(typeof res.json?.error, 'string', got);
  if (error !== undefined) assert.ok([error].flat().includes(res.json.error), `expected ${error}, got ${got}`);
  cleanDescription(res);
  return res.json;
}

// RFC 6749 5.2: error_description holds %x20-21 / %x23-5B / %x5D-7E only.
export function cleanDescription(res) {
  if (res.json?.error_description !== undefined) {
    assert.match(res.json.error_description, /^[\x20-\x21\x23-\x5B\x5D-\x7E]*$/);
  }
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs `check` until it returns something truthy; fails with `what` after `ms`. */
export async function eventually(what, check, ms = 10_000) {
  const end = performance.now() + ms;
  for (;;) {
    const value = await check();
    if (value) return value;
    if (performance.now() > end) assert.fail(`not within ${ms} ms: ${what}`);
    await sleep(50);
  }
}

let counter = 0;
/** A number that no other call in this process returned, as text of 1 to 12 digits. */
export const fresh = () => String((Date.now() % 1_000_000) * 100_000 + (counter = (counter + 1) % 100_000));
