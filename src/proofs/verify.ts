/** Re-checks certificates: interface.md, `verify`. Nothing that a certificate says is believed. */
import { evaluate } from '../engines/evaluator/evaluate.js';
import type { Network } from '../network/network.js';
import type { Assignment } from '../paths/path.js';
import { parseAddress } from '../values/address.js';
import { cidrContains } from '../values/cidr.js';
import { formatPortRange, portInRange } from '../values/ports.js';
import { type Certificate, canonicalJson, certificateDigest, certificateSchema, sha256Of } from './certificate.js';
import { type Claim, claimText, routesOf } from './claim.js';
import { ClaimError, parseClaims } from './claimsFile.js';
import { type Check, statusOf } from './core.js';
import { type ObligationScript, obligationScript } from './obligationScript.js';
import { obligationsOf, ProveError } from './prove.js';
import { questionToJson } from './questionJson.js';
import { commonPorts } from './restrict.js';
import type { Obligation } from './verdict.js';

type CertifiedObligation = Certificate['obligations'][number];

/** Another solver, asked about each script. */
export interface SecondOpinion {
  readonly name: string;
  ask(script: string): Promise<'sat' | 'unsat' | 'unknown'>;
}

/** The configuration that a certificate is said to be about. */
export interface Source {
  readonly network: Network;
  readonly sha256: string;
}

export interface VerifyOptions {
  /** The bundled solver. */
  readonly check: Check;
  readonly opinions: readonly SecondOpinion[];
  readonly source: Source | undefined;
}

/** What a solver made of a certificate's scripts. */
export interface Tally {
  readonly solver: string;
  readonly confirmed: number;
  /** No answer: neither for nor against. */
  readonly unknown: number;
}

export interface Verification {
  /** Undefined where the file is no certificate. */
  readonly claim: string | undefined;
  readonly verdict: Certificate['verdict'] | undefined;
  readonly obligations: number;
  /** What does not check, one line each; none: the certificate holds. */
  readonly problems: readonly string[];
  readonly solvers: readonly Tally[];
  /** The scripts were derived again from a configuration. */
  readonly rederived: boolean;
}

const failed = (problem: string): Verification => ({
  claim: undefined,
  verdict: undefined,
  obligations: 0,
  problems: [problem],
  solvers: [],
  rederived: false,
});

/** What tells one obligation from another. */
const identity = (...parts: readonly unknown[]): string => canonicalJson(parts);

const shorten = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}...` : text);

/** Checks the text of a certificate file. Never throws for what the text holds. */
export const verifyCertificate = async (content: string, options: VerifyOptions): Promise<Verification> => {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    return failed(`not JSON: ${shorten(error instanceof Error ? error.message : String(error))}`);
  }
  if (typeof json !== 'object' || json === null) return failed('not a certificate: expected a JSON object');
  const problem = versionProblem(json);
  if (problem !== undefined) return failed(problem);
  const parsed = certificateSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return failed(`not a certificate: ${(issue?.path ?? []).map(String).join('.')}: ${shorten(issue?.message ?? '')}`);
  }
  return new Verifier(parsed.data, json, options).run();
};

const versionProblem = (json: object): string | undefined => {
  if (!('format' in json) || json.format !== 'reachproof-certificate') {
    return 'not a certificate: expected `format` to be `reachproof-certificate`';
  }
  return 'schemaVersion' in json && json.schemaVersion === 1
    ? undefined
    : 'expected schemaVersion 1: this certificate was written by another version of the program';
};

class Verifier {
  readonly #problems: string[] = [];
  readonly #tallies: { solver: string; confirmed: number; unknown: number }[];

  constructor(
    readonly certificate: Certificate,
    readonly json: object,
    readonly options: VerifyOptions,
  ) {
    const names = ['Z3 (bundled)', ...options.opinions.map(({ name }) => name)];
    this.#tallies = names.map((solver) => ({ solver, confirmed: 0, unknown: 0 }));
  }

  async run(): Promise<Verification> {
    const { certificate } = this;
    if (certificateDigest({ ...this.json }) !== certificate.sha256) {
      this.#problems.push('sha256 is not that of the content: the file was changed after it was written');
    }
    const claim = this.#claim();
    if (claim !== undefined) {
      this.#checkVerdict(claim);
      if (this.options.source !== undefined) this.#checkSource(claim, this.options.source);
    }
    for (const [index, obligation] of certificate.obligations.entries()) {
      await this.#checkObligation(`obligation ${index + 1}`, obligation);
    }
    return {
      claim: certificate.claim.name,
      verdict: certificate.verdict,
      obligations: certificate.obligations.length,
      problems: this.#problems,
      solvers: this.#tallies,
      rederived: this.options.source !== undefined,
    };
  }

  #claim(): Claim | undefined {
    try {
      const [claim] = parseClaims(JSON.stringify({ claims: [this.certificate.claim] }), 'claim');
      if (claim === undefined) return undefined;
      if (canonicalJson(claimText(claim)) !== canonicalJson(this.certificate.claim)) {
        this.#problems.push('claim: not written as this program writes it');
      }
      return claim;
    } catch (error) {
      if (!(error instanceof ClaimError)) throw error;
      this.#problems.push(`claim: ${error.message}`);
      return undefined;
    }
  }

  /** The verdict follows from the obligations, if each of them holds. */
  #checkVerdict(claim: Claim): void {
    const { verdict, obligations, incomplete } = this.certificate;
    const complain = (problem: string) => this.#problems.push(`verdict: ${problem}`);
    if ((verdict === 'undecided') !== incomplete.length > 0) {
      complain(`${verdict}, and ${incomplete.length} things are said to be missing`);
    }
    if (verdict === 'undecided') {
      if (obligations.length > 0) complain('undecided, but there are obligations');
      return;
    }
    if (obligations.length === 0) complain(`${verdict} without an obligation`);
    const expected = (claim.expect === 'unreachable') === (verdict === 'proved') ? 'unsat' : 'sat';
    for (const [index, obligation] of obligations.entries()) {
      const where = `obligation ${index + 1}`;
      if (obligation.expected !== expected)
        complain(`${where} shows ${obligation.expected}, ${verdict} needs ${expected}`);
      if (obligation.mode !== (obligation.expected === 'unsat' ? 'may' : 'must'))
        complain(`${where} has the wrong mode`);
      if ((obligation.witness === null) !== (obligation.expected === 'unsat'))
        complain(`${where} has the wrong witness`);
      this.#checkScope(where, claim, obligation, complain);
    }
  }

  /** An obligation is about something that the claim speaks of. */
  #checkScope(where: string, claim: Claim, obligation: CertifiedObligation, complain: (problem: string) => void): void {
    const { route, protocol, ports, question } = obligation;
    if (!routesOf(claim.from).includes(route)) complain(`${where} is about route ${route}, the claim is not`);
    if (!claim.protocols.includes(protocol)) complain(`${where} is about ${protocol}, the claim is not`);
    const outside = ports.filter((range) => {
      const [common] = commonPorts([range], claim.ports);
      return common === undefined || common.from !== range.from || common.to !== range.to;
    });
    for (const range of outside) complain(`${where} is about port ${formatPortRange(range)}, the claim is not`);
    const { from } = claim;
    if (from.kind === 'cidr' && obligation.witness !== null) {
      const source = parseAddress(obligation.witness.source);
      if (source === undefined || !cidrContains(from.cidr, source)) complain(`${where} has a witness from elsewhere`);
    }
    if (obligation.expected === 'unsat') {
      const claimed = commonPorts(claim.ports, [question.destinationPorts]);
      if (claim.expect === 'unreachable' && canonicalJson(claimed) !== canonicalJson(ports)) {
        complain(`${where} does not cover the claimed ports`);
      }
    }
  }

  /** What a configuration says itself: same content, same ways, same questions. */
  #checkSource(claim: Claim, { network, sha256 }: Source): void {
    const { certificate } = this;
    if (certificate.snapshot.sha256 !== sha256) {
      this.#problems.push(`snapshot: its SHA-256 is ${sha256}, the certificate names ${certificate.snapshot.sha256}`);
    }
    let derived: readonly Obligation[];
    try {
      derived = obligationsOf(network, claim, certificate);
    } catch (error) {
      if (!(error instanceof ProveError)) throw error;
      this.#problems.push(`snapshot: ${error.message}`);
      return;
    }
    const expected = new Map<string, number>();
    for (const obligation of derived) {
      const key = identity(
        obligation.path.networkInterface.id,
        obligation.path.route,
        obligation.path.componentId,
        obligation.protocol,
        questionToJson(obligation.path.question),
      );
      expected.set(key, (expected.get(key) ?? 0) + 1);
    }
    for (const [index, obligation] of certificate.obligations.entries()) {
      const { networkInterfaceId, route, componentId, protocol, question } = obligation;
      const key = identity(networkInterfaceId, route, componentId, protocol, questionToJson(question));
      const left = expected.get(key);
      if (left === undefined) {
        this.#problems.push(`obligation ${index + 1}: the snapshot has no such way to ${networkInterfaceId}`);
      } else if (obligation.expected === 'unsat') {
        // A witness may stand for several ports of one way; a proof stands for one way.
        if (left === 0) this.#problems.push(`obligation ${index + 1}: stands twice`);
        expected.set(key, Math.max(0, left - 1));
      }
    }
    this.#checkComplete(claim, derived, expected);
  }

  #checkComplete(claim: Claim, derived: readonly Obligation[], left: ReadonlyMap<string, number>): void {
    const { verdict, obligations } = this.certificate;
    if (verdict === 'undecided') return;
    if (claim.expect === 'unreachable' && verdict === 'proved') {
      const missing = [...left.values()].reduce((sum, count) => sum + count, 0);
      if (missing > 0)
        this.#problems.push(`${missing} of the ${derived.length} ways that the claim speaks of have no obligation`);
    }
    if (claim.expect === 'reachable' && verdict === 'proved') {
      const interfaces = new Set(derived.map(({ path }) => path.networkInterface.id));
      for (const id of interfaces) {
        const witnessed = obligations.filter((o) => o.networkInterfaceId === id).flatMap(({ ports }) => ports);
        const covered = claim.ports.every(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, index) => from + index).every((port) =>
            witnessed.some((range) => portInRange(range, port)),
          ),
        );
        if (!covered) this.#problems.push(`${id} has no witness for some claimed port`);
      }
    }
    if (claim.expect === 'reachable' && verdict === 'refuted') {
      const [first] = obligations;
      const port = first?.ports[0]?.from;
      const about = derived.filter(({ path }) => path.networkInterface.id === first?.networkInterfaceId);
      const shown = obligations.filter(
        ({ networkInterfaceId, ports }) =>
          networkInterfaceId === first?.networkInterfaceId &&
          ports.some((range) => port !== undefined && portInRange(range, port)),
      );
      if (shown.length !== about.length)
        this.#problems.push(`not every way to ${first?.networkInterfaceId} is shown to be closed`);
    }
  }

  async #checkObligation(where: string, obligation: CertifiedObligation): Promise<void> {
    const complain = (problem: string) => this.#problems.push(`${where}: ${problem}`);
    if (sha256Of(obligation.script) !== obligation.scriptSha256) complain('scriptSha256 is not that of the script');
    const witness = this.#checkWitness(obligation, complain);
    const script = this.#rebuilt(obligation, witness, complain);
    const scriptText = { text: obligation.script, variables: [] };
    const [bundled, ...others] = this.#tallies;
    await this.#ask(bundled, obligation, complain, async () => (await this.options.check(scriptText)).status);
    for (const [index, opinion] of this.options.opinions.entries()) {
      await this.#ask(others[index], obligation, complain, () => opinion.ask(obligation.script));
    }
    if (script !== undefined) await this.#checkCore(obligation, script, complain);
  }

  async #ask(
    tally: { solver: string; confirmed: number; unknown: number } | undefined,
    { expected }: CertifiedObligation,
    complain: (problem: string) => void,
    ask: () => Promise<'sat' | 'unsat' | 'unknown'>,
  ): Promise<void> {
    if (tally === undefined) return;
    let status: 'sat' | 'unsat' | 'unknown';
    try {
      status = await ask();
    } catch (error) {
      complain(
        `${tally.solver} cannot read the script: ${shorten(error instanceof Error ? error.message : String(error))}`,
      );
      return;
    }
    if (status === expected) tally.confirmed += 1;
    else if (status === 'unknown') tally.unknown += 1;
    else complain(`${tally.solver} says ${status}, the certificate ${expected}`);
  }

  /** The packet evaluator's word on the witness. */
  #checkWitness(obligation: CertifiedObligation, complain: (problem: string) => void): Assignment | undefined {
    const { witness, question, protocol, ports } = obligation;
    if (witness === null) return undefined;
    const source = parseAddress(witness.source);
    const nodes = Object.entries(witness.nodeAddresses).map(([leg, text]) => [leg, parseAddress(text)] as const);
    if (source === undefined || nodes.some(([, address]) => address === undefined)) {
      complain('the witness has an address that is none');
      return undefined;
    }
    const assignment: Assignment = {
      protocol: witness.protocol,
      source,
      sourcePort: witness.sourcePort,
      destinationPort: witness.destinationPort,
      nodeAddresses: Object.fromEntries(
        nodes.flatMap(([leg, address]) => (address === undefined ? [] : [[leg, address]])),
      ),
      nodePorts: witness.nodePorts,
    };
    if (witness.protocol !== protocol) complain(`the witness is a packet of ${witness.protocol}`);
    if (!ports.every((range) => portInRange(range, witness.destinationPort)))
      complain('the witness goes to another port');
    try {
      const { verdict } = evaluate(question, assignment, this.certificate);
      if (verdict !== 'admitted') complain(`the packet evaluator says that the witness is ${verdict}`);
    } catch (error) {
      complain(`the witness is not complete: ${error instanceof Error ? error.message : String(error)}`);
    }
    return assignment;
  }

  /** The script made again from the way as data must be the same to the byte. */
  #rebuilt(
    { question, protocol, ports, mode, script, expected }: CertifiedObligation,
    witness: Assignment | undefined,
    complain: (problem: string) => void,
  ): ObligationScript | undefined {
    if (expected === 'sat' && witness === undefined) return undefined;
    const rebuilt = obligationScript({ question, protocol, ports, mode, witness }, this.certificate);
    if (rebuilt.text === script) return rebuilt;
    complain('the script is not the one that its question gives');
    return undefined;
  }

  async #checkCore(
    { core, names, expected }: CertifiedObligation,
    { assertions }: ObligationScript,
    complain: (problem: string) => void,
  ): Promise<void> {
    const named = expected === 'sat' ? assertions : assertions.filter(({ name }) => core.includes(name));
    const right = Object.fromEntries(named.map(({ name, element }) => [name, element]));
    if (canonicalJson(right) !== canonicalJson(names)) complain('names do not say what the assertions stand for');
    if (expected === 'sat') {
      if (core.length > 0) complain('a witness has no core');
      return;
    }
    if (named.length !== core.length || new Set(core).size !== core.length) {
      complain('the core names assertions that the script does not have');
      return;
    }
    if ((await statusOf(this.options.check, named)) !== 'unsat') {
      complain('the assertions of the core can hold together');
      return;
    }
    for (const assertion of named) {
      const rest = named.filter((other) => other !== assertion);
      if (rest.length > 0 && (await statusOf(this.options.check, rest)) === 'unsat') {
        complain(`the core is not minimal: it does not need ${assertion.name}`);
        return;
      }
    }
  }
}
