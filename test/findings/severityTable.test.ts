import { describe, expect, it } from 'vitest';
import { recognizedServices, servicesByPort } from '../../src/findings/service.js';
import { parseSeverities } from '../../src/findings/severitiesFile.js';
import { builtInSeverities, severityOf } from '../../src/findings/severityTable.js';
import type { Route } from '../../src/paths/path.js';

const rate = (route: Route, ...services: string[]) =>
  severityOf(builtInSeverities, { type: 'RecognizedPortNoAgent', route, services });

describe('recognized ports', () => {
  const ports = servicesByPort(recognizedServices);

  it('belong to their services', () => {
    expect(ports.tcp.get(22)).toEqual(['SSH']);
    expect(ports.udp.get(514)).toEqual(['Syslog']);
    expect(ports.tcp.get(514)).toBeUndefined();
    expect(ports.udp.get(5432)).toBeUndefined();
  });

  it('may belong to two', () => {
    expect(ports.tcp.get(111)).toEqual(['NFS', 'RPC']);
    expect(ports.udp.get(111)).toEqual(['NFS', 'RPC']);
  });

  it('are as many as Classic had', () => {
    expect(recognizedServices).toHaveLength(25);
    expect([ports.tcp.size, ports.udp.size]).toEqual([44, 30]);
  });
});

describe('built-in severities', () => {
  it.each([
    ['Telnet', 'High', 'Medium'],
    ['FTP', 'High', 'Medium'],
    ['Print services', 'High', 'Medium'],
    ['SSH', 'Medium', 'Low'],
    ['RDP', 'Medium', 'Low'],
    ['HTTP', 'Informational', 'Informational'],
    ['HTTPS', 'Informational', 'Informational'],
    ['PostgreSQL', 'Medium', 'Informational'],
    ['SMB', 'Medium', 'Informational'],
  ])('of %s: %s from the internet, %s from elsewhere', (service, internet, elsewhere) => {
    expect(rate('Internet', service)).toBe(internet);
    expect(rate('PeeredVPC', service)).toBe(elsewhere);
    expect(rate('VGW', service)).toBe(elsewhere);
  });

  it('take the higher one of two services', () => {
    expect(rate('PeeredVPC', 'HTTP', 'SSH')).toBe('Low');
    expect(rate('Internet', 'Telnet', 'HTTP')).toBe('High');
  });

  it('never rise above Low where nothing listens', () => {
    const type = 'RecognizedPortNoListener';
    expect(severityOf(builtInSeverities, { type, route: 'Internet', services: ['Telnet'] })).toBe('Low');
    expect(severityOf(builtInSeverities, { type, route: 'Internet', services: ['HTTPS'] })).toBe('Informational');
  });

  it('do not depend on the service for the other types', () => {
    expect(severityOf(builtInSeverities, { type: 'NetworkExposure', route: 'Internet', services: [] })).toBe(
      'Informational',
    );
    expect(severityOf(builtInSeverities, { type: 'UnrecognizedPortWithListener', route: 'VGW', services: [] })).toBe(
      'Low',
    );
  });
});

describe('a severities file', () => {
  const table = parseSeverities(
    `
services:
  - { name: Redis, tcp: [6379] }
  - { name: HTTP, tcp: [80, 8080] }
severities:
  - { service: Redis, route: Internet, severity: High }
  - { type: RecognizedPortNoListener, service: SSH, severity: Medium }
  - { type: NetworkExposure, severity: Low }
`,
    'own.yaml',
  );

  it('adds services and replaces those of the same name', () => {
    const ports = servicesByPort(table.services);
    expect(ports.tcp.get(6379)).toEqual(['Redis']);
    expect(ports.tcp.get(8080)).toEqual(['HTTP']);
    expect(ports.udp.get(80)).toBeUndefined();
    expect(ports.tcp.get(22)).toEqual(['SSH']);
  });

  it('comes before the built-in rows', () => {
    const of = (
      type: 'NetworkExposure' | 'RecognizedPortNoAgent' | 'RecognizedPortNoListener',
      route: Route,
      service: string,
    ) => severityOf(table, { type, route, services: [service] });
    expect(of('RecognizedPortNoAgent', 'Internet', 'Redis')).toBe('High');
    expect(of('RecognizedPortNoAgent', 'VGW', 'Redis')).toBe('Informational');
    expect(of('RecognizedPortNoListener', 'Internet', 'Redis')).toBe('Low');
    expect(of('RecognizedPortNoListener', 'Internet', 'SSH')).toBe('Medium');
    expect(of('NetworkExposure', 'Internet', 'SSH')).toBe('Low');
  });

  it.each([
    ['services: [', 'own.yaml:1:12: '],
    ['', 'own.yaml: the file is empty'],
    ['severity: []', 'own.yaml:1:1: unrecognized key: "severity"'],
    [
      'severities:\n  - { service: SSH, severity: Critical }',
      'own.yaml:2:31: severities[0].severity: expected High, Medium, Low, Informational, found `Critical`',
    ],
    ['severities:\n  - { service: SHS, severity: Low }', 'own.yaml: severities[0].service: no service is called `SHS`'],
    ['services:\n  - { name: X, tcp: [65536] }', 'own.yaml:2:22: services[0].tcp[0]: expected a port from 0 to 65535'],
  ])('says where it is wrong: %j', (text, message) => {
    expect(() => parseSeverities(text, 'own.yaml')).toThrow(message);
  });
});
