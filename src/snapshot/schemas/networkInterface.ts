/** Network interfaces, instances and Elastic IP addresses (EC2 API reference). */
import { z } from 'zod';
import { address6, flag, id, integer, list, optional, optionalAddress4, tag, text } from './fields.js';

const association = optional(z.object({ PublicIp: optionalAddress4 }));

export const networkInterface = z.object({
  NetworkInterfaceId: id,
  VpcId: text,
  SubnetId: text,
  OwnerId: text,
  AvailabilityZone: text,
  Description: text,
  InterfaceType: text,
  RequesterId: text,
  Status: text,
  Attachment: optional(z.object({ InstanceId: text, DeviceIndex: integer, Status: text })),
  Groups: list(z.object({ GroupId: id })),
  PrivateIpAddress: optionalAddress4,
  PrivateIpAddresses: list(z.object({ PrivateIpAddress: optionalAddress4, Primary: flag, Association: association })),
  Association: association,
  Ipv6Addresses: list(z.object({ Ipv6Address: address6 })),
  DenyAllIgwTraffic: flag,
  TagSet: list(tag),
});

const instance = z.object({
  InstanceId: id,
  ImageId: text,
  State: optional(z.object({ Name: text })),
  VpcId: text,
  SubnetId: text,
  PrivateDnsName: text,
  PublicDnsName: text,
  NetworkInterfaces: list(z.object({ NetworkInterfaceId: text })),
  Tags: list(tag),
});

export const reservation = z.object({ ReservationId: text, OwnerId: text, Instances: list(instance) });

export const address = z.object({
  PublicIp: optionalAddress4,
  PrivateIpAddress: optionalAddress4,
  NetworkInterfaceId: text,
  AllocationId: text,
});
