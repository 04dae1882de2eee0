import { buildNetwork } from '../../network/buildNetwork.js';
import type { Network } from '../../network/network.js';
import { type Claim, type ClaimSource, defaultName } from '../../proofs/claim.js';
import { parseProtocols, parseSource } from '../../proofs/claimsFile.js';
import { explain } from '../../proofs/explain.js';
import { explanationFormats } from '../../report/explanation/formats.js';
import { parseAddress } from '../../values/address.js';
import { cidrOf } from '../../values/cidr.js';
import { createEngine } from '../createEngine.js';
import { type ExitCode, exitCode } from '../exitCode.js';
import { readInput } from '../live/readInput.js';
import { Log } from '../log.js';
import { checkOutput, writeToFile, writeToStdout } from '../output.js';
import { selectorOf } from '../prove/claims.js';
import { wantsColor } from '../terminal.js';
import { UsageError } from '../usageError.js';
import type { ExplainArguments } from './command.js';

/** `reachproof explain`: exit 0 with an answer either way, 3 when it stays open. */
export const runExplain = async (args: ExplainArguments): Promise<ExitCode> => {
  if (args.output !== undefined) await checkOutput(args.output);
  const log = new Log({
    level: args.quiet ? 'error' : args.logLevel,
    format: args.logFormat,
    color: wantsColor(process.stderr, process.env),
  });
  try {
    const network = buildNetwork(await readInput(args, log));
    const claim = claimOf(args, network);
    const { semantics, sourcePorts, engine: name, jobs, solverTimeout } = args;
    const options = { semantics, sourcePorts: args.sourcePort ?? sourcePorts };
    const engine = await createEngine({ engine: name, ...options, jobs, solverTimeout });
    try {
      const explanation = await explain(network, engine, claim, options);
      const reporter = await explanationFormats[args.format]();
      const color = args.output === undefined && wantsColor(process.stdout, process.env);
      const pieces = reporter({ claim, explanation, options }, { color, width: undefined });
      if (args.output === undefined) await writeToStdout(pieces);
      else await writeToFile(args.output, pieces);
      return explanation.verdict === 'undecided' ? exitCode.undecided : exitCode.done;
    } finally {
      await engine.close();
    }
  } finally {
    await log.flush();
  }
};

const claimOf = ({ from, to, protocol, port }: ExplainArguments, network: Network): Claim => {
  const protocols = protocol === 'any' ? undefined : parseProtocols(protocol);
  if (protocols === undefined) throw new UsageError(`\`--protocol\` is \`${protocol}\`, expected tcp or udp`);
  if (port.from !== port.to) throw new UsageError('`--port` is a range, expected one port');
  const claim = {
    from: sourceOf(from),
    to: selectorOf(to, network),
    protocols,
    ports: [port],
    expect: 'reachable' as const,
  };
  return { ...claim, name: defaultName(claim).replace(' is reachable from ', ' from ') };
};

const sourceOf = (text: string): ClaimSource => {
  const address = parseAddress(text);
  const source = address === undefined ? parseSource(text) : { kind: 'cidr' as const, cidr: cidrOf(address) };
  if (source === undefined) {
    throw new UsageError(
      `\`--from\` is \`${text}\`, expected internet, peered-vpc, vgw, anywhere, an address or a CIDR block`,
    );
  }
  return source;
};
