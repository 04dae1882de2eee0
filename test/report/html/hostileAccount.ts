import { openAccount, permission } from '../../scenarios/account.js';

/** Breaks out of text, attributes, scripts, comments, styles and JSON where escaping is missing. */
export const payloads = [
  '</script><script>window.pwned=1</script>',
  '"><img src=x onerror="window.pwned=2">',
  "' onmouseover='window.pwned=3",
  '<!--<script>',
  ']]><svg onload=window.pwned=4>',
  '</title></style></textarea><script>window.pwned=5</script>',
  '\u202egnp.exe\u2066 \u2028 \u2029 \u0000 \u001b[2J',
  '\\u003cscript>window.pwned=6 {{7*7}}',
  'https://attacker.example/x.js',
] as const;

/** An account in which everything that people name carries payloads. */
export const hostileAccount = () => {
  const name = payloads.join(' ');
  const account = openAccount();
  account.Vpcs[0] = { ...account.Vpcs[0], Tags: [{ Key: 'Name', Value: name }] };
  account.Reservations[0] = {
    Instances: [
      {
        InstanceId: 'i-one',
        State: { Name: 'stopped' },
        Tags: [
          { Key: 'Name', Value: name },
          { Key: name, Value: name },
        ],
      },
    ],
  };
  account.SecurityGroups[0] = {
    GroupId: 'sg-v',
    GroupName: name,
    Description: name,
    VpcId: 'vpc-v',
    IpPermissions: [
      permission({
        IpProtocol: 'tcp',
        FromPort: 22,
        ToPort: 23,
        IpRanges: [{ CidrIp: '0.0.0.0/0', Description: name }],
      }),
      permission({ IpProtocol: 'tcp', FromPort: 99, ToPort: 99, PrefixListIds: [{ PrefixListId: `pl-${name}` }] }),
    ],
  };
  return account;
};
