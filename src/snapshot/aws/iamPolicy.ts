import { type ApiCall, apiCalls, iamActionOf, isApiCall } from './apiCalls.js';

/** An IAM policy document of one version and shape (IAM user guide, "Grammar of the IAM JSON policy language"). */
export interface IamPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: '*' | readonly string[];
  }[];
}

/**
 * The least that a caller must be allowed: the calls of the table and nothing else. None of the `Describe*` actions can
 * be narrowed to resources (Service Authorization Reference), hence `*`.
 *
 * @param roleArns roles that the caller will assume; each of these roles needs the first statement, the caller the second
 */
export const minimalIamPolicy = (roleArns: readonly string[] = []): IamPolicy => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'ReachproofRead',
      Effect: 'Allow',
      Action: [
        ...new Set(
          Object.keys(apiCalls)
            .filter(isApiCall)
            .filter((call) => call !== assumeRole)
            .map(iamActionOf),
        ),
      ].sort(),
      Resource: '*',
    },
    ...(roleArns.length === 0
      ? []
      : [
          {
            Sid: 'ReachproofAssumeRoles',
            Effect: 'Allow' as const,
            Action: [iamActionOf(assumeRole)],
            Resource: [...new Set(roleArns)].sort(),
          },
        ]),
  ],
});

const assumeRole: ApiCall = 'sts:AssumeRole';
