/** VPCs, their subnets, and Block Public Access (EC2 API reference). */
import { z } from 'zod';
import { id, list, optionalCidr4, requiredCidr4, requiredCidr6, state, tag, text } from './fields.js';

export const vpc = z.object({
  VpcId: id,
  OwnerId: text,
  CidrBlock: optionalCidr4,
  CidrBlockAssociationSet: list(z.object({ CidrBlock: requiredCidr4, CidrBlockState: state })),
  Ipv6CidrBlockAssociationSet: list(z.object({ Ipv6CidrBlock: requiredCidr6, Ipv6CidrBlockState: state })),
  Tags: list(tag),
});

export const subnet = z.object({
  SubnetId: id,
  VpcId: id,
  OwnerId: text,
  SubnetArn: text,
  CidrBlock: optionalCidr4,
  Ipv6CidrBlockAssociationSet: list(z.object({ Ipv6CidrBlock: requiredCidr6, Ipv6CidrBlockState: state })),
  AvailabilityZone: text,
  Tags: list(tag),
});

export const blockPublicAccessOptions = z.object({
  AwsAccountId: text,
  AwsRegion: text,
  InternetGatewayBlockMode: text,
});

export const blockPublicAccessExclusion = z.object({
  ExclusionId: id,
  InternetGatewayExclusionMode: text,
  ResourceArn: text,
  State: text,
});
