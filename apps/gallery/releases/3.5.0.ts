import { start } from '../start.ts';
import { previewOfPieces } from '../streamed-image.ts';

start({ release: '3.5.0', makePreview: previewOfPieces });
