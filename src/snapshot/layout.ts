/** Account and region that a directory layout tells; undefined where it tells none. */
export interface Placed {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

const accountId = /^\d{12}$/;
const regionName = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;

/**
 * Account and region of a file by the directories it lies in: `accounts/ID/REGION/` at any depth, else a directory
 * named like an account (`111122223333`) or a region (`us-east-1`; Batfish's `aws_configs/REGION/`).
 *
 * @param path path below the snapshot directory, `/` between its parts
 */
export const placeOf = (path: string): Placed => {
  const directories = path.split('/').slice(0, -1);
  const accounts = directories.lastIndexOf('accounts');
  if (accounts >= 0 && accounts + 1 < directories.length) {
    return { account: directories[accounts + 1], region: directories[accounts + 2] };
  }
  return {
    account: directories.findLast((name) => accountId.test(name)),
    region: directories.findLast((name) => regionName.test(name)),
  };
};
