import { serve } from '../serve.ts';

serve({ release: '5.2.0', keep: Infinity, makesRoom: false });
