/** Gateways of a VPC and what hangs on them (EC2 and Direct Connect API references). */
import { z } from 'zod';
import { id, list, optional, optionalCidr4, requiredCidr4, requiredCidr6, text } from './fields.js';

const attachment = z.object({ State: text, VpcId: text });

export const internetGateway = z.object({ InternetGatewayId: id, OwnerId: text, Attachments: list(attachment) });

export const vpnGateway = z.object({ VpnGatewayId: id, State: text, VpcAttachments: list(attachment) });

export const vpnConnection = z.object({
  VpnConnectionId: id,
  VpnGatewayId: text,
  CustomerGatewayId: text,
  State: text,
});

export const virtualInterface = z.object({
  virtualInterfaceId: id,
  virtualGatewayId: text,
  virtualInterfaceState: text,
  virtualInterfaceType: text,
  directConnectGatewayId: text,
});

const peeringSide = z.object({
  VpcId: text,
  OwnerId: text,
  Region: text,
  CidrBlock: optionalCidr4,
  CidrBlockSet: list(z.object({ CidrBlock: requiredCidr4 })),
  Ipv6CidrBlockSet: list(z.object({ Ipv6CidrBlock: requiredCidr6 })),
});

export const vpcPeeringConnection = z.object({
  VpcPeeringConnectionId: id,
  AccepterVpcInfo: optional(peeringSide),
  RequesterVpcInfo: optional(peeringSide),
  Status: optional(z.object({ Code: text })),
});
