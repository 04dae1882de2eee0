import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../../src/findings/assessment.js';
import { htmlReporter, reportHtml } from '../../../src/report/html/assessment.js';
import { embeddedJson, html } from '../../../src/report/html/embed.js';
import { pageContentOf } from '../../../src/report/html/pageData.js';
import { pageScript } from '../../../src/report/html/script.js';
import { assessed } from '../../findings/assessed.js';
import { openAccount } from '../../scenarios/account.js';
import { exampleAssessment } from './exampleAssessment.js';
import { hostileAccount, payloads } from './hostileAccount.js';

const elsewhere = { color: false, width: undefined } as const;
const reported = (assessment: Assessment): string => [...reportHtml(assessment, elsewhere)].join('');

const everyWayIn = await exampleAssessment('every-way-in');
const hostile = await assessed(hostileAccount());
const page = reported(everyWayIn);

/** Texts of script elements, as a browser's tokenizer ends them: at the first `</script`. */
const scriptsIn = (text: string): readonly string[] =>
  [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script/gi)].map(([, content = '']) => content);

const policyOf = (text: string): string =>
  /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(text)?.[1] ?? '';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('base64');

describe('the HTML report', () => {
  it('is the same for the same assessment', async () => {
    expect(reported(everyWayIn)).toBe(page);
    expect(reported(await exampleAssessment('every-way-in'))).toBe(page);
  });

  it('is one file: nothing in it is fetched from elsewhere', () => {
    const attributes = [...page.matchAll(/\s(?:src|href|action|poster|data|srcset)="([^"]*)"/g)].map(([, url]) => url);
    expect(attributes.sort()).toEqual(['#findings', 'data:,']);
    expect(page).not.toMatch(/@import|url\(/);
  });

  it('lets the browser run and load only its own script and style', () => {
    const policy = policyOf(page);
    const scripts = scriptsIn(page);
    const script = scripts.at(-1) ?? '';
    const { data, chunks } = pageContentOf(everyWayIn);
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    expect(scripts.slice(0, -1)).toEqual([data, ...chunks].map(embeddedJson));
    expect(policy).toContain("default-src 'none';");
    expect(policy).toContain(`script-src 'sha256-${sha256(script)}';`);
    expect(policy).toContain(`style-src 'sha256-${sha256(style)}';`);
    expect(policy).not.toContain('unsafe');
    expect(page).not.toMatch(/\sstyle="|\son[a-z]+="/);
  });

  it('has a script that no sequence in it can end early', () => {
    expect(pageScript()).not.toMatch(/<\/script|<!--|\]\]>/i);
    expect(() => new Function(pageScript())).not.toThrow();
  });

  it('counts findings by severity and route', () => {
    for (const severity of ['High', 'Medium', 'Low', 'Informational'] as const) {
      const expected = everyWayIn.summary.findings[severity];
      const shown = new RegExp(`aria-label="${expected} ${severity} findings?: show">${expected}<`);
      if (expected > 0) expect(page).toMatch(shown);
    }
    expect(page).toContain('from VPN or Direct Connect: show');
  });

  it('shows what is undecided and what was taken for granted', () => {
    expect(hostile.incomplete.length).toBeGreaterThan(0);
    const text = reported(hostile);
    expect(text).toContain('is missing from the snapshot');
    expect(text).toContain('settle it: <code>aws ec2 get-managed-prefix-list-entries');
    expect(text).toContain('instance i-one is stopped');
  });

  it('says so when nothing is reachable', async () => {
    const account = openAccount();
    account.SecurityGroups = account.SecurityGroups.map((group) => ({ ...group, IpPermissions: [] }));
    const text = reported(await assessed(account));
    expect(text).toContain('Nothing was found. Every port is proved unreachable from outside.');
    expect(text).not.toContain('map-heading');
  });

  it('shows claims where there are some', () => {
    const claims = {
      decided: [
        {
          claim: {
            name: 'no <b>SSH</b>',
            from: { kind: 'route', name: 'internet' },
            to: { kind: 'all' },
            protocols: ['tcp'],
            ports: [{ from: 22, to: 22 }],
            expect: 'unreachable',
          },
          outcome: { verdict: 'proved', witnesses: [] },
          obligations: [],
        },
      ],
      certificates: ['proofs/no-ssh.json'],
      engine: everyWayIn.engine,
      options: { semantics: 'two-way', sourcePorts: { from: 1, to: 65_535 } },
      snapshotSha256: everyWayIn.snapshot.sha256,
    } as const;
    const text = [...htmlReporter({ claims })(everyWayIn, elsewhere)].join('');
    expect(text).toContain('<strong>no &lt;b&gt;SSH&lt;/b&gt;</strong>');
    expect(text).toContain('certificate proofs/no-ssh.json');
    expect(page).not.toContain('claims-heading');
  });
});

describe('the data of the page', () => {
  const { data, chunks } = pageContentOf(everyWayIn);
  const details = chunks.flat();

  it('has every finding once, the worst first', () => {
    expect(data.findings.map(({ id }) => id).sort()).toEqual(everyWayIn.findings.map(({ id }) => id));
    const severities = data.findings.map(({ severity }) => severity);
    expect(severities).toEqual([...severities].sort((a, b) => a - b));
  });

  it('leads every witness from the client to the interface past elements that admit it', () => {
    expect(details).toHaveLength(data.findings.length);
    for (const [index, finding] of data.findings.entries()) {
      const ways = details[index]?.ways ?? [];
      expect(ways.length).toBeGreaterThan(0);
      for (const way of ways) {
        expect(way.nodes).toHaveLength(way.legs.length - 1);
        const delivered = way.legs.at(-1)?.at(-1) ?? '';
        const addresses = finding.addresses.map((address) => address.split(' → ').at(-1) ?? '');
        expect(addresses.filter((address) => delivered.replace(/^\[/, '').startsWith(address))).not.toEqual([]);
        const stations = (data.lanes[way.lanes] ?? []).flatMap((lane) =>
          lane.stations.map((index) => data.stations[index]),
        );
        expect(stations.map((station) => station?.verdict)).toEqual(stations.map(() => 'admitted'));
        expect(stations.map((station) => station?.kind)).toContain('securityGroups');
        expect(stations.find((station) => station?.kind === 'gateway')?.ids).toEqual([
          data.entrances[finding.entrance]?.component,
        ]);
      }
    }
  });

  it('draws both packets of a load balancer, and their replies', () => {
    const index = data.findings.findIndex(({ loadBalancers }) => loadBalancers.includes('legacy-portal TCP 2222'));
    const [way] = details[index]?.ways ?? [];
    expect(way?.legs).toHaveLength(2);
    expect(way?.nodes.map((node) => data.nodes[node]?.lines)).toEqual([
      ['legacy-portal', 'listener TCP 2222', expect.stringMatching(/^sends from 10\./)],
    ]);
    expect((data.lanes[way?.lanes ?? -1] ?? []).map(({ direction, leg }) => `${direction} ${leg}`)).toEqual([
      'request 0',
      'request 1',
      'reply 1',
      'reply 0',
    ]);
  });

  it('maps every exposed instance, with the ways in', () => {
    const mapped = data.vpcs.flatMap(({ subnets }) =>
      subnets.flatMap(({ instances }) => instances.map(({ id }) => id)),
    );
    expect(new Set(mapped)).toEqual(new Set(everyWayIn.findings.map(({ instanceId }) => instanceId)));
    const gateways = data.vpcs.flatMap(({ gateways: ways }) => ways);
    expect(new Set(gateways.map(({ route }) => route))).toEqual(new Set(['Internet', 'PeeredVPC', 'VGW']));
    expect(gateways.reduce((sum, { findings }) => sum + findings, 0)).toBe(everyWayIn.findings.length);
  });
});

describe('hostile names', () => {
  const text = reported(hostile);

  it('stay inside their script element', () => {
    expect(scriptsIn(text)).toHaveLength(3);
    expect(text).not.toContain('window.pwned=1</script');
    const parsed: { readonly places: readonly { readonly name: string }[] } = JSON.parse(scriptsIn(text)[0] ?? '');
    const first = parsed.places.find(({ name }) => name !== '');
    expect(first?.name).toContain('</script><script>window.pwned=1</script>');
  });

  it('become no tags and no attributes', () => {
    const outside = text.replace(/<script\b[\s\S]*?<\/script>/g, '');
    expect(outside).toContain('&lt;img src=x onerror=&quot;window.pwned=2&quot;&gt;');
    expect(outside).not.toMatch(/<img|<svg|<!--<script|onmouseover='/);
  });

  it('reorder and control nothing', () => {
    const odd = [...text].filter(
      (character) => /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(character) && !/[\n\t]/.test(character),
    );
    expect(odd).toEqual([]);
    expect(text).toContain('\\\\u{202e}gnp.exe');
  });

  it.each(payloads)('escapes %j', (payload) => {
    expect(html(payload)).not.toMatch(/[<>"'\p{Cc}\p{Cf}\u2028\u2029]/u);
    expect(embeddedJson(payload)).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(embeddedJson(payload))).toBe(payload);
  });
});
