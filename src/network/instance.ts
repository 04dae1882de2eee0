/** An EC2 instance that is not terminated. */
export interface Instance {
  readonly id: string;
  /** `pending`, `running`, `stopping`, `stopped`, ...; undefined when AWS did not say. */
  readonly state: string | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly imageId: string | undefined;
  readonly vpcId: string | undefined;
  readonly privateDnsName: string | undefined;
  readonly publicDnsName: string | undefined;
  /** Sorted by key. */
  readonly tags: ReadonlyMap<string, string>;
}
