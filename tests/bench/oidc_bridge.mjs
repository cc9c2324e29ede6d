// The other side of the comparison: npm's oidc-provider with its in-memory adapter and CIBA, and the least that makes
// approvals of it: a list, a card, a decision, a use. Nothing is logged or durable here. With BENCH_SIGNED=yes the approver's side
// is checked as in our protocol (a DPoP proof for each call, used once, and a signed decision), otherwise by a fixed bearer token.
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import http from 'node:http';
import { pathToFileURL } from 'node:url';

const packages = createRequire(new URL('../contract/package.json', import.meta.url));
const { default: Provider } = await import(pathToFileURL(packages.resolve('oidc-provider')).href);

const { EmbeddedJWK, calculateJwkThumbprint, decodeProtectedHeader, jwtVerify } = await import(pathToFileURL(packages.resolve('jose')).href);

const CIBA = 'urn:openid:params:grant-type:ciba';
const { BENCH_CLIENT: client, BENCH_SECRET: secret, BENCH_APPROVER: approver, BENCH_SIGNED: signed } = process.env;
const pending = new Map();  // auth_req_id → {id, request, text, requested_at}
const used = new Set();

const server = http.createServer();
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;

const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
const provider = new Provider(issuer, {
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
  clients: [{ client_id: client, client_secret: secret, grant_types: [CIBA], redirect_uris: [], response_types: [], scope: 'openid', backchannel_token_delivery_mode: 'poll' }],
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  features: {
    devInteractions: { enabled: false }, introspection: { enabled: true },
    ciba: {
      enabled: true, deliveryModes: ['poll'], processLoginHint: (_, hint) => hint, verifyUserCode() {}, validateBindingMessage() {}, validateRequestContext() {},
      triggerAuthenticationDevice(ctx, request) {
        pending.set(request.jti, { id: request.jti, request, text: ctx.oidc.params.binding_message, requested_at: Math.floor(Date.now() / 1000) });
      },
    },
  },
  ttl: { BackchannelAuthenticationRequest: 300, AccessToken: 60, Grant: 600, IdToken: 60 },
  jwks: { keys: [{ ...jwk, alg: 'ES256', use: 'sig', kid: 'k' }] },
  cookies: { keys: [randomBytes(32).toString('hex')] },
});
const standard = provider.callback();

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString());
}

function answer(response, status, value) {
  const body = JSON.stringify(value);
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), 'Cache-Control': 'no-store' });
  response.end(body);
}

const proofs = new Set();
let thumbprint;  // of the one approver: the first key that comes

async function isProven(request) {
  const proof = request.headers.dpop;
  const { payload } = await jwtVerify(proof, EmbeddedJWK, { typ: 'dpop+jwt', algorithms: ['ES256'], maxTokenAge: 60 });
  const seen = await calculateJwkThumbprint(decodeProtectedHeader(proof).jwk);
  thumbprint ??= seen;
  const url = `${issuer}${request.url.split('?')[0]}`;
  const fits = seen === thumbprint && payload.htm === request.method && payload.htu === url && !proofs.has(payload.jti);
  proofs.add(payload.jti);
  return fits;
}

async function isSigned(item, compact) {
  const { payload, protectedHeader } = await jwtVerify(compact, EmbeddedJWK, { typ: 'jit-decision+jwt', algorithms: ['ES256'] });
  return protectedHeader.alg === 'ES256' && payload.txn === item.id && payload.decision === 'approve';
}

const shown = ({ id, text, requested_at }) => ({ id, status: 'pending', action_text: text, requested_at });

async function decide(item, { decision }) {
  const approved = signed === 'yes' ? await isSigned(item, decision) : decision === 'approve';
  pending.delete(item.id);
  if (!approved) return provider.backchannelResult(item.request, 'access_denied');
  const grant = new provider.Grant({ clientId: client, accountId: item.request.accountId });
  grant.addOIDCScope('openid');
  await grant.save();
  return provider.backchannelResult(item.request, grant);
}

async function use(token) {
  const found = await provider.AccessToken.find(token);
  if (!found || !found.isValid || used.has(found.jti)) return { active: false };
  used.add(found.jti);
  return { active: true, sub: found.accountId, client_id: found.clientId };
}

async function bridge(request, response) {
  const url = new URL(request.url, issuer);
  if (request.headers.authorization !== `Bearer ${approver}`) return answer(response, 401, { error: 'invalid_token' });
  if (signed === 'yes' && url.pathname !== '/bridge/consume' && !(await isProven(request))) return answer(response, 401, { error: 'invalid_dpop_proof' });
  if (url.pathname === '/bridge/consume') return answer(response, 200, await use((await bodyOf(request)).token));
  const [, , , id, verb] = url.pathname.split('/');
  if (!id) return answer(response, 200, { items: [...pending.values()].slice(0, Number(url.searchParams.get('limit'))).map(shown) });
  const item = pending.get(decodeURIComponent(id));
  if (!item) return answer(response, 404, { error: 'not_found' });
  if (!verb) return answer(response, 200, shown(item));
  await decide(item, await bodyOf(request));
  return answer(response, 200, { id: item.id, status: 'approved' });
}

server.on('request', (request, response) => {
  if (!request.url.startsWith('/bridge/')) return standard(request, response);
  return bridge(request, response).catch((error) => answer(response, 500, { error: String(error) }));
});
process.stdout.write(`${JSON.stringify({ event: 'listening', port: server.address().port })}\n`);
process.stdin.resume().on('end', () => process.exit(0));
