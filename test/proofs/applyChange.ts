/** Applies a change that `explain` proposes to an account in AWS's own shape, as a person would at AWS. */
import type { Change } from '../../src/proofs/change.js';
import { type Address, formatAddress } from '../../src/values/address.js';
import { protocolNumber } from '../../src/values/protocol.js';
import type { Account, Json } from '../scenarios/account.js';

const host = (address: Address): string => `${formatAddress(address)}/${address.family === 'ipv4' ? 32 : 128}`;

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value : []);

const changeOne = (
  resources: Json[] | undefined,
  idKey: string,
  id: string,
  change: (resource: Json) => Json,
): Json[] => {
  const found = (resources ?? []).some((resource) => resource[idKey] === id);
  if (!found) throw new Error(`no ${idKey} ${id} to change`);
  return (resources ?? []).map((resource) => (resource[idKey] === id ? change(resource) : resource));
};

export const applyChange = (account: Account, change: Change): Account => {
  switch (change.kind) {
    case 'networkAclEntry':
      return {
        ...account,
        NetworkAcls: changeOne(account.NetworkAcls, 'NetworkAclId', change.networkAclId, (acl) => {
          const entries = listOf(acl.Entries);
          const egress = change.direction === 'outbound';
          const taken = new Set(entries.filter(({ Egress }) => Egress === egress).map(({ RuleNumber }) => RuleNumber));
          let number = (change.before ?? 32_000) - 1;
          while (taken.has(number)) number -= 1;
          const cidr = change.remote.family === 'ipv4' ? 'CidrBlock' : 'Ipv6CidrBlock';
          return {
            ...acl,
            Entries: [
              ...entries,
              {
                RuleNumber: number,
                Egress: egress,
                Protocol: `${protocolNumber[change.protocol]}`,
                RuleAction: 'allow',
                [cidr]: host(change.remote),
                PortRange: { From: change.port, To: change.port },
              },
            ],
          };
        }),
      };
    case 'route': {
      const key = change.destination.family === 'ipv4' ? 'DestinationCidrBlock' : 'DestinationIpv6CidrBlock';
      const target =
        change.target.kind === 'vpc-peering-connection'
          ? { VpcPeeringConnectionId: change.target.id }
          : { GatewayId: change.target.id };
      const added: Json = { [key]: host(change.destination), State: 'active', Origin: 'CreateRoute', ...target };
      return {
        ...account,
        RouteTables: changeOne(account.RouteTables, 'RouteTableId', change.routeTableId, (table) => ({
          ...table,
          Routes: [...listOf(table.Routes).filter((route) => route[key] !== added[key]), added],
        })),
      };
    }
    case 'securityGroupRule': {
      const list = change.direction === 'ingress' ? 'IpPermissions' : 'IpPermissionsEgress';
      const [groupId] = change.groupIds;
      if (groupId === undefined) throw new Error('no group to change');
      const range =
        change.remote.family === 'ipv4'
          ? { IpRanges: [{ CidrIp: host(change.remote) }] }
          : { Ipv6Ranges: [{ CidrIpv6: host(change.remote) }] };
      return {
        ...account,
        SecurityGroups: changeOne(account.SecurityGroups, 'GroupId', groupId, (group) => ({
          ...group,
          [list]: [
            ...listOf(group[list]),
            { IpProtocol: change.protocol, FromPort: change.port, ToPort: change.port, ...range },
          ],
        })),
      };
    }
    case 'establish':
      return establish(account, change.element, change.statement);
  }
};

const establish = (account: Account, element: string, statement: string): Account => {
  if (statement.endsWith('has a public IPv4 address')) {
    return {
      ...account,
      NetworkInterfaces: changeOne(account.NetworkInterfaces, 'NetworkInterfaceId', element, (described) => ({
        ...described,
        PrivateIpAddresses: listOf(described.PrivateIpAddresses).map((address) => ({
          ...address,
          Association: { PublicIp: '198.51.100.99' },
        })),
      })),
    };
  }
  if (statement.includes('DenyAllIgwTraffic')) {
    return {
      ...account,
      NetworkInterfaces: changeOne(account.NetworkInterfaces, 'NetworkInterfaceId', element, (described) => ({
        ...described,
        DenyAllIgwTraffic: false,
      })),
    };
  }
  if (statement.includes('Block Public Access')) return { ...account, VpcBlockPublicAccessOptions: [] };
  const attached = /^(\S+) is attached to (\S+)$/.exec(statement);
  if (attached !== null) {
    const [, gateway = '', VpcId] = attached;
    const isVpn = gateway.startsWith('vgw');
    const [key, idKey, field, State] = isVpn
      ? (['VpnGateways', 'VpnGatewayId', 'VpcAttachments', 'attached'] as const)
      : (['InternetGateways', 'InternetGatewayId', 'Attachments', 'available'] as const);
    return {
      ...account,
      [key]: changeOne(account[key], idKey, gateway, (described) => ({ ...described, [field]: [{ VpcId, State }] })),
    };
  }
  if (statement.endsWith('is active')) {
    return {
      ...account,
      VpcPeeringConnections: changeOne(account.VpcPeeringConnections, 'VpcPeeringConnectionId', element, (peering) => ({
        ...peering,
        Status: { Code: 'active' },
      })),
    };
  }
  throw new Error(`no way to make true: ${statement}`);
};
