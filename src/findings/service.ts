/** Recognized ports: Inspector Classic's table (user guide, "Network Reachability", "Supported ports"; inspector.md). */
import type { Protocol } from '../values/protocol.js';

/** A service and the ports by which it is recognized. */
export interface Service {
  readonly name: string;
  readonly tcp: readonly number[];
  readonly udp: readonly number[];
}

export const recognizedServices: readonly Service[] = [
  { name: 'SMB', tcp: [445], udp: [445] },
  { name: 'NetBIOS', tcp: [137, 139], udp: [137, 138] },
  { name: 'LDAP', tcp: [389], udp: [389] },
  { name: 'LDAP over TLS', tcp: [636], udp: [] },
  { name: 'Global catalog LDAP', tcp: [3268], udp: [] },
  { name: 'Global catalog LDAP over TLS', tcp: [3269], udp: [] },
  { name: 'NFS', tcp: [111, 2049, 4045, 1110], udp: [111, 2049, 4045, 1110] },
  { name: 'Kerberos', tcp: [88, 464, 543, 544, 749, 751], udp: [88, 464, 749, 750, 751, 752] },
  { name: 'RPC', tcp: [111, 135, 530], udp: [111, 135, 530] },
  { name: 'WINS', tcp: [1512, 42], udp: [1512, 42] },
  { name: 'DHCP', tcp: [67, 68, 546, 547], udp: [67, 68, 546, 547] },
  { name: 'Syslog', tcp: [601], udp: [514] },
  { name: 'Print services', tcp: [515], udp: [] },
  { name: 'Telnet', tcp: [23], udp: [23] },
  { name: 'FTP', tcp: [21], udp: [21] },
  { name: 'SSH', tcp: [22], udp: [22] },
  { name: 'RDP', tcp: [3389], udp: [3389] },
  { name: 'MongoDB', tcp: [27017, 27018, 27019, 28017], udp: [] },
  { name: 'SQL Server', tcp: [1433], udp: [1434] },
  { name: 'MySQL', tcp: [3306], udp: [] },
  { name: 'PostgreSQL', tcp: [5432], udp: [] },
  { name: 'Oracle', tcp: [1521, 1630], udp: [] },
  { name: 'Elasticsearch', tcp: [9300, 9200], udp: [] },
  { name: 'HTTP', tcp: [80], udp: [80] },
  { name: 'HTTPS', tcp: [443], udp: [443] },
];

/** The services by port, for one protocol each. */
export type ServicesByPort = Readonly<Record<Protocol, ReadonlyMap<number, readonly string[]>>>;

/** Names of the services of each port, in the order of the table; ports ascend. */
export const servicesByPort = (services: readonly Service[]): ServicesByPort => {
  const index = (protocol: Protocol): ReadonlyMap<number, readonly string[]> => {
    const names = new Map<number, string[]>();
    for (const service of services) {
      for (const port of service[protocol]) names.set(port, [...(names.get(port) ?? []), service.name]);
    }
    return new Map([...names].sort(([a], [b]) => a - b));
  };
  return { tcp: index('tcp'), udp: index('udp') };
};
