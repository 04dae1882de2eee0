import { describe, expect, it } from 'vitest';
import { everything, interfacesIn, type Scope } from '../../src/findings/scope.js';
import { networkInterface, networkOf, openAccount } from '../scenarios/account.js';

const account = openAccount();
account.Reservations[0] = {
  Instances: [
    {
      InstanceId: 'i-one',
      Tags: [
        { Key: 'env', Value: 'prod' },
        { Key: 'role', Value: 'web' },
      ],
    },
  ],
};
account.Reservations[1] = {
  Instances: [
    {
      InstanceId: 'i-two',
      Tags: [
        { Key: 'env', Value: 'test' },
        { Key: 'role', Value: 'web' },
      ],
    },
  ],
};
account.NetworkInterfaces.push(networkInterface('eni-database', 'a', 77));
const network = networkOf(account);
const ids = (scope: Partial<Scope>) => interfacesIn(network, { ...everything, ...scope }).map(({ id }) => id);

describe('a scope', () => {
  it('is every interface of an instance, where nothing is said', () => {
    expect(ids({})).toEqual(['eni-one', 'eni-two', 'eni-w']);
    expect(ids({ allInterfaces: true })).toEqual(['eni-database', 'eni-one', 'eni-two', 'eni-w']);
  });

  it('takes values of one kind as alternatives, and different kinds together', () => {
    expect(ids({ instanceIds: ['i-one', 'i-w'] })).toEqual(['eni-one', 'eni-w']);
    expect(ids({ instanceIds: ['i-one', 'i-w'], vpcIds: ['vpc-w'] })).toEqual(['eni-w']);
  });

  it('takes tags as AWS filters do', () => {
    expect(ids({ tags: [['role', 'web']] })).toEqual(['eni-one', 'eni-two']);
    expect(
      ids({
        tags: [
          ['role', 'web'],
          ['env', 'prod'],
        ],
      }),
    ).toEqual(['eni-one']);
    expect(
      ids({
        tags: [
          ['env', 'test'],
          ['env', 'prod'],
        ],
      }),
    ).toEqual(['eni-one', 'eni-two']);
  });

  it('holds interfaces that are named, whatever they belong to', () => {
    expect(ids({ networkInterfaceIds: ['eni-database'] })).toEqual(['eni-database']);
  });

  it.each([
    [{ vpcIds: ['vpc-typo'] }, 'no VPC `vpc-typo` is in the snapshot'],
    [{ instanceIds: ['i-one', 'i-typo'] }, 'no instance `i-typo` with a network interface is in the snapshot'],
    [{ networkInterfaceIds: ['eni-typo'] }, 'no network interface `eni-typo` is in the snapshot'],
    [{ tags: [['env', 'typo']] as const }, 'no instance in the snapshot has the tag `env=typo`'],
    [{ instanceIds: ['i-one'], vpcIds: ['vpc-w'] }, 'no network interface matches all of the scope'],
  ])('that matches nothing is refused: %j', (scope, message) => {
    expect(() => ids(scope)).toThrow(message);
  });
});
