import { serve } from '../serve.ts';

serve({ release: '5.2.2', keep: Infinity, makesRoom: true });
