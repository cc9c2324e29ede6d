// A catalogue with routes, and what a gateway tells the gate about a request.
import { action, actions, catalogue, ORDERS, scopes } from './world.mjs';

const route = (fields) => `[[route]]\n${Object.entries(fields).map(([name, value]) => `${name} = ${typeof value === 'object'
  ? `{ ${Object.entries(value).map(([key, from]) => `${key} = "${from}"`).join(', ')} }` : JSON.stringify(value)}`).join('\n')}\n`;

export const access = `[[action]]\ntype = "countersign.access"\nrisk = "low"\napprovers = ["payments-approvers"]\nmax_duration = "2h"\n`;

const at = { resource: ORDERS };
const free = action('orders.free', { session: false });
export const routes = [
  { method: 'GET', path: '/orders/{order_id}', ...at, scope: 'orders:order:read' },
  { method: 'GET', path: '/orders/export', ...at, scope: 'orders:refund:create' },
  { method: 'POST', path: '/orders/{order_id}/notes', ...at, scope: 'orders:note:create' },
  { method: 'POST', path: '/orders/{order_id}/close', ...at, action: 'orders.bound', params: { order_id: 'path.order_id' } },
  { method: 'POST', path: '/orders/{order_id}/refund', ...at, action: 'orders.refund',
    params: { order_id: 'path.order_id', amount: 'query.amount', currency: 'query.currency' } },
  { method: 'POST', path: '/orders/{order_id}/change', ...at, action: 'orders.kinds', body: 'unchecked',
    params: { order_id: 'path.order_id', count: 'query.count', urgent: 'query.urgent', note: 'query.note' } },
  { method: 'POST', path: '/free/{order_id}', ...at, action: 'orders.free', params: { order_id: 'path.order_id' } },
];

export const gateCatalogue = (more = []) => catalogue({ scopes, actions: { ...actions, free }, extra: [access, ...[...routes, ...more].map(route)].join('\n') });

/** Headers as nginx sends them. */
export const told = (method, uri, headers = {}) => ({ 'X-Original-Method': method, 'X-Original-URI': uri, ...headers });
export const bearer = (token) => ({ Authorization: `Bearer ${token}` });
