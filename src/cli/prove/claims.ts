import { readFile } from 'node:fs/promises';
import type { Network } from '../../network/network.js';
import { type Claim, defaultName, type Selector } from '../../proofs/claim.js';
import { parseClaims, parsePorts, parseProtocols, parseSource } from '../../proofs/claimsFile.js';
import { mergePortRanges } from '../../values/ports.js';
import { UsageError } from '../usageError.js';
import type { ProveArguments } from './command.js';

/** The claims of the file or of the flags. */
export const readClaims = async (args: ProveArguments, network: Network): Promise<readonly Claim[]> =>
  args.claims === undefined ? [claimOf(args, network)] : parseClaims(await textOf(args.claims), args.claims);

const textOf = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`${file}: cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
};

const claimOf = (
  { from, to, protocol = 'any', port, expect = 'unreachable' }: ProveArguments,
  network: Network,
): Claim => {
  if (from === undefined || to === undefined || port === undefined) {
    throw new UsageError('expected `--claims FILE`, or `--from`, `--to` and `--port`');
  }
  const source = parseSource(from);
  if (source === undefined) {
    throw new UsageError(`\`--from\` is \`${from}\`, expected internet, peered-vpc, vgw, anywhere or a CIDR block`);
  }
  const protocols = parseProtocols(protocol);
  if (protocols === undefined) throw new UsageError(`\`--protocol\` is \`${protocol}\`, expected tcp, udp or any`);
  const ports = port.split(',').map((part) => {
    const range = parsePorts(part.trim());
    if (range === undefined) {
      throw new UsageError(
        `\`--port\` is \`${port}\`, expected ports from 0 to 65535, ranges such as 1024-2048, or all`,
      );
    }
    return range;
  });
  const claim = { from: source, to: selectorOf(to, network), protocols, ports: mergePortRanges(ports), expect };
  return { ...claim, name: defaultName(claim) };
};

/** Ids are opaque, so what an id names is looked up. */
export const selectorOf = (text: string, network: Network): Selector => {
  if (text === 'all') return { kind: 'all' };
  const { networkInterfaces } = network;
  if (networkInterfaces.some(({ instanceId }) => instanceId === text)) return { kind: 'instance', id: text };
  if (networkInterfaces.some(({ id }) => id === text)) return { kind: 'interface', id: text };
  if (network.securityGroups.has(text)) return { kind: 'securityGroup', id: text };
  if (network.subnets.has(text)) return { kind: 'subnet', id: text };
  if (network.vpcs.has(text)) return { kind: 'vpc', id: text };
  const at = text.indexOf('=');
  if (at > 0) return { kind: 'tag', tags: [[text.slice(0, at), text.slice(at + 1)]] };
  throw new UsageError(
    `\`--to\` is \`${text}\`, which names nothing in the snapshot: expected the id of an instance, interface, security group, subnet or VPC, KEY=VALUE, or all`,
  );
};
