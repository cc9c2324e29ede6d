// The real program in a directory of its own: init, commands, serve, stop, kill, start again.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export function program(name) {
  const bin = process.env.COUNTERSIGN_BIN;
  assert.ok(bin, 'COUNTERSIGN_BIN names the directory of the built programs');
  return join(bin, name);
}

/** Runs a program to its end: {code, signal, stdout, stderr}. */
export async function run(name, args, { input = '', timeout = 60_000 } = {}) {
  const child = spawn(program(name), args, { stdio: ['pipe', 'pipe', 'pipe'] });
  running.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const timer = setTimeout(() => child.kill('SIGKILL'), timeout);
  const [code, signal] = await once(child, 'close');
  clearTimeout(timer);
  running.delete(child);
  return { code, signal, stdout, stderr };
}

export const authority = (args, options) => run('countersign-authority', args, options);

/** As `authority`, and fails when the command does. */
export async function mustRun(args, options) {
  const result = await authority(args, options);
  assert.equal(result.code, 0, `countersign-authority ${args.slice(0, 2).join(' ')}: ${result.stderr || result.stdout}`);
  return result;
}

export class Authority {
  log = [];

  /** `config` is {section: {key: value}} for DIR/authority.toml. */
  static async create({ catalog, config = {}, root = mkdtempSync(join(tmpdir(), 'countersign-contract-')) } = {}) {
    const self = new Authority();
    self.root = root;
    self.dir = join(root, 'data');
    self.catalogFile = join(root, 'catalog.toml');
    writeFileSync(self.catalogFile, catalog);
    await mustRun(['init', '--data', self.dir, '--issuer', 'http://127.0.0.1:0', '--catalog', self.catalogFile]);
    for (const [section, values] of Object.entries(config)) self.configure(section, values);
    return self;
  }

  configure(section, values) {
    const file = join(this.dir, 'authority.toml');
    let text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    for (const key of Object.keys(values)) text = text.replace(new RegExp(`^\\s*${key}\\s*=.*\\n?`, 'gm'), '');
    const lines = Object.entries(values).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`).join('');
    const header = `[${section}]`;
    text = text.split('\n').includes(header) ? text.replace(`${header}\n`, `${header}\n${lines}`)
      : `${text}${text && !text.endsWith('\n') ? '\n' : ''}${header}\n${lines}`;
    writeFileSync(file, text, { mode: 0o600 });
  }

  command(args, options) {
    return authority([...args, '--data', this.dir], options);
  }

  mustCommand(args, options) {
    return mustRun([...args, '--data', this.dir], options);
  }

  addUser({ name, password, roles = '', groups = '' }) {
    return this.mustCommand(
      ['user', 'add', '--name', name, ...(roles ? ['--roles', roles] : []), ...(groups ? ['--groups', groups] : []), '--password-stdin'],
      { input: `${password}\n` });
  }

  /** `flags` is {grants, scopes, actions, 'resource-server', auth, jwks, 'redirect-uri', 'ping-endpoint', name, owner}. */
  async addClient(id, flags = {}, secret) {
    const { name = id, owner = 'ops@northwind.example', ...rest } = flags;
    const args = ['client', 'add', '--id', id, '--name', name, '--owner', owner];
    for (const [flag, value] of Object.entries(rest)) for (const one of [value].flat()) args.push(`--${flag}`, one);
    if (secret) args.push('--secret-stdin');
    const result = await this.mustCommand(args, { input: secret ? `${secret}\n` : '' });
    return JSON.parse(result.stdout);
  }

  async applyCatalog(text, reason = 'a test changes it') {
    writeFileSync(this.catalogFile, text);
    return this.command(['catalog', 'apply', '--catalog', this.catalogFile, '--reason', reason]);
  }

  /** Of every serve: a library that bends the clock, for example. */
  environment = {};

  /** Starts serving. After the first time the same port, and so the same issuer, is taken again. */
  async serve(extra = []) {
    const listen = this.listen ?? '127.0.0.1:0';
    const child = spawn(program('countersign-authority'),
      ['serve', '--data', this.dir, '--listen', listen, '--issuer-from-listen', ...extra], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...this.environment } });
    running.add(child);
    this.child = child;
    this.exited = once(child, 'exit').then(([code, signal]) => {
      running.delete(child);
      return { code, signal };
    });
    createInterface({ input: child.stderr }).on('line', (line) => this.log.push(line));
    const lines = createInterface({ input: child.stdout });
    const first = await Promise.race([
      once(lines, 'line').then(([line]) => line),
      this.exited.then(({ code, signal }) => {
        throw new Error(`serve ended with ${code ?? signal}: ${this.log.slice(-5).join('\n')}`);
      }),
    ]);
    const event = JSON.parse(first);
    assert.equal(event.event, 'listening');
    this.issuer = event.issuer;
    this.listen = event.listen;
    return this;
  }

  async stop(signal = 'SIGTERM') {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return this.exited;
    const started = performance.now();
    this.child.kill(signal);
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 15_000);
    const end = await this.exited;
    clearTimeout(timer);
    return { ...end, ms: performance.now() - started };
  }

  kill() {
    return this.stop('SIGKILL');
  }

  async restart(extra) {
    await this.stop();
    return this.serve(extra);
  }

  /** Everything the program left on disk beside its key files, for a search for secrets. */
  storedBytes() {
    const files = [];
    const walk = (dir) => readdirSync(dir).forEach((entry) => {
      const path = join(dir, entry);
      if (statSync(path).isDirectory()) walk(path);
      else files.push(readFileSync(path));
    });
    walk(this.dir);
    return Buffer.concat(files);
  }

  async close() {
    await this.stop();
    rmSync(this.root, { recursive: true, force: true });
  }
}
