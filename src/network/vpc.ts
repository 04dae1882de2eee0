import type { Resources } from '../snapshot/snapshot.js';
import { type Cidr, compareCidrs, parseCidr, sameCidr } from '../values/cidr.js';
import { placementOf } from './placement.js';
import { tagMap } from './tags.js';

/** A VPC. */
export interface Vpc {
  readonly id: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** All associated IPv4 and IPv6 blocks, sorted. */
  readonly cidrs: readonly Cidr[];
  readonly tags: ReadonlyMap<string, string>;
}

/** A block counts while it is associated; AWS keeps listing those that are not. */
const associated = (state: { readonly State?: string | undefined } | undefined): boolean =>
  state?.State === undefined || state.State === 'associated';

/** The blocks as values: sorted, each once. */
export const sortedCidrs = (texts: readonly string[]): readonly Cidr[] =>
  texts
    .map(parseCidr)
    .filter((cidr) => cidr !== undefined)
    .sort(compareCidrs)
    .filter((cidr, index, sorted) => {
      const previous = sorted[index - 1];
      return previous === undefined || !sameCidr(previous, cidr);
    });

/** Blocks of the IPv6 associations that are in force. */
export const associatedIpv6 = (
  associations: readonly {
    readonly Ipv6CidrBlock: string;
    readonly Ipv6CidrBlockState?: { readonly State?: string | undefined } | undefined;
  }[],
): readonly string[] =>
  associations
    .filter(({ Ipv6CidrBlockState }) => associated(Ipv6CidrBlockState))
    .map(({ Ipv6CidrBlock }) => Ipv6CidrBlock);

/** All VPCs by id. `regions` tells the region of a VPC where neither layout nor zone does (from its subnets). */
export const buildVpcs = (
  { Vpcs = [] }: Resources,
  regionOfVpc: ReadonlyMap<string, string>,
): ReadonlyMap<string, Vpc> =>
  new Map(
    Vpcs.map((vpc) => {
      const { account, region } = placementOf(vpc.origin, vpc.OwnerId);
      return [
        vpc.VpcId,
        {
          id: vpc.VpcId,
          account,
          region: region ?? regionOfVpc.get(vpc.VpcId),
          cidrs: sortedCidrs([
            ...(vpc.CidrBlock === undefined ? [] : [vpc.CidrBlock]),
            ...vpc.CidrBlockAssociationSet.filter(({ CidrBlockState }) => associated(CidrBlockState)).map(
              ({ CidrBlock }) => CidrBlock,
            ),
            ...associatedIpv6(vpc.Ipv6CidrBlockAssociationSet),
          ]),
          tags: tagMap(vpc.Tags),
        },
      ];
    }),
  );
