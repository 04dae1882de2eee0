import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type ListedXml, listedXml, pageXml } from './pagedXml.js';
import { standIns } from './standIns.js';

/** One call as the server saw it. */
export interface SeenCall {
  readonly service: 'ec2' | 'sts' | 'elb' | 'elbv2' | 'directconnect' | string;
  readonly operation: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** What goes wrong with a call. */
export type Fault =
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code: string;
      readonly message?: string;
      /** The error is told when this resolves. */
      readonly after?: Promise<void>;
    }
  /** The connection breaks before an answer. */
  | { readonly kind: 'cut' }
  /** The answer comes late; milliseconds. */
  | { readonly kind: 'slow'; readonly delay: number }
  /** Another answer than the server's. */
  | { readonly kind: 'answer'; readonly change: (body: string) => string };

export interface FaultProxy {
  readonly url: string;
  /** Every attempt that arrived, in order. */
  readonly calls: SeenCall[];
  /** Decides what goes wrong with each call; undefined: nothing. */
  fault: (call: SeenCall) => Fault | undefined;
  /** Cuts pages smaller than the call asks for. */
  largestPage: number | undefined;
  stop(): Promise<void>;
}

/** Stands before moto: logs every call, pages answers as AWS does, adds APIs that moto lacks, and makes faults. */
export const startFaultProxy = async (target: string): Promise<FaultProxy> => {
  const calls: SeenCall[] = [];
  const pages = new Map<string, { readonly xml: ListedXml; readonly from: number }>();
  const proxy: Pick<FaultProxy, 'fault' | 'largestPage'> = { fault: () => undefined, largestPage: undefined };
  const server = createServer(async (incoming, outgoing) => {
    try {
      const body = await text(incoming);
      const call = seen(incoming, body);
      calls.push(call);
      const fault = proxy.fault(call);
      if (fault?.kind === 'cut') return void incoming.socket.destroy();
      if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.delay));
      if (fault?.kind === 'error') await fault.after;
      if (fault?.kind === 'error') return sendError(outgoing, call, fault.status, fault.code, fault.message ?? 'no');
      const refusal = pageSizeError(call);
      if (refusal !== undefined) return sendError(outgoing, call, 400, 'InvalidParameterValue', refusal);
      const token = call.parameters.get('NextToken') ?? call.parameters.get('Marker');
      const known = token === undefined ? undefined : pages.get(token);
      const answer =
        known === undefined
          ? (standIns.get(`${call.service}:${call.operation}`)?.(call) ?? (await forward(target, incoming, body)))
          : { status: 200, type: 'text/xml', body: '' };
      const change = fault?.kind === 'answer' ? fault.change : (whole: string) => whole;
      send(outgoing, { ...answer, body: change(paged(call, answer, known, pages, proxy.largestPage)) });
    } catch (error) {
      sendError(outgoing, unknownCall, 500, 'ProxyError', String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    calls,
    get fault() {
      return proxy.fault;
    },
    set fault(fault) {
      proxy.fault = fault;
    },
    get largestPage() {
      return proxy.largestPage;
    },
    set largestPage(size) {
      proxy.largestPage = size;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** The largest pages of the API references; beyond them AWS refuses the call. */
const largestPage = (operation: string): number => (/RouteTables|ManagedPrefixList/.test(operation) ? 100 : 1000);

const pageSizeError = ({ service, operation, parameters }: SeenCall): string | undefined => {
  const size = Number(parameters.get(service === 'ec2' ? 'MaxResults' : 'PageSize') ?? 5);
  const largest = service === 'ec2' ? largestPage(operation) : 400;
  return size >= 1 && size <= largest ? undefined : `expected a page size up to ${largest}, found ${size}`;
};

const paged = (
  { service, operation, parameters }: SeenCall,
  { status, body }: Answer,
  known: { readonly xml: ListedXml; readonly from: number } | undefined,
  pages: Map<string, { readonly xml: ListedXml; readonly from: number }>,
  largest = Number.POSITIVE_INFINITY,
): string => {
  const size = Math.min(largest, Number(parameters.get('MaxResults') ?? parameters.get('PageSize') ?? 0));
  // moto pages instances by itself.
  if (status !== 200 || size === 0 || operation === 'DescribeInstances') return body;
  const { xml, from } = known ?? { xml: listedXml(body, service === 'ec2' ? 'item' : 'member'), from: 0 };
  const to = from + size;
  if (xml.items.length <= to) return pageXml(xml, xml.items.slice(from), undefined);
  const value = `page-${pages.size}-${operation}`;
  pages.set(value, { xml, from: to });
  return pageXml(
    xml,
    xml.items.slice(from, to),
    service === 'ec2'
      ? { tag: 'nextToken', value, before: /<\/\w+Response>\s*$/ }
      : { tag: 'NextMarker', value, before: /<\/\w+Result>/ },
  );
};

const text = async (stream: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

const unknownCall: SeenCall = { service: '', operation: '', region: '', accessKeyId: '', parameters: new Map() };

/** Service and region stand in the signature (Signature Version 4), the operation in the body or in a header. */
const seen = ({ headers }: IncomingMessage, body: string): SeenCall => {
  const scope = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '');
  const parameters = new Map(new URLSearchParams(body));
  const target = String(headers['x-amz-target'] ?? '');
  const signed = scope?.[3] ?? '';
  return {
    service:
      signed === 'elasticloadbalancing' ? (parameters.get('Version') === '2012-06-01' ? 'elb' : 'elbv2') : signed,
    operation: parameters.get('Action') ?? target.slice(target.indexOf('.') + 1),
    region: scope?.[2] ?? '',
    accessKeyId: scope?.[1] ?? '',
    parameters,
  };
};

const forward = (target: string, { method, url, headers }: IncomingMessage, body: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const outgoing = request(new URL(url ?? '/', target), { method, headers }, async (answer) => {
      const { statusCode: status = 502, headers: answered } = answer;
      resolve({ status, type: answered['content-type'] ?? 'text/xml', body: await text(answer) });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const send = (outgoing: ServerResponse, { status, type, body }: Answer): void => {
  outgoing.writeHead(status, { 'content-type': type });
  outgoing.end(body);
};

/** Errors as each protocol writes them: EC2's own, the query protocol's, and JSON. */
const sendError = (
  outgoing: ServerResponse,
  { service }: SeenCall,
  status: number,
  code: string,
  message: string,
): void => {
  const id = '11111111-2222-3333-4444-555555555555';
  if (service === 'directconnect') {
    send(outgoing, {
      status,
      type: 'application/x-amz-json-1.1',
      body: JSON.stringify({ __type: code, message }),
    });
    return;
  }
  const error = `<Code>${code}</Code><Message>${message}</Message>`;
  const body =
    service === 'ec2'
      ? `<Response><Errors><Error>${error}</Error></Errors><RequestID>${id}</RequestID></Response>`
      : `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>${id}</RequestId></ErrorResponse>`;
  send(outgoing, { status, type: 'text/xml', body });
};
