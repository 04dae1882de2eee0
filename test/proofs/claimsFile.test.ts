import { describe, expect, it } from 'vitest';
import { claimText } from '../../src/proofs/claim.js';
import { ClaimError, parseClaims } from '../../src/proofs/claimsFile.js';

const one = (fields: string) => `claims:\n  - name: n\n${fields}`;
const good = one(
  '    from: internet\n    to: { instance: i-1 }\n    protocol: tcp\n    ports: 22\n    expect: unreachable\n',
);

const problem = (text: string): string => {
  try {
    parseClaims(text, 'claims.yaml');
  } catch (error) {
    if (error instanceof ClaimError) return error.message;
    throw error;
  }
  return 'no error';
};

describe('claims files', () => {
  it('hold claims in YAML or JSON', () => {
    const [claim] = parseClaims(good, 'c');
    expect(claim).toEqual({
      name: 'n',
      from: { kind: 'route', name: 'internet' },
      to: { kind: 'instance', id: 'i-1' },
      protocols: ['tcp'],
      ports: [{ from: 22, to: 22 }],
      expect: 'unreachable',
    });
    const json = JSON.stringify({
      claims: [
        {
          from: '10.0.0.0/8',
          to: { tag: { role: 'db', env: 1 } },
          ports: [80, '443', '1024-2048', '81'],
          expect: 'reachable',
        },
      ],
    });
    expect(parseClaims(json, 'c').map(claimText)).toEqual([
      {
        name: '{"env":"1","role":"db"} is reachable from 10.0.0.0/8 on any 80-81, 443, 1024-2048',
        from: '10.0.0.0/8',
        to: { tag: { env: '1', role: 'db' } },
        protocol: 'any',
        ports: ['80-81', '443', '1024-2048'],
        expect: 'reachable',
      },
    ]);
  });

  it.each([
    [
      'an unknown selector',
      good.replace('instance: i-1', 'instanse: i-1'),
      'claims.yaml:4:21: claims[0].to.instanse: expected one of instance, interface, tag, securityGroup, subnet, vpc, all, found `instanse`',
    ],
    [
      'two selectors',
      good.replace('instance: i-1', 'instance: i-1, vpc: vpc-1'),
      'claims.yaml:4:9: claims[0].to: expected one of',
    ],
    [
      'a port out of range',
      good.replace('22', '70000'),
      'claims.yaml:6:12: claims[0].ports: expected a port from 0 to 65535',
    ],
    ['a swapped range', good.replace('22', '30-20'), 'claims.yaml:6:12: claims[0].ports: expected a port'],
    [
      'an unknown source',
      good.replace('internet', 'mars'),
      'claims.yaml:3:11: claims[0].from: expected internet, peered-vpc, vgw, anywhere or a CIDR block, found `mars`',
    ],
    [
      'an unknown protocol',
      good.replace('tcp', 'sctp'),
      'claims.yaml:5:15: claims[0].protocol: expected tcp, udp or any, found `sctp`',
    ],
    ['an unknown field', good.replace('expect:', 'expects:'), 'claims.yaml:2:5: claims[0]:'],
    ['no claims', 'claims: []', 'claims.yaml:1:9: claims: expected at least one claim'],
    ['an empty file', '', 'claims.yaml: expected claims, found an empty file'],
    ['broken YAML', 'claims: [', 'claims.yaml:1:'],
    ['a key twice', 'claims: []\nclaims: []', 'claims.yaml:2:1: map keys must be unique'],
    [
      'two claims of one name',
      `${good}${good.split('\n').slice(1).join('\n')}`,
      'claims.yaml: two claims are called `n`',
    ],
    ['a list', '- 1', 'claims.yaml:1:1:'],
  ])('refuse %s', (_, text, message) => {
    const found = problem(text);
    expect(found).toContain(message);
    expect(found).not.toContain('\n');
  });

  it('refuse a bomb of aliases', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1) {
      lines.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}]`);
    }
    expect(problem(lines.join('\n'))).toContain('claims.yaml: excessive alias count');
  });
});
