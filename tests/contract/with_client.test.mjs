// countersignctl with-client and client create: a pipeline's client lives as long as its command (protocol 7).
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { program, run } from './support/authority.mjs';
import { Requester } from './support/requester.mjs';
import { World, catalogue, types } from './support/world.mjs';
import { eventually, ok, refused } from './support/wire.mjs';

const clientType = '[[action]]\ntype = "countersign.client"\nrisk = "medium"\napprovers = ["payments-approvers"]\nquorum = 1\nmax_duration = "2h"\n';

let world;
let ada;
let token;
let secretFile;
before(async () => {
  world = await World.start({ catalog: catalogue({ extra: clientType }), types: `${types.join(',')},countersign.client` });
  ada = await world.person('ada');
  token = join(world.authority.root, 'initial-token');
  writeFileSync(token, `${ok(await ada.post('/initial-access-tokens', { uses: 1000, expires_in: 3600, scopes: ['orders:note:create'], actions: [], max_client_ttl: 3600 }), 201).token}\n`, { mode: 0o600 });
  secretFile = join(world.authority.root, 'bot-secret');
  writeFileSync(secretFile, world.bot.secret, { mode: 0o600 });
});
after(() => world?.close());

const options = (...more) => ['with-client', '--issuer', world.issuer, '--initial-token-file', token, '--scopes', 'orders:note:create', '--ttl', '5m', '--owner', 'ops@northwind.example', ...more];
const ctl = (args) => run('countersignctl', args);
const listed = async (name) => ok(await ada.get(`/clients?q=${encodeURIComponent(name)}&limit=200`)).items;

/** Starts a command with a client, and waits until it wrote its id. */
async function started(name, script) {
  const out = join(mkdtempSync(join(world.authority.root, 'run-')), 'out');
  const child = spawn(program('countersignctl'), [...options('--name', name), '--', 'sh', '-c', `printf '%s %s' "$COUNTERSIGN_CLIENT" "$COUNTERSIGN_SECRET_FILE" > ${out}.part; mv ${out}.part ${out}; ${script}`], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  await eventually('the command runs', () => existsSync(out), 20_000);
  const [id, file] = readFileSync(out, 'utf8').split(' ');
  return { child, ended, id, file };
}

test('the command has a client that works, and afterwards nothing is left', async () => {
  const script = `test "$(stat -c %a "$COUNTERSIGN_SECRET_FILE")" = 600 && test -z "$COUNTERSIGN_SECRET" && ${program('countersignctl')} token --scope orders:note:create --json && exit 7`;
  const ran = await ctl([...options('--name', 'Works'), '--', 'sh', '-c', script]);
  assert.equal(ran.code, 7, ran.stderr);
  assert.equal(JSON.parse(ran.stdout).scope, 'orders:note:create');
  const [client] = await listed('Works');
  assert.deepEqual([client.status, client.use_count, client.live_tokens, client.ended_by], ['revoked', 1, 0, `client:${client.id}`]);
});

test('the command\'s own exit code, as a shell has it', async () => {
  assert.equal((await ctl([...options(), '--', 'true'])).code, 0);
  assert.equal((await ctl([...options(), '--', 'sh', '-c', 'kill -KILL $$'])).code, 137);
  assert.equal((await ctl([...options(), '--', '/does/not/exist'])).code, 127);
  assert.equal((await ctl([...options(), '--', token])).code, 126);
  assert.equal((await listed('Pipeline')).filter(({ status }) => status === 'active').length, 0);
});

test('words of the command are its own: options and --help behind -- are not read', async () => {
  const ran = await ctl([...options(), '--', 'echo', '--help', '--scopes', '-x']);
  assert.equal(ran.stdout.trim(), '--help --scopes -x');
  assert.equal((await ctl(options())).code, 2);
});

test('the secret is in a private file that goes, and in no argument', async () => {
  const { child, ended, id, file } = await started('Private', 'sleep 30');
  const secret = readFileSync(file, 'utf8');
  for (const pid of [child.pid, Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')[0])]) {
    assert.equal(readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(secret), false);
    assert.equal(readFileSync(`/proc/${pid}/environ`, 'utf8').includes(secret), false);
  }
  await new Requester(world, id, { secret }).baseToken();
  child.kill('SIGTERM');
  assert.equal((await ended).code, 143);
  assert.equal(existsSync(file), false);
  refused(await new Requester(world, id, { secret }).token({ grant_type: 'client_credentials' }), 401, 'invalid_client');
});

test('signals go on to the command, and the client ends with it all the same', async () => {
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
    const { child, ended, id } = await started(`By ${signal}`, 'exec sleep 30');
    child.kill(signal);
    assert.equal((await ended).code, code, signal);
    assert.equal(ok(await ada.get(`/clients/${id}`)).status, 'revoked', signal);
  }
  const patient = await started('Patient', 'trap "exit 9" TERM; while :; do sleep 0.1; done');
  patient.child.kill('SIGTERM');
  assert.equal((await patient.ended).code, 9, 'a command that tidies up has its own end');
});

test('killed itself, the short life covers: the client has an end', async () => {
  const { child, ended, id } = await started('Killed', 'exec sleep 2');
  child.kill('SIGKILL');
  await ended;
  const left = ok(await ada.get(`/clients/${id}`));
  assert.ok(left.client_expires_at - left.server_time <= 300);
});

test('an authority that is away at the end: said, with the time when it ends by itself, and the exit code stays', async () => {
  const { child, ended } = await started('Away', 'sleep 1; exit 5');
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  await world.authority.kill();
  const { code } = await ended;
  await world.authority.serve();
  assert.equal(code, 5);
  assert.match(said, /could not be deleted .* ends by itself at /);
  ada = await world.newConsole('ada').signIn();
});

test('refused by the authority: nothing runs', async () => {
  const marker = join(world.authority.root, 'ran');
  const ran = await ctl(['with-client', '--issuer', world.issuer, '--initial-token-file', token, '--scopes', 'orders:refund:create', '--', 'touch', marker]);
  assert.equal(ran.code, 5, ran.stderr);
  assert.match(ran.stderr, /invalid_client_metadata/);
  assert.equal(existsSync(marker), false);
  const wrong = join(world.authority.root, 'wrong-token');
  writeFileSync(wrong, 'init_nothing');
  assert.equal((await ctl(['with-client', '--issuer', world.issuer, '--initial-token-file', wrong, '--', 'touch', marker])).code, 5);
  assert.equal((await ctl([...options('--name', 'x').map((word) => (word === '5m' ? '5 minutes' : word)), '--', 'touch', marker])).code, 2);
  assert.equal(existsSync(marker), false);
});

test('without an initial token it asks for countersign.client and waits', async () => {
  const alice = await world.person('alice');
  const child = spawn(program('countersignctl'), ['with-client', '--issuer', world.issuer, '--client', 'deploy-bot', '--secret-file', secretFile, '--name', 'Asked for', '--scopes', 'orders:note:create', '--ttl', '5m',
    '--reason', 'Old notes', '--', program('countersignctl'), 'token', '--scope', 'orders:note:create', '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ran = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) child[name].on('data', (text) => (ran[name] += text));
  const ended = once(child, 'close');
  const asked = await eventually('the request', async () => (await alice.list()).items.find(({ action_text: text }) => text.includes('Asked for')), 20_000);
  assert.equal((await alice.approval(asked.id)).reason, 'Old notes');
  const confirmation_code = await eventually('the code', () => /Confirmation code: (\d{6})/.exec(ran.stderr)?.[1]);
  await alice.approve({ approval_id: asked.id, confirmation_code });
  [ran.code] = await ended;
  assert.equal(ran.code, 0, ran.stderr);
  assert.equal(JSON.parse(ran.stdout).scope, 'orders:note:create');
  assert.equal((await listed('Asked for'))[0].status, 'revoked');
  const denied = ctl(['with-client', '--issuer', world.issuer, '--client', 'deploy-bot', '--secret-file', secretFile, '--name', 'Denied', '--scopes', 'orders:note:create', '--', 'true']);
  const second = await eventually('the second', async () => (await alice.list()).items.find(({ action_text: text }) => text.includes('Denied')), 20_000);
  await alice.deny({ approval_id: second.id });
  assert.equal((await denied).code, 3);
});

test('client create prints the registration', async () => {
  const made = await ctl(['client', 'create', '--issuer', world.issuer, '--initial-token-file', token, '--scopes', 'orders:note:create', '--ttl', '10m', '--name', 'Created', '--owner', 'x@example.com']);
  assert.equal(made.code, 0, made.stderr);
  const client = JSON.parse(made.stdout);
  await new Requester(world, client.client_id, { secret: client.client_secret }).baseToken();
});

test('initial-token of countersign-authority sets a first pipeline up without the window', async () => {
  const made = JSON.parse((await world.authority.mustCommand(['initial-token', 'add', '--uses', '1', '--expires-in', '1h', '--max-client-ttl', '10m', '--scopes', 'orders:note:create'])).stdout);
  const file = join(world.authority.root, 'cli-token');
  writeFileSync(file, made.token);
  assert.equal((await ctl([...options().map((word) => (word === token ? file : word)), '--', 'true'])).code, 0);
  assert.equal((await ctl([...options().map((word) => (word === token ? file : word)), '--', 'true'])).code, 5, 'used up');
  assert.equal(JSON.parse((await world.authority.mustCommand(['initial-token', 'list'])).stdout.split('\n').find((line) => line.includes(made.id))).usable, false);
  assert.equal((await world.authority.command(['initial-token', 'add', '--scopes', 'clients:manage'])).code, 1);
  assert.equal((await world.authority.command(['initial-token', 'revoke', '--id', 'iat_nothing'])).code, 1);
  const lines = (await world.authority.mustCommand(['client', 'list'])).stdout.trim().split('\n').map((line) => JSON.parse(line));
  const temporary = lines.find(({ temporary, status }) => temporary && status === 'revoked');
  assert.ok(temporary.expires_at > 0);
});
