// The parties of the tests around one authority: approvers, requesters, APIs, and a catalogue with one action for each rule.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Authority } from './authority.mjs';
import { Console } from './console.mjs';
import { makeKey, random } from './jose.mjs';
import { Api, Requester } from './requester.mjs';
import { ok, postForm, postJson, send, fresh } from './wire.mjs';

export const ORDERS = 'https://orders.northwind.example';
export const DEPLOY = 'https://deploy.northwind.example';

const resource = (id, name) => `[[resource]]\nid = "${id}"\nname = "${name}"\n`;

const scope = (name, title, { at = ORDERS, risk = 'low', more = '' } = {}) => `[[scope]]
name = "${name}"\ntitle = "${title}"\nowner = "payments@northwind.example"\nreason = "The tests use it"
resource = "${at}"\nrisk = "${risk}"\n${more}\n`;

const parameter = (fields) => `  [[action.param]]\n${Object.entries(fields).map(([name, value]) => `  ${name} = ${JSON.stringify(value)}\n`).join('')}`;

export const orderId = { name: 'order_id', label: 'Order', kind: 'string', pattern: '^[0-9]{1,12}$' };

/** One [[action]] of the catalogue. */
export function action(type, { title = `Run ${type} on {order_id}`, at = ORDERS, scopes = ['orders:note:create'], risk = 'low',
  approvers = ['payments-approvers'], quorum = 1, own = false, session = false, code = false, comment = false, stepUp = false,
  requestTtl = '5m', credentialTtl = '60s', dpop = 'optional', params = [orderId] } = {}) {
  return `[[action]]
type = "${type}"\ntitle = "${title}"\nresource = "${at}"\nscopes = ${JSON.stringify(scopes)}\nrisk = "${risk}"
approvers = ${JSON.stringify(approvers)}\nquorum = ${quorum}\nrequester_may_approve = ${own}\nbind_session = ${session}
code_required = ${code}\ncomment_required = ${comment}\nstep_up = ${stepUp}\nrequest_ttl = "${requestTtl}"
credential_ttl = "${credentialTtl}"\ndpop = "${dpop}"\n\n${params.map(parameter).join('\n')}\n`;
}

export const scopes = {
  refund: scope('orders:refund:create', 'Refund an order', { risk: 'high' }),
  note: scope('orders:note:create', 'Add a note to an order'),
  read: scope('orders:order:read', 'Read an order'),
  deploy: scope('deploy:release:run', 'Run a release', { at: DEPLOY, risk: 'medium' }),
};

const amount = { name: 'amount', label: 'Amount', kind: 'decimal', min: '0.01', max: '5000.00' };
const currency = { name: 'currency', label: 'Currency', kind: 'enum', values: ['EUR', 'USD'] };

export const actions = {
  refund: action('orders.refund', { title: 'Refund {amount} {currency} for order {order_id}', scopes: ['orders:refund:create'],
    risk: 'high', session: true, code: true, comment: true, params: [orderId, amount, currency] }),
  note: action('orders.note'),
  bound: action('orders.bound', { session: true }),
  pair: action('orders.pair', { quorum: 2 }),
  stepUp: action('orders.close', { stepUp: true }),
  proof: action('orders.proof', { dpop: 'required' }),
  wide: action('orders.wide', { scopes: ['orders:note:create', 'orders:order:read'] }),
  kinds: action('orders.kinds', { title: 'Change {count} of {order_id}', params: [orderId,
    { name: 'count', label: 'Count', kind: 'integer', min: 0, max: 9007199254740991 }, { name: 'urgent', label: 'Urgent', kind: 'boolean' },
    { name: 'note', label: 'Note', kind: 'text' }] }),
  release: action('deploy.release', { at: DEPLOY, scopes: ['deploy:release:run'], approvers: ['release-approvers'] }),
};

export function catalogue({ scopes: ownScopes = {}, actions: ownActions = {}, extra = '' } = {}) {
  const text = (values) => Object.values(values).filter(Boolean).join('\n');
  return [
    'format = 1\nname = "Northwind contract tests"\n',
    resource(ORDERS, 'Orders API'), resource(DEPLOY, 'Deploy API'),
    text({ ...scopes, ...ownScopes }), text({ ...actions, ...ownActions }), extra,
  ].join('\n');
}

export const types = ['orders.refund', 'orders.note', 'orders.bound', 'orders.pair', 'orders.close', 'orders.proof', 'orders.wide',
  'orders.kinds', 'deploy.release'];
const allScopes = 'orders:refund:create,orders:note:create,orders:order:read,deploy:release:run';

export const note = (params = {}) => ({ type: 'orders.note', params: { order_id: fresh(), ...params } });
export const order = (type, params = {}) => ({ type, params: { order_id: fresh(), ...params } });
export const refund = (params = {}) => ({ type: 'orders.refund', params: { order_id: fresh(), amount: '42.00', currency: 'EUR', ...params } });

const people = {
  alice: { roles: 'approver', groups: 'payments-approvers' },
  bob: { roles: 'approver', groups: 'payments-approvers' },
  carol: { roles: 'approver', groups: 'release-approvers' },
  erin: { roles: 'approver' },
  ada: { roles: 'admin' },
  olga: { roles: 'auditor' },
};
const scopesOf = {
  approver: 'approvals:read approvals:decide grants:revoke catalog:read',
  admin: 'clients:manage catalog:write users:manage audit:read catalog:read',
  auditor: 'audit:read catalog:read',
};

export class World {
  secrets = new Set();
  consoles = new Map();

  /** `limits` etc. go to authority.toml; the defaults are lifted so that only the tests about limits meet them. */
  static async start({ catalog = catalogue(), config = {}, environment = {}, types: clientTypes = types.join(','), scopes: clientScopes = allScopes, serve = [] } = {}) {
    const self = new World();
    self.authority = await Authority.create({
      catalog,
      config: {
        ...config,
        limits: { asks_per_client_per_minute: 100_000, asks_per_group_per_minute: 100_000, sign_ins_per_minute: 100_000, ...config.limits },
      },
    });
    self.authority.environment = environment;
    self.key = makeKey();
    const jwks = join(self.authority.root, 'key-bot.jwks');
    writeFileSync(jwks, JSON.stringify({ keys: [{ ...self.key.jwk, kid: 'key-1', alg: 'ES256', use: 'sig' }] }));
    const asks = { grants: 'client_credentials,ciba', scopes: clientScopes, actions: clientTypes };
    self.bot = new Requester(self, 'deploy-bot', { secret: self.secret() });
    self.other = new Requester(self, 'other-bot', { secret: self.secret() });
    self.plain = new Requester(self, 'plain-bot', { secret: self.secret() });
    self.keyBot = new Requester(self, 'key-bot', { key: self.key, kid: 'key-1' });
    self.orders = new Api(self, 'orders-api', { secret: self.secret() });
    self.deploy = new Api(self, 'deploy-api', { secret: self.secret() });
    const add = (party, flags) => self.authority.addClient(party.id, flags, party.secret);
    await Promise.all([
      add(self.bot, { name: 'Deploy bot', ...asks }),
      add(self.other, { name: 'Other bot', ...asks, actions: 'orders.note' }),
      add(self.plain, { name: 'Plain bot', grants: 'client_credentials', scopes: clientScopes }),
      add(self.keyBot, { name: 'Key bot', ...asks, auth: 'private_key_jwt', jwks }),
      add(self.orders, { name: 'Orders API', 'resource-server': ORDERS }),
      add(self.deploy, { name: 'Deploy API', 'resource-server': DEPLOY }),
      ...Object.entries(people).map(([name, rights]) => self.authority.addUser({ name, password: self.password(name), ...rights })),
    ]);
    await self.authority.serve(serve);
    return self;
  }

  get issuer() {
    return this.authority.issuer;
  }

  remember(secret) {
    if (secret) this.secrets.add(secret);
    return secret;
  }

  secret() {
    return this.remember(`secret-${random(32)}`);
  }

  password(name) {
    return this.remember(`correct horse battery ${name}`);
  }

  send(path, options) {
    return send(this.issuer, { path, ...options });
  }

  postForm(path, fields, headers) {
    return postForm(this.issuer, path, fields, headers);
  }

  postJson(path, value, headers) {
    return postJson(this.issuer, path, value, headers);
  }

  newConsole(name, changes = {}) {
    const role = people[name]?.roles;
    return Object.assign(new Console(this, { name, password: `correct horse battery ${name}` }), { scope: scopesOf[role] }, changes);
  }

  /** The signed-in console of a person, with a device key; made once. */
  async person(name) {
    if (!this.consoles.has(name)) {
      this.consoles.set(name, (async () => {
        const console = await this.newConsole(name).signIn();
        return people[name].roles === 'approver' ? console.enrol() : console;
      })());
    }
    return this.consoles.get(name);
  }

  async metadata() {
    return ok(await this.send('/.well-known/oauth-authorization-server'));
  }

  /** Asks, lets alice approve, redeems: {asked, token}. */
  async credential(action = note(), { fields, by = 'alice', granted, client = this.bot, headers } = {}) {
    const asked = await client.ask(action, fields, headers);
    const approver = await this.person(by);
    await approver.approve(asked, granted ? { granted } : {});
    return { asked, action, token: this.remember(await client.redeem(asked, headers)), base: client.base };
  }

  /** What somebody with the database file can do: one SQL statement or several; with 'rehash' every hash of the log fits again. */
  rewriteDatabase(statements, ...more) {
    const script = new URL('../tools/rewrite_log.py', import.meta.url).pathname;
    const done = spawnSync('python3', [script, join(this.authority.dir, 'authority.db'), ...more], { input: `${[statements].flat().join('\n')}\n`, encoding: 'utf8' });
    assert.equal(done.status, 0, done.stderr);
  }

  /** The control call after a refusal: one whole ask, approval, redemption and use still works. */
  async stillWorks() {
    const { token, action, asked } = await this.credential();
    const used = await this.orders.consume(token, action);
    assert.deepEqual({ active: used.active, txn: used.txn }, { active: true, txn: asked.approval_id });
  }

  async auditEntries(filter = {}) {
    const ada = await this.person('ada');
    const items = [];
    let cursor;
    do {
      const query = new URLSearchParams({ limit: '200', ...filter, ...(cursor ? { cursor } : {}) });
      const page = ok(await ada.get(`/audit/entries?${query}`));
      items.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor);
    return items;
  }

  /** Rule 8: no secret in a log, and in the database only hashes. */
  assertNoSecrets() {
    const log = this.authority.log.join('\n');
    const stored = this.authority.storedBytes();
    for (const secret of this.secrets) {
      const shown = `${secret.slice(0, 10)}… (${secret.length} characters)`;
      assert.ok(!log.includes(secret), `in the log: ${shown}`);
      assert.ok(!stored.includes(secret), `on disk: ${shown}`);
    }
  }

  async close() {
    try {
      this.assertNoSecrets();
    } finally {
      await this.authority.close();
    }
  }
}
