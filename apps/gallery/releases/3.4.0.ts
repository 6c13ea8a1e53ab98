import { start } from '../start.ts';
import { previewOfWhole } from '../whole-image.ts';

start({ release: '3.4.0', makePreview: previewOfWhole });
