import type { Resources } from '../snapshot/snapshot.js';

/** How a gateway hangs on a VPC. */
export interface GatewayAttachment {
  readonly gatewayId: string;
  /** As AWS reports it: `available`, `attached`, `detached`, ...; undefined when it does not. */
  readonly state: string | undefined;
  /** True when packets pass (semantics.md section 2, "Gateways"). */
  readonly works: boolean;
}

/** Every internet gateway and virtual private gateway of the snapshot, by the VPC that it is or was attached to. */
export interface Gateways {
  readonly internetGatewayIds: ReadonlySet<string>;
  readonly vpnGatewayIds: ReadonlySet<string>;
  readonly internetGatewaysOf: ReadonlyMap<string, readonly GatewayAttachment[]>;
  readonly vpnGatewaysOf: ReadonlyMap<string, readonly GatewayAttachment[]>;
}

interface Attached {
  readonly id: string;
  readonly attachments: readonly { readonly State?: string | undefined; readonly VpcId?: string | undefined }[];
}

const byVpc = (gateways: readonly Attached[], working: string): Map<string, GatewayAttachment[]> => {
  const result = new Map<string, GatewayAttachment[]>();
  for (const { id, attachments } of [...gateways].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    for (const { State, VpcId } of attachments) {
      if (VpcId === undefined) continue;
      const attachment = { gatewayId: id, state: State, works: State === working };
      const others = (result.get(VpcId) ?? []).filter((other) => other.gatewayId !== id || other.works);
      if (others.some((other) => other.gatewayId === id)) continue;
      result.set(VpcId, [...others, attachment]);
    }
  }
  return result;
};

export const buildGateways = ({ InternetGateways = [], VpnGateways = [] }: Resources): Gateways => ({
  internetGatewayIds: new Set(InternetGateways.map(({ InternetGatewayId }) => InternetGatewayId)),
  vpnGatewayIds: new Set(VpnGateways.map(({ VpnGatewayId }) => VpnGatewayId)),
  internetGatewaysOf: byVpc(
    InternetGateways.map(({ InternetGatewayId, Attachments }) => ({ id: InternetGatewayId, attachments: Attachments })),
    'available',
  ),
  vpnGatewaysOf: byVpc(
    VpnGateways.map(({ VpnGatewayId, VpcAttachments }) => ({ id: VpnGatewayId, attachments: VpcAttachments })),
    'attached',
  ),
});
