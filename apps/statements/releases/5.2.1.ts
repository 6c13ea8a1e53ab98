import { serve } from '../serve.ts';

serve({ release: '5.2.1', keep: 16, makesRoom: false });
