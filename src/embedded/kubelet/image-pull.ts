import type { Clock } from '../../shared/clock.ts';
import { BackOff } from './back-off.ts';
import type { ImageOnDisk, Images } from './image.ts';
import { invalidReference, pullError } from './image.ts';
import type { Container } from './pod.ts';

/** Seconds until the kubelet looks again at what it could not have. */
const retryAfter = 10;
/** Seconds in which a failed pull is shown before its back-off is, as the kubelet's next look shows it. */
const shownFor = 1;

export interface PullReport {
  event(type: 'Normal' | 'Warning', reason: string, message: string): void;
  /** Shows why the container waits. */
  wait(reason: string, message: string): void;
}

/** How one container comes by its image: found here or not at all, with the delays of a real pull. */
export class ImagePull {
  readonly #container: Container;
  readonly #images: Images;
  readonly #clock: Clock;
  readonly #report: PullReport;
  readonly #backOff = new BackOff();
  #failedAt: number | undefined;

  constructor(container: Container, { images, steady }: { images: Images; steady: Clock }, report: PullReport) {
    this.#container = container;
    this.#images = images;
    this.#clock = steady;
    this.#report = report;
  }

  /** The image, or the milliseconds after which it is to be looked for again. */
  attempt(): ImageOnDisk | { retryIn: number } {
    const { image, imagePullPolicy } = this.#container;
    const found = this.#images(image);
    if (found !== undefined) {
      this.#report.event('Normal', 'Pulled', `Container image "${image}" already present on machine`);
      return found;
    }
    const invalid = invalidReference(image);
    if (invalid !== undefined) {
      const text = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${invalid}`;
      return this.#refuse('InspectFailed', 'InvalidImageName', text);
    }
    if (imagePullPolicy === 'Never') {
      const text = `Container image "${image}" is not present with pull policy of Never`;
      return this.#refuse('ErrImageNeverPull', 'ErrImageNeverPull', text);
    }
    return this.#pull(image);
  }

  #refuse(event: string, reason: string, text: string): { retryIn: number } {
    this.#report.event('Warning', event, text);
    this.#report.event('Warning', 'Failed', `Error: ${reason}`);
    this.#report.wait(reason, text);
    return { retryIn: retryAfter * 1000 };
  }

  #pull(image: string): { retryIn: number } {
    const text = pullError(image);
    const now = this.#clock.now();
    const holding = this.#failedAt === undefined ? undefined : this.#backOff.holding(this.#failedAt, now);
    if (holding !== undefined) {
      this.#report.event('Normal', 'BackOff', `Back-off pulling image "${image}"`);
      this.#report.event('Warning', 'Failed', 'Error: ImagePullBackOff');
      this.#report.wait('ImagePullBackOff', `Back-off pulling image "${image}": ErrImagePull: ${text}`);
      return { retryIn: Math.min(retryAfter * 1000, holding.until - now) };
    }
    this.#failedAt = now;
    this.#backOff.started(now, now);
    this.#report.event('Normal', 'Pulling', `Pulling image "${image}"`);
    this.#report.event('Warning', 'Failed', `Failed to pull image "${image}": ${text}`);
    this.#report.event('Warning', 'Failed', 'Error: ErrImagePull');
    this.#report.wait('ErrImagePull', text);
    return { retryIn: shownFor * 1000 };
  }
}
