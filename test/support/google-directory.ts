import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { exportPKCS8, exportSPKI, generateKeyPair, importSPKI, jwtVerify } from 'jose';
import { freePort } from './server-process.ts';

interface Fault {
  status: number;
  reason?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A server that answers as Google's documentation of the Directory API says, its errors included. */
export interface FakeGoogle {
  url: string;
  /** the service account's key, as the variable has it */
  key: string;
  devices: unknown[];
  /** answers of the next requests for devices, before it answers well again */
  faults: Fault[];
  /** page tokens that were asked for, '' for the first page */
  asked: string[];
  /** answers of the next requests about single devices, before it answers well again; null: well */
  writeFaults: (Fault | null)[];
  /** units that there are */
  units: string[];
  /** scopes that domain-wide delegation grants */
  granted: string[];
  /** what was written: method, device or unit, and the body */
  writes: [method: string, what: string, body: unknown][];
  /** somebody else, between a reading and a writing */
  meanwhile: ((device: string) => void) | null;
  tokens: number;
  /** the claims of the last assertion */
  claims: Record<string, unknown>;
  close(): Promise<void>;
}

export const WRITE_SCOPE = 'https://www.googleapis.com/auth/admin.directory.device.chromeos';
export const READ_SCOPE = `${WRITE_SCOPE}.readonly`;
const DEVICES = '/admin/directory/v1/customer/my_customer/devices/chromeos';

export async function startGoogle(now: () => number = () => NOW): Promise<FakeGoogle> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const pair = await generateKeyPair('RS256', { extractable: true });
  const key = JSON.stringify({
    type: 'service_account',
    client_email: 'sync@project.iam.gserviceaccount.com',
    private_key: await exportPKCS8(pair.privateKey),
    private_key_id: 'key-1',
    token_uri: `${url}/token`,
  });
  const publicKey = await importSPKI(await exportSPKI(pair.publicKey), 'RS256');
  const google: FakeGoogle = {
    url,
    key,
    devices: [],
    faults: [],
    asked: [],
    writeFaults: [],
    units: ['/'],
    granted: [READ_SCOPE],
    writes: [],
    meanwhile: null,
    tokens: 0,
    claims: {},
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  const token = async (body: string): Promise<[number, unknown]> => {
    const form = new URLSearchParams(body);
    const verified = await jwtVerify(form.get('assertion') ?? '', publicKey, {
      algorithms: ['RS256'],
      audience: `${url}/token`,
      issuer: 'sync@project.iam.gserviceaccount.com',
      currentDate: new Date(now()),
    }).catch(() => null);
    if (!verified || form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
      return [400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }];
    google.claims = { ...verified.payload, kid: verified.protectedHeader.kid };
    if (!google.granted.includes(String(verified.payload.scope)))
      return [401, { error: 'unauthorized_client', error_description: 'Client is unauthorized.' }];
    google.tokens += 1;
    scopes.push(String(verified.payload.scope));
    return [200, { access_token: `token-${google.tokens}`, expires_in: 3599, token_type: 'Bearer' }];
  };

  // Every token holds until it ends, also where another worker has got one since.
  const scopes: string[] = [];
  const scopeOf = (bearer: string): string | undefined => {
    const nth = Number(/^Bearer token-(\d+)$/.exec(bearer)?.[1] ?? 0);
    return nth > google.tokens ? undefined : scopes[scopes.length - google.tokens + nth - 1];
  };

  const list = (query: URLSearchParams, bearer: string): Told => {
    if (!scopeOf(bearer)) return [401, errorOf(401, 'authError', 'Invalid Credentials')];
    const asked = query.get('pageToken') ?? '';
    google.asked.push(asked);
    const fault = google.faults.shift();
    if (fault) return [fault.status, errorOf(fault.status, fault.reason ?? ''), fault.headers, fault.body];
    const size = Number(query.get('maxResults'));
    const from = asked === '' ? 0 : Number(asked.replace('page-', ''));
    if (Number.isNaN(from)) return [400, errorOf(400, 'invalid', 'Invalid Input: pageToken')];
    const page = google.devices.slice(from, from + size);
    const next = from + size < google.devices.length ? { nextPageToken: `page-${from + size}` } : {};
    const devices = page.map((one) =>
      typeof one === 'object' ? { kind: 'admin#directory#chromeosdevice', ...one } : one,
    );
    // Without a device the list itself is missing.
    const body = devices.length > 0 ? { chromeosdevices: devices } : {};
    return [200, { kind: 'admin#directory#chromeosdevices', etag: '"x"', ...body, ...next }];
  };

  const about = (method: string, at: URL, bearer: string, etag: string, body: string): Told => {
    const scope = scopeOf(bearer);
    if (!scope) return [401, errorOf(401, 'authError', 'Invalid Credentials')];
    if (method !== 'GET' && scope !== WRITE_SCOPE)
      return [
        403,
        errorOf(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.'),
      ];
    const fault = google.writeFaults.shift();
    if (fault) return [fault.status, errorOf(fault.status, fault.reason ?? ''), fault.headers, fault.body];
    const id = decodeURIComponent(at.pathname.slice(DEVICES.length + 1));
    const known = google.devices as Record<string, unknown>[];
    if (method === 'POST' && id === 'moveDevicesToOu') {
      const unit = at.searchParams.get('orgUnitPath') ?? '';
      const { deviceIds = [] } = JSON.parse(body) as { deviceIds?: string[] };
      if (deviceIds.length < 1 || deviceIds.length > 50 || !google.units.includes(unit))
        return [400, errorOf(400, 'invalid', 'Invalid Ou Id')];
      const moved = known.filter(({ deviceId }) => deviceIds.includes(String(deviceId)));
      if (moved.length < deviceIds.length) return [404, errorOf(404, 'notFound', 'Resource Not Found')];
      for (const one of moved) one.orgUnitPath = unit;
      google.writes.push([method, unit, deviceIds]);
      return [200, {}];
    }
    const one = known.find(({ deviceId }) => deviceId === id);
    if (!one) return [404, errorOf(404, 'notFound', 'Resource Not Found: deviceId')];
    if (method === 'PATCH') {
      google.meanwhile?.(id);
      if (etag && etag !== etagOf(one)) return [412, errorOf(412, 'conditionNotMet', 'Precondition Failed')];
      const fields = JSON.parse(body) as Record<string, string>;
      if (String(fields.annotatedUser ?? '').length > 100) return [400, errorOf(400, 'invalid')];
      Object.assign(one, fields);
      google.writes.push([method, id, fields]);
    }
    return [200, { kind: 'admin#directory#chromeosdevice', ...one, etag: etagOf(one) }];
  };

  const server = createServer((request, response) => {
    const at = new URL(request.url ?? '/', url);
    let body = '';
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('end', async () => {
      const [status, told, headers, raw] =
        at.pathname === '/token'
          ? await token(body)
          : at.pathname === DEVICES
            ? list(at.searchParams, request.headers.authorization ?? '')
            : at.pathname.startsWith(`${DEVICES}/`)
              ? about(
                  request.method ?? '',
                  at,
                  request.headers.authorization ?? '',
                  String(request.headers['if-match'] ?? ''),
                  body,
                )
              : ([404, errorOf(404, 'notFound')] as const);
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(raw ?? JSON.stringify(told));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return google;
}

/** The clock of test apps. */
const NOW = Date.parse('2027-03-02T15:00:00.000Z');

type Told = [status: number, body: unknown, headers?: Record<string, string>, raw?: string];

/** Another one with each change. */
function etagOf(one: object): string {
  return `"${createHash('sha1').update(JSON.stringify(one)).digest('base64url')}"`;
}

function errorOf(code: number, reason: string, message = reason) {
  return { error: { code, message, errors: [{ message, domain: 'global', reason }] } };
}
