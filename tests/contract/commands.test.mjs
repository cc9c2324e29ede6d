// Protocol 1 and group CF: the commands, how the program starts, stops and refuses to.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Authority, authority } from './support/authority.mjs';
import { basic, ok, postForm, refused, send } from './support/wire.mjs';
import { World, catalogue, note } from './support/world.mjs';
import { random } from './support/jose.mjs';

let root;
before(() => (root = mkdtempSync(join(tmpdir(), 'countersign-commands-'))));
after(() => rmSync(root, { recursive: true, force: true }));

const refuses = (result, what) => {
  assert.notEqual(result.code, 0, what);
  assert.equal(result.signal, null, `${what}: died of ${result.signal}`);
  assert.match(result.stderr.trim(), /^[^\n]{8,}$/, `${what}: one clear line, got ${JSON.stringify(result.stderr)}`);
  assert.equal(result.stdout, '', what);
};
let made = 0;
const init = async (extra = []) => {
  const dir = join(root, `data-${++made}`);
  return { dir, result: await authority(['init', '--data', dir, '--issuer', 'http://127.0.0.1:0', ...extra]) };
};

describe('commands', () => {
  for (const command of [[], ['init'], ['serve'], ['user', 'add'], ['user', 'list'], ['user', 'disable'], ['user', 'passwd'], ['client', 'add'], ['client', 'list'], ['client', 'disable'], ['audit', 'fsck'], ['audit', 'accept-restore'],
    ['backup'], ['keys', 'rotate'], ['catalog', 'apply']]) {
    test(`${command.join(' ') || 'the program'} --help exits 0 and says something`, async () => {
      const result = await authority([...command, '--help']);
      assert.equal(result.code, 0, result.stderr);
      assert.ok(result.stdout.length > 80);
      assert.equal(result.stderr, '');
    });
  }

  test('unknown commands, options and missing values: one clear line, not 0', async () => {
    const { dir, result } = await init();
    assert.equal(result.code, 0, result.stderr);
    for (const args of [['nonsense'], ['init', '--data'], ['serve', '--data', join(root, 'nowhere')], ['user', 'add', '--data', dir], ['user', 'add', '--data', dir, '--name', 'x', '--nonsense'],
      ['client', 'add', '--data', dir, '--id', 'x', '--grants', 'password'], ['serve', '--data', dir, '--listen', 'nonsense'], ['user', 'disable', '--data', dir, '--name', 'nobody'],
      ['client', 'disable', '--data', dir, '--id', 'nobody']]) {
      refuses(await authority(args), args.join(' '));
    }
  });

  test('init refuses a directory that is not empty and leaves it as it was', async () => {
    const dir = join(root, 'taken');
    const { mkdirSync } = await import('node:fs');
    mkdirSync(dir);
    writeFileSync(join(dir, 'mine.txt'), 'mine');
    refuses(await authority(['init', '--data', dir, '--issuer', 'http://127.0.0.1:0']), 'init');
    assert.deepEqual(readdirSync(dir), ['mine.txt']);
    const { dir: done } = await init();
    refuses(await authority(['init', '--data', done, '--issuer', 'http://127.0.0.1:0']), 'init twice');
  });

  test('init with a broken catalogue: the line is named and nothing is left', async () => {
    const file = join(root, 'broken.toml');
    writeFileSync(file, catalogue().replace('kind = "decimal"', 'kind = "nonsense"'));
    const line = catalogue().split('\n').findIndex((text) => text.includes('kind = "decimal"')) + 1;
    const { dir, result } = await init(['--catalog', file]);
    refuses(result, 'init');
    assert.match(result.stderr, new RegExp(`\\b${line}\\b`), `line ${line} in ${result.stderr}`);
    assert.ok(!existsSync(dir) || readdirSync(dir).length === 0, `left ${existsSync(dir) && readdirSync(dir)}`);
  });

  test('the directory and its files are the owner\'s alone', async () => {
    const { dir } = await init();
    assert.equal(statSync(dir).mode & 0o077, 0);
    for (const name of readdirSync(dir)) assert.equal(statSync(join(dir, name)).mode & 0o077, 0, name);
  });

  test('passwords under 12 and secrets under 32 characters are refused; a trailing newline is dropped', async () => {
    const { dir } = await init();
    const add = (name, input) => authority(['user', 'add', '--data', dir, '--name', name, '--password-stdin'], { input });
    refuses(await add('short', 'elevenchars\n'), 'a password of 11');
    assert.equal((await add('long', 'twelve chars\n')).code, 0);
    const client = (id, input) => authority(['client', 'add', '--data', dir, '--id', id, '--name', 'x', '--owner', 'x@y.example', '--grants', 'client_credentials', '--secret-stdin'], { input });
    refuses(await client('short', `${'a'.repeat(31)}\n`), 'a secret of 31');
    assert.equal((await client('long', 'b'.repeat(32))).code, 0);
    refuses(await add('long', 'twelve chars\n'), 'the same name again');
    refuses(await client('long', 'b'.repeat(32)), 'the same id again');
  });

  test('client add without --secret-stdin prints the secret once, as JSON; lists never do', async () => {
    const { dir } = await init();
    const result = await authority(['client', 'add', '--data', dir, '--id', 'made', '--name', 'Made', '--owner', 'x@y.example', '--grants', 'client_credentials']);
    const { client_id, client_secret } = JSON.parse(result.stdout);
    assert.equal(client_id, 'made');
    assert.ok(client_secret.length >= 32);
    const list = await authority(['client', 'list', '--data', dir]);
    assert.equal(list.code, 0);
    assert.ok(list.stdout.includes('made') && !list.stdout.includes(client_secret));
    const key = await authority(['client', 'add', '--data', dir, '--id', 'open', '--name', 'Open', '--owner', 'x@y.example', '--grants', 'authorization_code', '--auth', 'none', '--redirect-uri', 'http://127.0.0.1:1/callback']);
    assert.equal(key.code, 0, key.stderr);
    assert.equal(JSON.parse(key.stdout).client_secret, undefined);
  });
});

describe('serving', () => {
  let world;
  before(async () => (world = await World.start()));
  after(() => world?.close());

  test('CF-01 the default listens on loopback only; no default user, no default secret', async () => {
    assert.match(world.authority.listen, /^127\.0\.0\.1:\d+$/);
    const { dir } = await init();
    const users = await authority(['user', 'list', '--data', dir]);
    assert.equal(users.code, 0);
    assert.ok(!/admin|root|alice/.test(users.stdout), users.stdout);
    for (const [id, secret] of [['admin', 'admin'], ['countersign-console', ''], ['countersign', 'countersign']]) {
      refused(await postForm(world.issuer, '/token', { grant_type: 'client_credentials' }, basic(id, secret)), 401, 'invalid_client');
    }
  });

  test('CF-02 plain http on another address, or an http issuer that is not loopback → start refused', async () => {
    const { dir } = await init();
    refuses(await authority(['serve', '--data', dir, '--listen', '0.0.0.0:0'], { timeout: 5_000 }), 'listen on every address');
    refuses(await authority(['serve', '--data', dir, '--listen', '[::]:0'], { timeout: 5_000 }), 'listen on every address');
    refuses(await authority(['init', '--data', join(root, 'plain'), '--issuer', 'http://authority.example']), 'an http issuer');
    for (const issuer of ['https://authority.example/?x=1', 'https://authority.example/#x', 'ftp://authority.example', 'https://user@authority.example', 'authority.example', '']) {
      refuses(await authority(['init', '--data', join(root, `issuer-${random(4)}`), '--issuer', issuer]), issuer);
    }
  });

  test('a second serve on one directory refuses to start, the first goes on', async () => {
    refuses(await authority(['serve', '--data', world.authority.dir, '--listen', '127.0.0.1:0', '--issuer-from-listen'], { timeout: 10_000 }), 'second serve');
    await world.stillWorks();
  });

  test('commands while it runs take effect at once', async () => {
    const made = await world.authority.addClient('late-bot', { grants: 'client_credentials', scopes: 'orders:note:create' });
    ok(await postForm(world.issuer, '/token', { grant_type: 'client_credentials' }, basic('late-bot', made.client_secret)));
    const token = ok(await postForm(world.issuer, '/token', { grant_type: 'client_credentials' }, basic('late-bot', made.client_secret))).access_token;
    await world.authority.mustCommand(['client', 'disable', '--id', 'late-bot']);
    refused(await postForm(world.issuer, '/token', { grant_type: 'client_credentials' }, basic('late-bot', made.client_secret)), 401, 'invalid_client');
    assert.deepEqual(ok(await world.orders.introspect(token)), { active: false });
  });

  test('rights that give nothing are taken and told: unknown groups and scopes, and scopes for people', async () => {
    const slip = await world.authority.mustCommand(['user', 'add', '--name', 'slip', '--roles', 'approver', '--groups', 'payments-aprovers,payments-approvers']);
    assert.match(slip.stderr, /warning: .*"payments-aprovers"/);
    assert.doesNotMatch(slip.stderr, /"payments-approvers"/);
    assert.match((await world.authority.mustCommand(['user', 'modify', '--name', 'slip', '--groups', 'nobody'])).stderr, /warning: .*"nobody"/);
    assert.equal((await world.authority.mustCommand(['user', 'modify', '--name', 'slip', '--groups', 'payments-approvers'])).stderr, '');
    const client = ['client', 'add', '--name', 'x', '--owner', 'x@y.example', '--grants', 'client_credentials', '--scopes'];
    assert.match((await world.authority.mustCommand([...client, 'catalog:write', '--id', 'ci'])).stderr, /warning: .*"catalog:write" is for people/);
    assert.match((await world.authority.mustCommand([...client, 'no:such', '--id', 'ci2'])).stderr, /warning: .*"no:such"/);
    const token = await world.authority.command(['initial-token', 'add', '--scopes', 'orders:note:create,no:such']);
    refuses(token, 'an unknown scope');
    assert.match(token.stderr, /no:such/);
  });

  test('a password is read with or without --password-stdin', async () => {
    await world.authority.mustCommand(['user', 'passwd', '--name', 'erin'], { input: `${world.password('erin')}\n` });
    refuses(await world.authority.command(['user', 'passwd', '--name', 'erin'], { input: '' }), 'none');
  });

  test('a broken catalogue at catalog apply: refused with the line, the old one stays', async () => {
    const broken = await world.authority.applyCatalog(catalogue().replace('kind = "decimal"', 'kind = "nonsense"'));
    refuses(broken, 'catalog apply');
    assert.match(broken.stderr, /line \d+/);
    await world.stillWorks();
  });

  test('backup --to while serving: a consistent copy that opens and verifies', async () => {
    const stop = { now: false };
    const load = (async () => {
      while (!stop.now) await world.bot.ask(note());
    })();
    const file = join(root, 'backup.db');
    const result = await world.authority.command(['backup', '--to', file]);
    stop.now = true;
    await load;
    assert.equal(result.code, 0, result.stderr);
    assert.ok(statSync(file).size > 0);
    assert.equal(statSync(file).mode & 0o077, 0);
    refuses(await world.authority.command(['backup', '--to', file]), 'over an existing file');
  });

  test('logs are JSON lines on stderr, nothing but the listening line on stdout', async () => {
    await world.stillWorks();
    assert.ok(world.authority.log.length > 0);
    world.authority.log.forEach((line) => assert.equal(typeof JSON.parse(line), 'object'));
  });

  test('SIGTERM drains within 5 s with exit code 0 and the requests under way are answered or cleanly refused', async () => {
    const other = await World.start();
    try {
      const results = [];
      let going = true;
      const load = Promise.all(Array.from({ length: 8 }, async () => {
        while (going) {
          const res = await other.bot.askRaw(note()).catch((error) => ({ status: 0, code: error.code }));
          results.push(res);
          if (res.status === 0) break;
        }
      }));
      await new Promise((resolve) => setTimeout(resolve, 700));
      const end = await other.authority.stop();
      going = false;
      await load;
      assert.deepEqual([end.code, end.signal], [0, null]);
      assert.ok(end.ms < 5_500, `${end.ms} ms`);
      results.forEach((res) => assert.ok([0, 200, 503].includes(res.status), `${res.status} ${res.text}`));
      await other.authority.serve();
      const alice = await other.person('alice');
      const known = new Set();
      let cursor = '';
      do {
        const page = await alice.list('all', cursor && `&cursor=${encodeURIComponent(cursor)}`);
        page.items.forEach((item) => known.add(item.id));
        cursor = page.next_cursor;
      } while (cursor);
      for (const res of results.filter((one) => one.status === 200)) assert.ok(known.has(res.json.approval_id), 'an acknowledged request was lost');
    } finally {
      await other.close();
    }
  });

  test('/healthz, /readyz, /metrics', async () => {
    assert.equal((await send(world.issuer, { path: '/healthz' })).status, 200);
    assert.equal((await send(world.issuer, { path: '/readyz' })).status, 200);
    const metrics = await send(world.issuer, { path: '/metrics' });
    assert.equal(metrics.status, 200);
    assert.match(metrics.headers['content-type'], /^text\/plain/);
    for (const line of metrics.text.trim().split('\n')) assert.match(line, /^(#.*|[a-zA-Z_:][a-zA-Z0-9_:]*(\{[^}]*\})? -?[0-9.eE+InfNa]+)$/);
  });
});

test('a directory that was never initialised, or whose key files are gone or readable by others: refused', async () => {
  const { chmodSync, unlinkSync } = await import('node:fs');
  const self = await Authority.create({ catalog: catalogue() });
  try {
    const serve = () => authority(['serve', '--data', self.dir, '--listen', '127.0.0.1:0', '--issuer-from-listen'], { timeout: 4_000 });
    const keys = [];
    const walk = (dir) => readdirSync(dir).forEach((name) => {
      const path = join(dir, name);
      if (statSync(path).isDirectory()) walk(path);
      else if (!/\.db|\.sqlite|authority\.toml|lock|catalog|size|checkpoint/.test(name)) keys.push(path);
    });
    walk(self.dir);
    assert.ok(keys.length >= 1, `key files in ${readdirSync(self.dir)}`);
    for (const key of keys) {
      chmodSync(key, 0o644);
      refuses(await serve(), `${key} readable by others`);
      chmodSync(key, 0o600);
    }
    unlinkSync(keys[0]);
    refuses(await serve(), `${keys[0]} is gone`);
  } finally {
    await self.close();
  }
});

test('SC-12 a catalogue with a wildcard, a double, hostile text or of 100 MB: refused with its line, and nothing applied', async () => {
  const { dir } = await init(['--catalog', (() => {
    const file = join(root, 'whole.toml');
    writeFileSync(file, catalogue());
    return file;
  })()]);
  const file = join(root, 'offered.toml');
  const scope = (name, title = 'Fine') => `[[scope]]\nname = ${JSON.stringify(name)}\ntitle = ${JSON.stringify(title)}\nowner = "o@example"\nreason = "r"\nresource = "https://orders.northwind.example"\nrisk = "low"\n`;
  const offers = {
    'a wildcard': catalogue({ extra: scope('*') }),
    'a wildcard within': catalogue({ extra: scope('orders:*:create') }),
    'a name twice': catalogue({ extra: scope('orders:note:create') }),
    'a bidi title': catalogue({ extra: scope('orders:note:other', 'Fine\u202egnihton') }),
    'a NUL': catalogue({ extra: scope('orders:note:other', 'a\u0000b') }),
    'no TOML': 'format = 1\n[[scope',
  };
  for (const [what, text] of Object.entries(offers)) {
    writeFileSync(file, text);
    const result = await authority(['catalog', 'apply', '--data', dir, '--catalog', file]);
    refuses(result, what);
    assert.match(result.stderr, /line [0-9]+/, what);
  }
  writeFileSync(file, Buffer.alloc(100 * 1024 * 1024, '# much ado\n'));
  refuses(await authority(['catalog', 'apply', '--data', dir, '--catalog', file]), '100 MB');
  const shown = await authority(['catalog', 'show', '--data', dir]);
  assert.equal(shown.stdout, catalogue());
  assert.equal((await authority(['catalog', 'show', '--data', dir, '--version', '2'])).code, 1);
});

test('CF-08, KC-10 no secret in arguments or environment of what runs, and none in a core file', async () => {
  const world = await World.start();
  try {
    await world.credential();
    const of = (name) => readFileSync(`/proc/${world.authority.child.pid}/${name}`, 'utf8');
    const told = of('cmdline') + of('environ');
    assert.ok(world.secrets.size > 5);
    for (const secret of world.secrets) assert.ok(!told.includes(secret));
    assert.match(of('limits'), /^Max core file size +0 +0 /m);
    for (const flag of ['--password', '--secret']) {
      const command = flag === '--secret' ? ['client', 'add', '--id', 'x', '--name', 'X', '--owner', 'o@example'] : ['user', 'add', '--name', 'x'];
      refuses(await authority([...command, '--data', world.authority.dir, flag, 'in the open, for all to see']), flag);
    }
  } finally {
    await world.close();
  }
});
