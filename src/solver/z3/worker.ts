/** Entry of a worker thread: one instance of Z3 that answers one script after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { SolverError } from '../solver.js';
import { InProcessZ3 } from './inProcess.js';
import { isWorkerData, type Reply, type Request } from './messages.js';

const port = parentPort;
if (port === null || !isWorkerData(workerData)) throw new SolverError('the worker was started by something else');

const solver = await InProcessZ3.start({ timeoutSeconds: workerData.timeoutSeconds }, workerData.compiled);

const replyTo = async ({ id, script }: Extract<Request, { id: number }>): Promise<Reply> => {
  try {
    return { id, result: await solver.check(script) };
  } catch (error) {
    return { id, refused: error instanceof Error ? error.message : String(error) };
  }
};

port.on('message', (request: Request) => {
  if (request.id === 'close') void solver.close().then(() => port.close());
  else void replyTo(request).then((reply) => port.postMessage(reply));
});
port.postMessage({ id: 'ready', version: solver.description.version } satisfies Reply);
