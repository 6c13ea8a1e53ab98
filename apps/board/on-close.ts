import type { OnClose } from './participants.ts';

/** Leaves the participant where it is: its socket says that it is closed. */
export const leaveInPlace: OnClose = () => undefined;

/** Ends the socket for good, and leaves the participant where it is. */
export const endSocket: OnClose = (_participants, { socket }) => {
  socket.removeAllListeners();
  socket.terminate();
};

/** Forgets the participant. */
export const drop: OnClose = (participants, participant) => {
  participants.delete(participant);
};
