/** Route tables (EC2 API reference, `RouteTable`). */
import { z } from 'zod';
import { flag, id, list, optionalCidr4, optionalCidr6, state, text } from './fields.js';

const route = z.object({
  DestinationCidrBlock: optionalCidr4,
  DestinationIpv6CidrBlock: optionalCidr6,
  DestinationPrefixListId: text,
  GatewayId: text,
  NatGatewayId: text,
  TransitGatewayId: text,
  VpcPeeringConnectionId: text,
  NetworkInterfaceId: text,
  InstanceId: text,
  EgressOnlyInternetGatewayId: text,
  LocalGatewayId: text,
  CarrierGatewayId: text,
  CoreNetworkArn: text,
  State: text,
  Origin: text,
});

export const routeTable = z.object({
  RouteTableId: id,
  VpcId: id,
  OwnerId: text,
  Associations: list(
    z.object({
      RouteTableAssociationId: text,
      Main: flag,
      SubnetId: text,
      GatewayId: text,
      AssociationState: state,
    }),
  ),
  PropagatingVgws: list(z.object({ GatewayId: text })),
  Routes: list(route),
});
