/** An embedded cluster in a process of its own, as `leaklab cluster up` has one; its parent is told how to reach it. */
import { startEmbedded } from '../../src/embedded/start.ts';

const [folder = ''] = process.argv.slice(2);
const embedded = await startEmbedded({ folder, images: () => ({ entry: import.meta.filename }) });
process.once('disconnect', () => void embedded.stop());
process.send?.({ kubeconfig: embedded.kubeconfig('bench'), description: embedded.describe() });
