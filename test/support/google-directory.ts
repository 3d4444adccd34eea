import { createServer } from 'node:http';
import { exportPKCS8, exportSPKI, generateKeyPair, importSPKI, jwtVerify } from 'jose';
import { freePort } from './server-process.ts';

/** A server that answers as Google's documentation of the Directory API says, its errors included. */
export interface FakeGoogle {
  url: string;
  /** the service account's key, as the variable has it */
  key: string;
  devices: unknown[];
  /** answers of the next requests for devices, before it answers well again */
  faults: { status: number; reason?: string; headers?: Record<string, string>; body?: string }[];
  /** page tokens that were asked for, '' for the first page */
  asked: string[];
  tokens: number;
  /** the claims of the last assertion */
  claims: Record<string, unknown>;
  close(): Promise<void>;
}

const SCOPE = 'https://www.googleapis.com/auth/admin.directory.device.chromeos.readonly';

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
    if (verified.payload.scope !== SCOPE)
      return [401, { error: 'unauthorized_client', error_description: 'Client is unauthorized.' }];
    google.tokens += 1;
    return [200, { access_token: `token-${google.tokens}`, expires_in: 3599, token_type: 'Bearer' }];
  };

  const list = (
    query: URLSearchParams,
    bearer: string,
  ): [number, unknown, Record<string, string>?, string?] => {
    // Every token holds until it ends, also where another worker has got one since.
    const nth = Number(/^Bearer token-(\d+)$/.exec(bearer)?.[1] ?? 0);
    if (nth < 1 || nth > google.tokens) return [401, errorOf(401, 'authError', 'Invalid Credentials')];
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
          : at.pathname === '/admin/directory/v1/customer/my_customer/devices/chromeos'
            ? list(at.searchParams, request.headers.authorization ?? '')
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

function errorOf(code: number, reason: string, message = reason) {
  return { error: { code, message, errors: [{ message, domain: 'global', reason }] } };
}
