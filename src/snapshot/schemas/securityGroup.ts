/** Security groups (EC2 API reference, `SecurityGroup`). */
import { z } from 'zod';
import { maxPort } from '../../values/ports.js';
import { id, integer, list, requiredCidr4, requiredCidr6, requiredString, tag, text } from './fields.js';

/** Names that `IpProtocol` may carry instead of a number. */
const protocolNames: ReadonlySet<string> = new Set(['tcp', 'udp', 'icmp', 'icmpv6']);

const portProtocols: ReadonlySet<string> = new Set(['tcp', 'udp', '6', '17']);

const ipPermission = z
  .object({
    IpProtocol: requiredString(
      (value) => value === '-1' || protocolNames.has(value) || (/^\d{1,3}$/.test(value) && Number(value) <= 255),
      'expected `-1`, `tcp`, `udp`, `icmp`, `icmpv6` or a protocol number from 0 to 255',
    ),
    FromPort: integer,
    ToPort: integer,
    IpRanges: list(z.object({ CidrIp: requiredCidr4, Description: text })),
    Ipv6Ranges: list(z.object({ CidrIpv6: requiredCidr6, Description: text })),
    PrefixListIds: list(z.object({ PrefixListId: id, Description: text })),
    UserIdGroupPairs: list(
      z.object({
        GroupId: text,
        UserId: text,
        VpcId: text,
        VpcPeeringConnectionId: text,
        PeeringStatus: text,
        Description: text,
      }),
    ),
  })
  .check(({ value: { IpProtocol, FromPort, ToPort }, issues }) => {
    // For ICMP the two fields hold type and code, which may be -1 and in any order.
    if (!portProtocols.has(IpProtocol)) return;
    const complain = (field: 'FromPort' | 'ToPort', message: string, input: unknown) =>
      issues.push({ code: 'custom', path: [field], message, input });
    if (!isPort(FromPort)) complain('FromPort', expectedPort, FromPort);
    else if (!isPort(ToPort)) complain('ToPort', expectedPort, ToPort);
    else if (FromPort === undefined && ToPort !== undefined) complain('FromPort', bothPorts, FromPort);
    else if (FromPort !== undefined && ToPort === undefined) complain('ToPort', bothPorts, ToPort);
    else if (FromPort !== undefined && ToPort !== undefined && FromPort > ToPort) {
      complain('FromPort', `expected FromPort to be at most ToPort (\`${ToPort}\`)`, FromPort);
    }
  });

const expectedPort = `expected a port from 0 to ${maxPort}`;
const bothPorts = 'expected both FromPort and ToPort or neither';
const isPort = (port: number | undefined): boolean => port === undefined || (port >= 0 && port <= maxPort);

export const securityGroup = z.object({
  GroupId: id,
  GroupName: text,
  VpcId: text,
  OwnerId: text,
  IpPermissions: list(ipPermission),
  IpPermissionsEgress: list(ipPermission),
  Tags: list(tag),
});
