/** Network ACLs (EC2 API reference, `NetworkAcl`). */
import { z } from 'zod';
import { canonicalText } from '../canonicalText.js';
import {
  blankOr,
  flag,
  id,
  list,
  optional,
  optionalCidr4,
  optionalCidr6,
  requiredFlag,
  requiredInteger,
  requiredPort,
  requiredString,
  text,
} from './fields.js';

const networkAclEntry = z
  .object({
    // 32767 is AWS's final `*` entry; a network ACL with IPv6 may have another, numbered 32768.
    RuleNumber: requiredInteger(1, 32_768, 'expected a rule number from 1 to 32768'),
    Egress: requiredFlag,
    Protocol: requiredString(
      (value) => value === '-1' || (/^\d{1,3}$/.test(value) && Number(value) <= 255),
      'expected `-1` or a protocol number from 0 to 255',
    ),
    RuleAction: z.enum(['allow', 'deny']),
    CidrBlock: optionalCidr4,
    Ipv6CidrBlock: optionalCidr6,
    PortRange: optional(z.object({ From: requiredPort, To: requiredPort })),
  })
  .check(({ value: { CidrBlock, Ipv6CidrBlock, PortRange }, issues }) => {
    if (PortRange !== undefined && PortRange.From > PortRange.To) {
      issues.push({
        code: 'custom',
        message: `expected From to be at most To (\`${PortRange.To}\`)`,
        path: ['PortRange', 'From'],
        input: PortRange.From,
      });
    }
    if ((CidrBlock === undefined) === (Ipv6CidrBlock === undefined)) {
      issues.push({
        code: 'custom',
        message: 'expected either CidrBlock or Ipv6CidrBlock',
        path: ['CidrBlock'],
        input: CidrBlock,
      });
    }
  });

export type NetworkAclEntry = z.output<typeof networkAclEntry>;

/** AWS's final `*` entries, one for each family, may share their number. */
const firstFinalNumber = 32_767;

/**
 * What an entry is alone with: number and direction. Two entries there would leave their order, and so the verdict,
 * open.
 */
const placeOf = ({ RuleNumber, Egress, CidrBlock }: NetworkAclEntry): string =>
  `${Egress} ${RuleNumber} ${RuleNumber >= firstFinalNumber && CidrBlock === undefined ? 'IPv6' : ''}`;

const entries = z
  .array(networkAclEntry)
  .check(({ value, issues }) => {
    const texts = new Map<string, string>();
    for (const [index, entry] of value.entries()) {
      const place = placeOf(entry);
      const written = canonicalText(entry);
      const other = texts.get(place);
      if (other !== undefined && other !== written) {
        issues.push({
          code: 'custom',
          message: `expected one ${entry.Egress ? 'outbound' : 'inbound'} entry of a number`,
          path: [index, 'RuleNumber'],
          input: entry.RuleNumber,
        });
        return;
      }
      texts.set(place, written);
    }
  })
  .overwrite((value) =>
    value.length < 2 ? value : [...new Map(value.map((entry) => [placeOf(entry), entry])).values()],
  );

export const networkAcl = z.object({
  NetworkAclId: id,
  VpcId: id,
  OwnerId: text,
  IsDefault: flag,
  Associations: list(z.object({ SubnetId: text })),
  Entries: blankOr(entries),
});
