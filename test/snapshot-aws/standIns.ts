import type { Answer, SeenCall } from './faultProxy.js';

const xml = (body: string): Answer => ({ status: 200, type: 'text/xml', body });

/** Answers of APIs that moto does not have, in AWS's shape: VPC Block Public Access is off, no virtual interfaces. */
export const standIns: ReadonlyMap<string, (call: SeenCall) => Answer> = new Map([
  [
    'ec2:DescribeVpcBlockPublicAccessOptions',
    ({ region }: SeenCall) =>
      xml(
        `<DescribeVpcBlockPublicAccessOptionsResponse><vpcBlockPublicAccessOptions><awsAccountId>123456789012</awsAccountId><awsRegion>${region}</awsRegion><state>default-state</state><internetGatewayBlockMode>off</internetGatewayBlockMode></vpcBlockPublicAccessOptions></DescribeVpcBlockPublicAccessOptionsResponse>`,
      ),
  ],
  [
    'ec2:DescribeVpcBlockPublicAccessExclusions',
    () =>
      xml(
        '<DescribeVpcBlockPublicAccessExclusionsResponse><vpcBlockPublicAccessExclusionSet/></DescribeVpcBlockPublicAccessExclusionsResponse>',
      ),
  ],
  [
    'directconnect:DescribeVirtualInterfaces',
    () => ({ status: 200, type: 'application/x-amz-json-1.1', body: '{"virtualInterfaces":[]}' }),
  ],
]);
