// The log sent on: to a real rsyslog over TLS (RFC 5424, 5425), and to an HTTPS webhook. At least once, in order, never in the way.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { eventually } from './support/wire.mjs';
import { World, note } from './support/world.mjs';

const cleanUp = [];
after(async () => {
  for (const step of cleanUp.toReversed()) await step();
});

async function freePort() {
  const socket = createSocket().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}

class Rsyslog {
  constructor(port) {
    this.dir = mkdtempSync(join(tmpdir(), 'countersign-rsyslog-'));
    this.port = port;
    this.file = join(this.dir, 'received');
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', this.in('key.pem'), '-out', this.in('cert.pem'),
      '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'], { stdio: 'ignore' });
    writeFileSync(this.in('rsyslog.conf'), `
      global(workDirectory="${this.dir}" maxMessageSize="64k" parser.escapeControlCharactersOnReceive="off"
             DefaultNetstreamDriver="ossl" DefaultNetstreamDriverCAFile="${this.in('cert.pem')}"
             DefaultNetstreamDriverCertFile="${this.in('cert.pem')}" DefaultNetstreamDriverKeyFile="${this.in('key.pem')}")
      module(load="imtcp" StreamDriver.Name="ossl" StreamDriver.Mode="1" StreamDriver.AuthMode="anon")
      input(type="imtcp" port="${port}" address="127.0.0.1")
      template(name="parsed" type="list") {
        property(name="pri") constant(value="\\t") property(name="hostname") constant(value="\\t") property(name="app-name") constant(value="\\t")
        property(name="msgid") constant(value="\\t") property(name="structured-data") constant(value="\\t") property(name="msg") constant(value="\\n")
      }
      action(type="omfile" file="${this.file}" template="parsed")
    `);
  }

  in(name) {
    return join(this.dir, name);
  }

  start() {
    this.child = spawn('/usr/sbin/rsyslogd', ['-n', '-iNONE', '-f', this.in('rsyslog.conf')], { stdio: 'ignore' });
    cleanUp.push(() => this.stop());
  }

  async stop() {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
  }

  /** [{pri, event, data, seq, entry}] as rsyslog understood it. */
  received() {
    if (!existsSync(this.file)) return [];
    return readFileSync(this.file, 'utf8').split('\n').slice(0, -1).map((line) => {
      const [pri, host, app, event, data, message] = line.split('\t');
      return { pri: Number(pri), host, app, event, data, seq: Number(/ seq="(\d+)"/.exec(data)[1]), entry: JSON.parse(message.trim().replace(/^\ufeff/, '')) };
    });
  }
}

async function served(config) {
  const world = await World.start({ config });
  cleanUp.push(() => world.close());
  return world;
}

/** Each seq from the first one that arrived, at least once. */
function assertNoGap(seqs, upTo) {
  const seen = new Set(seqs);
  for (let seq = Math.min(...seen); seq <= upTo; ++seq) assert.ok(seen.has(seq), `entry ${seq} never arrived`);
}

test('syslog: rsyslog understands every message; what it missed while it was away comes when it is back', async () => {
  const rsyslog = new Rsyslog(await freePort());
  rsyslog.start();
  const world = await served({ 'forward.syslog': { host: 'localhost', port: rsyslog.port, ca_file: rsyslog.in('cert.pem') } });
  const evil = 'quote " bracket ] backslash \\ <b>';
  const asked = await world.bot.ask(note(), { reason: evil });
  const first = await eventually('the request arrives', () => rsyslog.received().find(({ entry }) => entry.txn === asked.approval_id), 30_000);
  assert.equal(first.event, 'approval.asked');
  assert.equal(first.app, 'countersign');
  assert.equal(first.pri, 10 * 8 + 6);
  assert.equal(first.entry.payload.reason, evil);
  assert.match(first.data, /^\[entry@32473 seq="\d+" actor="client:deploy-bot" client="deploy-bot" txn="apr_[^"]+" outcome="ok"\]$/);

  await rsyslog.stop();
  const before = Date.now();
  const meanwhile = [];
  for (let at = 0; at < 5; ++at) meanwhile.push(await world.bot.ask(note()));
  assert.ok(Date.now() - before < 10_000, 'a receiver that is away holds nobody up');
  await eventually('it is said', () => world.authority.log.some((line) => JSON.parse(line).event === 'forward.failed'), 30_000);
  rsyslog.start();
  await eventually('what was missed arrives', () => {
    const seen = new Set(rsyslog.received().map(({ entry }) => entry.txn));
    return meanwhile.every(({ approval_id: id }) => seen.has(id));
  }, 60_000);
  const all = rsyslog.received().map(({ seq }) => seq);
  assertNoGap(all, Math.max(...all));
});

test('syslog: a receiver whose certificate nobody vouches for gets nothing', async () => {
  const rsyslog = new Rsyslog(await freePort());
  rsyslog.start();
  const world = await served({ 'forward.syslog': { host: 'localhost', port: rsyslog.port } });
  await world.bot.ask(note());
  await eventually('it is said', () => world.authority.log.some((line) => JSON.parse(line).event === 'forward.failed'), 30_000);
  assert.deepEqual(rsyslog.received(), []);
});

test('webhook: signed, in order, again after a failure and after a kill', async () => {
  const posts = [];
  let failures = 2;
  const server = createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part)).on('end', () => {
      const body = Buffer.concat(parts);
      if (failures-- > 0) return response.writeHead(503).end();
      posts.push({ body, signature: request.headers['countersign-signature'], url: request.url });
      return response.writeHead(204).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUp.push(() => server.close());
  const url = `http://127.0.0.1:${server.address().port}/siem?tenant=1`;
  const world = await served({ 'forward.webhook': { url } });
  const asked = await world.bot.ask(note());
  const arrived = (id) => posts.some(({ body }) => body.includes(id));
  await eventually('it arrives after two refusals', () => arrived(asked.approval_id), 60_000);
  await world.authority.kill();
  await world.authority.serve();
  const later = await world.bot.ask(note());
  await eventually('and after a kill', () => arrived(later.approval_id), 60_000);

  const keys = createRemoteJWKSet(new URL('/jwks', world.issuer));
  const seqs = [];
  for (const { body, signature, url: path } of posts) {
    assert.equal(path, '/siem?tenant=1');
    const { payload, protectedHeader } = await jwtVerify(signature, keys, { issuer: world.issuer, audience: url });
    assert.equal(protectedHeader.typ, 'audit-forward+jwt');
    assert.equal(payload.sha256, createHash('sha256').update(body).digest('base64url'));
    const { iss, entries } = JSON.parse(body);
    assert.equal(iss, world.issuer);
    seqs.push(...entries.map((entry) => entry.seq));
  }
  assertNoGap(seqs, Math.max(...seqs));
});
